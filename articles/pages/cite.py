"""Cite any passage of any text version: its page, its citations as files, finding it by words."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path

from ..exchange.standards.reference import of_passage
from ..models import Article, TextVersion
from ..text.occurrences import paragraphs
from ..text.pasted import find_pasted
from .addresses import Moved, by_slug
from .formats import CITATIONS, Format, answer_file
from .passage import FindForm, OffsetsForm, Passage, since, trimmed
from .readers import readers_page
from .tombstones import withdrawn

CHOICES = 20
"""So many places are offered where the words stand more than once."""


def text_view(url_name: str, answer: Callable[[HttpRequest, Article, TextVersion], HttpResponse]):
    """The view of something about a text version readers may see; `answer` makes the response."""

    @readers_page
    def view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        try:
            article = by_slug(Article.objects.with_address().select_related("publisher"), slug)
        except Moved as moved:
            return moved.redirect_to(request, url_name, number)
        if not article.is_public:
            return withdrawn(request, article, "passage")
        text = TextVersion.objects.public().filter(article=article, number=number).first()
        if text is None:
            raise Http404("There is no such version of the text.")
        return answer(request, article, text)

    return view


def _page(request: HttpRequest, article: Article, text: TextVersion) -> HttpResponse:
    """A passage (`start`, `end`); or the way to one (`words`, `until`, `paragraph`)."""
    if "start" in request.GET or "end" in request.GET:
        return _show(request, _named(request, article, text))
    asked = {name: value for name, value in request.GET.items() if value.strip()}
    form = FindForm(asked if asked.keys() & FindForm.base_fields.keys() else None, label_suffix="")
    found = _find(article, text, form.cleaned_data) if form.is_valid() else []
    if len(found) == 1:
        return HttpResponseRedirect(found[0].get_absolute_url())
    context = {
        "section": "articles",
        "article": article,
        "text": text,
        "form": form,
        "found": found,
        "is_asked": form.is_bound and form.is_valid(),
        "is_cut": len(found) == CHOICES,
    }
    return render(request, "articles/find_passage.html", context)


def _show(request: HttpRequest, passage: Passage) -> HttpResponse:
    article, text = passage.article, passage.text
    current = None
    if text.pk != article.current_text_id:
        current = TextVersion.objects.public().filter(pk=article.current_text_id).first()
    cited = of_passage(article, text, passage.start, passage.end)
    context = {
        "section": "articles",
        "article": article,
        "text": text,
        "passage": passage,
        "since": since(passage, current) if current else None,
        "cite": cited.address,
    }
    return render(request, "articles/cite.html", context)


def _named(request: HttpRequest, article: Article, text: TextVersion) -> Passage:
    """The passage a request names by its offsets. Raises Http404."""
    form = OffsetsForm(request.GET)
    if form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
        if passage := trimmed(article, text, start, end):
            return passage
    raise Http404("There is no such passage in this version of the text.")


def _find(article: Article, text: TextVersion, asked: dict) -> list[Passage]:
    """The passages that are meant, at most CHOICES. Words go before the number of a paragraph."""
    if asked["words"]:
        places = find_pasted(text.body, asked["words"], asked["until"], most=CHOICES)
    else:
        number = asked["paragraph"] or 0
        places = paragraphs(text.body)[number - 1 : number] if number else []
    found = (trimmed(article, text, *place) for place in places)
    return [passage for passage in found if passage]


def _file(form: Format):
    def answer(request: HttpRequest, article: Article, text: TextVersion) -> HttpResponse:
        passage = _named(request, article, text)
        cited = of_passage(article, text, passage.start, passage.end)
        name = f"{article.slug}-version-{text.number}-{passage.start}-{passage.end}"
        return answer_file(request, form, form.write(cited), name)

    return answer


def _patterns() -> list[URLPattern]:
    before = "articles/<slug:slug>/versions/<int:number>/passage"
    found = [path(f"{before}/", text_view("passage", _page), name="passage")]
    for form in CITATIONS:
        name = f"passage-{form.name}"
        found.append(path(f"{before}.{form.extension}", text_view(name, _file(form)), name=name))
    return found


urlpatterns: list[URLPattern] = _patterns()
