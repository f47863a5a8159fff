"""Several questions to the database in one statement, made of what querysets themselves would ask.

Nothing is formatted into the SQL but names that Django quotes and numbers that count the questions;
all values stay parameters.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ..filters.facet import RECORD, Question, Row
from .remembered import remembered

Statement = tuple[str, tuple[Any, ...]]


def ask_at_once(questions: Sequence[Question]) -> list[list[Row]]:
    """The answers to `questions`, in their order.

    The same statement is not asked again before something was written to the archive: to count all
    rows of a large one takes a while.
    """
    alias = router.db_for_read(questions[0].counted.model)
    statement = _union(
        (f"SELECT {number} AS question, ", _question(question, alias))
        for number, question in enumerate(questions)
    )
    answers: list[list[Row]] = [[] for _ in questions]
    for number, *row in remembered(statement, lambda: _rows(alias, statement)):
        answers[number].append(tuple(row))
    return answers


def any_of(parts: Iterable[QuerySet]) -> RawSQL:
    """What `pk__in` takes: the primary keys that several querysets of one column give."""
    parts = list(parts)
    alias = router.db_for_read(parts[0].model)
    sql, parameters = _union(("SELECT ", _whole(part, alias)) for part in parts)
    return RawSQL(sql, parameters)  # noqa: S611 - made of what Django compiles, with parameters


def _union(parts: Iterable[tuple[str, Statement | None]]) -> Statement:
    """`parts` (a beginning, and what follows it; None if that finds nothing) under one another."""
    there = [(start, *statement) for start, statement in parts if statement is not None]
    if not there:
        return "SELECT 0 WHERE 1 = 0", ()
    sql = " UNION ALL ".join(start + rest for start, rest, _ in there)
    return sql, tuple(value for _, _, parameters in there for value in parameters)


def _whole(rows: QuerySet, alias: str) -> Statement | None:
    found = _sql(rows, alias)
    return found and (f"found.* FROM ({found[0]}) found", found[1])


def _question(question: Question, alias: str) -> Statement | None:
    counted = _sql(question.counted, alias)
    if counted is None:
        return None
    if question.records is None:
        spans = "until" in question.counted.query.annotations
        until = "CAST(counted.until AS text)" if spans else "''"
        columns = f"CAST(counted.key AS text), {until}, '', counted.number"
        return f"{columns} FROM ({counted[0]}) counted", counted[1]
    records = _sql(question.records, alias)
    if records is None:
        return None
    key, slug, name, folded, tongue = map(connections[alias].ops.quote_name, RECORD)
    sql = (
        f"named.* FROM (SELECT record.{slug}, record.{name}, record.{tongue}, counted.number"  # noqa: S608
        f" FROM ({counted[0]}) counted JOIN ({records[0]}) record"
        f" ON record.{key} = counted.key"
        f" ORDER BY counted.number DESC, record.{folded}, record.{key} LIMIT {question.most:d}"
        f") named"
    )
    return sql, (*counted[1], *records[1])


def _sql(rows: QuerySet, alias: str) -> Statement | None:
    try:
        sql, parameters = rows.query.get_compiler(alias).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(parameters)


def _rows(alias: str, statement: Statement) -> list[tuple]:
    with connections[alias].cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()
