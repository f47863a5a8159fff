"""Promise: an article of 20 kB with 85 annotations in ≤ 8 queries and ≤ 3 × the bare text.

Yardstick: the same view and template on the same text without annotations. Growth is shown from
20 kB with 85 annotations to 1.3 MB with 5,440; n·log n means that the time for one annotation
hardly rises.
"""

from archive import add_annotated_article, open_archive, text
from timing import compare, report


def main() -> None:
    with open_archive():
        from django.db import connection
        from django.test import RequestFactory
        from django.test.utils import CaptureQueriesContext

        from articles.pages.article import article as page

        request = RequestFactory().get("/")
        for times in (1, 4, 16, 64):
            annotations = 85 * times
            body = text(20_000 * times)
            add_annotated_article(f"bare-{times}", body, 0)
            add_annotated_article(f"annotated-{times}", body, annotations)
            with CaptureQueriesContext(connection) as queries:
                page(request, slug=f"annotated-{times}")
            shown, bare = compare(
                lambda times=times: page(request, slug=f"annotated-{times}"),
                lambda times=times: page(request, slug=f"bare-{times}"),
            )
            if times == 1:
                report("Article page, 85 annotations", shown, bare, "bare text", 3)
            print(
                f"  {annotations:5} annotations in {20 * times:5} kB: {len(queries)} queries, "
                f"{shown * 1000:.1f} ms, {(shown - bare) / annotations * 1e6:.0f} µs an annotation"
            )


if __name__ == "__main__":
    main()
