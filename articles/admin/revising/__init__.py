"""Revising the text of an article, and the queue of annotations that wait because of it."""

from django.urls import path

from .queue import queue
from .revise import revise


class RevisesArticles:
    """Mix into the articles' admin: `<pk>/revise/`, `<pk>/review/`, and `review/` for all."""

    def get_urls(self):
        def address(route: str, view, name: str):
            def answer(request, **named):
                return view(self, request, **named)

            return path(route, self.admin_site.admin_view(answer), name=f"articles_article_{name}")

        return [
            address("review/", queue, "reviews"),
            address("<int:pk>/review/", queue, "review"),
            address("<int:pk>/revise/", revise, "revise"),
            *super().get_urls(),
        ]
