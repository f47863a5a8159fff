"""What is left of a withdrawn article: its title, the reason and the day (410 Gone)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import Article, Change


def tombstone(request: HttpRequest, article: Article, what: str = "article") -> HttpResponse:
    """Answer 410 for a withdrawn article, or for `what` went with it."""
    change = (
        Change.objects.filter(article=article, verb="withdraw_article").order_by("-at", "-pk")
    ).first()
    context = {
        "section": "articles",
        "article": article,
        "what": what,
        # An article that came in withdrawn, from a file, has no such change.
        "date": change.at if change else article.modified_at,
    }
    return render(request, "articles/withdrawn.html", context, status=410)
