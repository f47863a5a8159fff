"""Kill the process in the middle of an import, and look what is left.

    python -m tests.exchange.loading.killed --kills 100 --articles 500

works in the database of DATABASE_URL, which must be empty. Each import runs in a process of its
own, which ends itself with SIGKILL just before one of its SQL statements, chosen at random. The
archive must be as it was before, and in the end the import must go through. The test beside this
file runs it in a short form.
"""

import argparse
import io
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import django


def importing(folder: Path, *options: str) -> Callable[[random.Random], None]:
    """A function that imports a folder, as an operator would."""
    from django.core.management import call_command

    return lambda chance: call_command("import_data", str(folder), *options, stdout=io.StringIO())


def statements_of(folder: Path) -> int:
    """About how many SQL statements come before an import is kept."""
    from django.db import connection

    done = 0

    def count(execute, sql, params, many, context):
        nonlocal done
        done += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        importing(folder, "--dry-run")(random.Random())
    return done


def main(arguments: list[str] | None = None) -> int:
    """Kill as often as asked for; 1 if anything was left of an import that was killed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    django.setup()
    from django.core.management import call_command

    from tests.editing.killed import everything, in_a_process, killed_before
    from tests.editing.scene import problems
    from tests.exchange.loading.rounds import empty, exported
    from tests.exchange.nasty import make_nasty_archive

    call_command("migrate", verbosity=0)
    make_nasty_archive(asked.articles)
    chance, left = random.Random(asked.seed), 0
    with tempfile.TemporaryDirectory() as folder:
        whole = exported(Path(folder, "whole"))
        empty()
        work, before = importing(Path(folder, "whole")), everything()
        last = statements_of(Path(folder, "whole"))
        for _ in range(asked.kills):
            statement = chance.randint(1, last - 10)  # after the last ones it is kept
            ended = in_a_process(killed_before(statement, work, 0))
            if ended != "killed" or everything() != before:
                left += 1
                print(f"{ended} before statement {statement} of {last}, and something is left")
        work(chance)
        again = exported(Path(folder, "again"))
        wrong = [name for name in whole if again[name] != whole[name]] + problems()
    print(f"{asked.kills} killed, {left} left something; then imported: {wrong or 'all'}")
    return 1 if left or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
