"""Kill the process in the middle of revisions and merges, and look what is left.

    python -m tests.editing.killed --kills 100

works in the database of DATABASE_URL, which must be empty. Each revision or merge runs in a
process of its own, which ends itself with SIGKILL just before one of its SQL statements, chosen at
random; some are left to finish. Afterwards the archive must be as it was before or as it is when
the verb is done, and every invariant hold. The test beside this file runs it in a short form.
"""

import argparse
import hashlib
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable

import django


def world() -> None:
    """Two articles with annotations of every kind, four entities and four sources."""
    from articles.editing import annotate
    from tests.editing import scene

    lines = [f"Line {n}: Tokyo and Edo, the papers say, “we go” said Moscow.\n" for n in range(12)]
    named = [scene.entity(name) for name in ("Tokyo", "Edo", "Moscow", "Moskva")]
    sources = [scene.source(f"Papers {n}") for n in range(4)]
    for number in (1, 2):
        body = f"Article {number}.\n" + "".join(lines)
        article = scene.draft(f"Article {number}", body)
        for entity in named[:3]:
            places = [
                (at, at + len(entity.name))
                for at in range(len(body))
                if body.startswith(entity.name, at)
            ]
            annotate.add_mentions(article, places, entity, by=None, based_on=1)
        scene.quotation(article, "“we go”", speaker=named[2], speaker_description="")
        for source in sources[:3]:
            scene.evidence(scene.citation(article, source), article, "the papers")
        scene.publish(article)
    scene.evidence(scene.derivation(sources[0], sources[3]), article, "papers say")


def revise_one(chance: random.Random) -> None:
    """Give an article another text: lines changed, cut and swapped."""
    from articles.editing.revising import revise
    from articles.models import Article

    article = chance.choice(Article.objects.select_related("current_text").order_by("pk"))
    lines = article.current_text.body.splitlines(keepends=True)
    for _ in range(3):
        at = chance.randrange(len(lines))
        lines[at] = lines[at].replace(*chance.choice([("Tokyo", "Tōkyō"), ("Tōkyō", "Tokyo")]))
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    if len(lines) > 6:
        del lines[chance.randrange(len(lines))]
    lines.append(f"Line {chance.random()}: Tokyo once more.\n")
    number = article.current_text.number
    revise(article, "".join(lines), by=None, based_on=number, reason="At random.")


def merge_or_separate(chance: random.Random) -> None:
    """Merge two records of a kind, or undo a merge where there is only one left."""
    from articles.editing.merging import merge
    from articles.editing.separating import unmerge
    from articles.models import Entity, EntityMerge, Source, SourceMerge

    model, merges = chance.choice([(Entity, EntityMerge), (Source, SourceMerge)])
    standing = list(model.objects.standing().order_by("pk"))
    latest = merges.objects.standing().order_by("-pk").first()
    if latest is not None and (len(standing) < 3 or chance.random() < 0.5):
        unmerge(latest, by=None, reason="Not the same.")
        return
    merged, into = chance.sample(standing[:3], 2)
    versions = {"based_on": merged.row_version, "into_based_on": into.row_version}
    merge(merged, into, by=None, reason="The same.", **versions)


def everything() -> str:
    """A fingerprint of every row of the archive."""
    from django.apps import apps

    told = hashlib.sha256()
    for model in apps.get_app_config("articles").get_models():
        for row in model._base_manager.order_by("pk").values_list():
            told.update(repr((model.__name__, row)).encode())
    return told.hexdigest()


def in_a_process(work: Callable[[], None]) -> str:
    """Do it in a child with connections of its own; how it ended: killed, finished or refused."""
    from django.core.exceptions import ValidationError
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        except ValidationError:  # such as two sources that derive from one another
            os._exit(3)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    ends = {0: "finished", 3: "refused"}
    if os.WEXITSTATUS(status) not in ends:
        raise SystemExit("A verb failed by itself.")
    return ends[os.WEXITSTATUS(status)]


def killed_before(statement: int, verb: Callable, seed: int) -> Callable[[], None]:
    """The verb, ended by SIGKILL before that statement, if it comes so far."""

    def work() -> None:
        from django.db import connection

        done = 0

        def count(execute, sql, params, many, context):
            nonlocal done
            done += 1
            if done == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            verb(random.Random(seed))

    return work


def main(arguments: list[str] | None = None) -> int:
    """Kill as often as asked for; 1 if anything was left half done."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    django.setup()
    from django.core.management import call_command

    from tests.editing.scene import problems

    call_command("migrate", verbosity=0)
    world()
    chance = random.Random(asked.seed)
    ends, half_done = Counter(), 0
    before = everything()
    while ends["killed"] < asked.kills:
        verb = chance.choice([revise_one, merge_or_separate])
        statement = chance.randint(1, 120)
        ended = in_a_process(killed_before(statement, verb, chance.randrange(2**32)))
        after = everything()
        ends[ended] += 1
        wrong = problems()
        if (ended == "finished") == (after == before):
            wrong.append(f"{ended}, and yet something or nothing was written")
        if wrong:
            half_done += 1
            print(f"{verb.__name__}, killed before statement {statement}: {wrong}")
        before = after
    print(", ".join(f"{number} {ended}" for ended, number in sorted(ends.items(), reverse=True)))
    print(f"{half_done} left half done")
    return 1 if half_done else 0


if __name__ == "__main__":
    sys.exit(main())
