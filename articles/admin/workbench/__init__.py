"""The annotation workbench of an article: its page, and what its scripts ask over the wire.

Reading is for whoever may view the article; what may be written, the verbs in `editing` say.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path

from . import doing, finding, news
from .asking import Refusal, answering, article_of
from .page import page

_PLACE = "<path:object_id>/annotate/"
_NAME = "articles_article_annotate"


class AnnotatesArticles:
    """Mix into the articles' admin: the workbench at `<pk>/annotate/`."""

    def get_urls(self):
        asked = {
            "news/": ("news", "GET", news.latest),
            "entities/": ("entities", "GET", finding.entities),
            "sources/": ("sources", "GET", finding.sources),
            "occurrences/": ("occurrences", "GET", finding.occurrences),
            "do/<str:verb>/": ("do", "POST", doing.do),
        }
        return [
            path(_PLACE, self.admin_site.admin_view(self.annotate_view), name=_NAME),
            *(
                path(f"{_PLACE}{rest}", answering(self, method, view), name=f"{_NAME}_{name}")
                for rest, (name, method, view) in asked.items()
            ),
            *super().get_urls(),
        ]

    def annotate_view(self, request, object_id):
        """The page itself. Without scripts it shows the text with its annotations."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            article = article_of(object_id)
        except Refusal as refusal:
            raise Http404(str(refusal)) from refusal
        return page(self, request, article)
