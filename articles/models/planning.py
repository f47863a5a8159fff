"""What SQLite is to assume about the articles' indexes.

Without statistics it takes any column that is compared for one that picks out a few rows. Almost
every question of readers compares an article's status, which picks out nearly all: it would begin
there, and read the whole archive to show a page. Statistics of its own (ANALYZE) would say so, but
an archive begins empty; so they are given to it, as SQLite's manual suggests. PostgreSQL counts for
itself.
"""

from django.db import DEFAULT_DB_ALIAS, connections

TABLE = "articles_article"
_STATISTICS = {
    # Rows in all; then how many are alike in the first column, the first two, and so on.
    "article_by_title": "100000 33000 2 1",
    "article_newest": "100000 33000 30 2 1",
    "article_oldest": "100000 33000 30 2 1",
    "article_language": "100000 33000 8000 50 2 1",
    "article_publisher": "100000 33000 50 2 1",
}


def advise(sender, *, using: str, **kwargs) -> None:
    """Give SQLite the statistics that it has not taken itself. Receives `post_migrate`.

    Each time, as a migration that makes the table anew takes them away.
    """
    connection = connections[using]
    if using != DEFAULT_DB_ALIAS or connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE django_migrations")  # makes the table of statistics
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = %s", [TABLE])
        known = {index for (index,) in cursor.fetchall()}
        cursor.executemany(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)",
            [(TABLE, index, told) for index, told in _STATISTICS.items() if index not in known],
        )
        cursor.execute("ANALYZE sqlite_master")  # reads it, and counts nothing
