"""Promise: an article of 20 kB with 85 annotations in ≤ 8 queries and ≤ 3 × the bare text.

Yardstick: the same view and template on the same text without annotations. Growth is shown from
85 to 5,440 annotations; n·log n means that the time for one annotation hardly rises.
"""

from archive import add_annotated_article, open_archive, text
from timing import compare, report


def main() -> None:
    with open_archive():
        from django.db import connection
        from django.test import RequestFactory
        from django.test.utils import CaptureQueriesContext

        from articles.pages.article import article as page

        body = text(20_000)
        request = RequestFactory().get("/")
        add_annotated_article("bare", body, 0)
        for annotations in (85, 340, 1360, 5440):
            slug = f"annotated-{annotations}"
            add_annotated_article(slug, body, annotations)
            with CaptureQueriesContext(connection) as queries:
                page(request, slug=slug)
            shown, bare = compare(
                lambda slug=slug: page(request, slug=slug), lambda: page(request, slug="bare")
            )
            if annotations == 85:
                report("Article page, 85 annotations", shown, bare, "bare text", 3)
            print(
                f"  {annotations:5} annotations: {len(queries)} queries, {shown * 1000:.1f} ms, "
                f"{(shown - bare) / annotations * 1e6:.0f} µs an annotation"
            )


if __name__ == "__main__":
    main()
