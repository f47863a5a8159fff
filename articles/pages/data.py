"""The page where everything public can be taken away, with the meaning of every column."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..exchange.dictionary import describe
from .readers import readers_page


@readers_page
def data(request: HttpRequest) -> HttpResponse:
    """The data dictionary, made from the declarations the files are written by."""
    return render(request, "articles/data.html", {"section": "data", "datasets": describe()})
