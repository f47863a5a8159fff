"""The whole archive in the formats of the field, streamed, and only when something is new."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path

from ..exchange.standards import whole_archive
from ..exchange.standards.whole_archive import Stream
from .formats import BIBTEX, CSL, JSON_LD, RIS, TEI
from .readers import readers_file


def stream_view(stream: Stream, file_name: str, content_type: str):
    """The view that answers with a stream, as a file to save."""

    @readers_file
    def view(request: HttpRequest) -> HttpResponseBase:
        pieces = [] if request.method == "HEAD" else stream()
        response = StreamingHttpResponse(pieces, content_type=content_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response

    return view


_FILES = (
    ("data-jsonld", "annotations.jsonld", whole_archive.annotations_jsonld, JSON_LD),
    ("data-tei", "archive.tei.xml", whole_archive.corpus_tei, TEI),
    ("data-csl", "citations.csl.json", whole_archive.citations_csl, CSL),
    ("data-bib", "citations.bib", whole_archive.citations_bibtex, BIBTEX),
    ("data-ris", "citations.ris", whole_archive.citations_ris, RIS),
)

urlpatterns: list[URLPattern] = [
    path(f"data/{file_name}", stream_view(stream, file_name, content_type), name=name)
    for name, file_name, stream, content_type in _FILES
]
