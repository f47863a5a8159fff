"""The page where everything public can be taken away, with the meaning of every column."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..exchange.writing.dictionary import describe
from .readers import readers_page


@readers_page
def data(request: HttpRequest) -> HttpResponse:
    """The data dictionary, made from the declarations the files are written by."""
    context = {
        "section": "data",
        "datasets": describe(),
        "permalink": settings.SITE_URL + reverse("articles:data"),
    }
    return render(request, "articles/data.html", context)
