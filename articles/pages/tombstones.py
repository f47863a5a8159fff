"""What is left at the address of what is no longer here: when it went, and why (410 Gone)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import Article, Change, Correction, CorrectionKind


def withdrawn(request: HttpRequest, article: Article, what: str = "article") -> HttpResponse:
    """Answer 410 for a withdrawn article, or for `what` went with it."""
    told = article.corrections.filter(kind=CorrectionKind.WITHDRAWN)
    done = Change.objects.filter(article=article, verb="withdraw_article")
    withdrawal = told.order_by("-at", "-pk").first() or done.order_by("-at", "-pk").first()
    context = {
        "section": "articles",
        "article": article,
        "what": what,
        # An article that came in withdrawn, from somebody's file, has neither.
        "date": withdrawal.at if withdrawal else article.modified_at,
    }
    return render(request, "articles/withdrawn.html", context, status=410)


def deleted(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer 410 for a quotation that readers saw and that was deleted. Raises Http404."""
    correction = (
        Correction.objects.public()
        .filter(record=public_id, kind=CorrectionKind.DELETED, article__isnull=False)
        .select_related("article")
        .order_by("-at", "-pk")
        .first()
    )
    if correction is None or not public_id.startswith("quo-"):
        raise Http404("There is no quotation at this address.")
    context = {"section": "quotations", "correction": correction}
    return render(request, "articles/deleted.html", context, status=410)
