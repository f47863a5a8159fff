"""Find a running PostgreSQL for CI, and make or drop a database on it.

postgresql.py find                 prints the start of a database URL, or fails
postgresql.py create URL DATABASE
postgresql.py drop URL DATABASE    the test databases made from it, too
"""

import getpass
import os
import sys
from urllib.parse import quote

import psycopg
from psycopg import sql

PLACES = ("127.0.0.1", "/var/run/postgresql", "/tmp")


def urls():
    """Yield what PGHOST, PGUSER and the like say, or the usual places and names."""
    port = os.environ.get("PGPORT", "5432")
    password = os.environ.get("PGPASSWORD")
    places = [os.environ["PGHOST"]] if "PGHOST" in os.environ else PLACES
    names = [os.environ["PGUSER"]] if "PGUSER" in os.environ else ["postgres", getpass.getuser()]
    for place in places:
        for name in names:
            login = quote(name, safe="") + (f":{quote(password, safe='')}" if password else "")
            yield f"postgres://{login}@{quote(place, safe='')}:{port}"


def connect(url: str) -> psycopg.Connection:
    """Connect to the database every server has."""
    return psycopg.connect(f"{url}/postgres", autocommit=True, connect_timeout=3)


def find() -> None:
    """Print the first server that answers and lets us make databases."""
    for url in urls():
        try:
            with connect(url) as connection:
                row = connection.execute(
                    "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
                ).fetchone()
        except psycopg.Error:
            continue
        if row and row[0]:
            print(url)
            return
    raise SystemExit(1)


def create(url: str, database: str) -> None:
    """Make an empty database."""
    with connect(url) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))


def drop(url: str, database: str) -> None:
    """Drop the database and the test databases named after it."""
    with connect(url) as connection:
        found = connection.execute(
            "select datname from pg_database where datname = %s or datname like %s",
            (database, f"test_{database}%"),
        ).fetchall()
        for (name,) in found:
            connection.execute(
                sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
            )


if __name__ == "__main__":
    verb, *arguments = sys.argv[1:]
    {"find": find, "create": create, "drop": drop}[verb](*arguments)
