"""Submit, return, publish, withdraw: an article's way, one button a verb."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from ..editing import articles as verbs
from ..editing.review import pending_count
from ..models import Article, Status
from .links import change_address
from .record_form import errors_by_field
from .saving import Refused, refusing


@dataclass(frozen=True)
class Move:
    """A step between states: its verb, from where it leads, whose it is, what it is called."""

    name: str
    label: str
    verb: Callable
    before: tuple[Status, ...]
    permission: str
    explanation: str
    needs_reason: bool = False


MOVES = {
    move.name: move
    for move in (
        Move(
            "submit",
            "Submit for review",
            verbs.submit_article,
            (Status.DRAFT,),
            "articles.change_article",
            "Tell the Editors that it is ready for them.",
        ),
        Move(
            "return",
            "Return to draft",
            verbs.return_article,
            (Status.IN_REVIEW,),
            "articles.change_article",
            "Give it back; say in the reason what is to be done.",
        ),
        Move(
            "publish",
            "Publish",
            verbs.publish_article,
            (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN),
            "articles.publish_article",
            "Readers see it, its annotation and its sources at once.",
        ),
        Move(
            "withdraw",
            "Withdraw",
            verbs.withdraw_article,
            (Status.PUBLISHED,),
            "articles.withdraw_article",
            "Readers no longer see it, and are told the reason.",
            needs_reason=True,
        ),
    )
}


class MoveForm(forms.Form):
    """Which way, why, and which state of the article the editor saw."""

    move = forms.ChoiceField(choices=[(move.name, move.label) for move in MOVES.values()])
    reason = forms.CharField(required=False, max_length=2000)
    row_version = forms.IntegerField()


class MovesArticles:
    """Mix into the articles' admin: buttons above the form, and the page they lead to."""

    change_form_template = "admin/articles/article/change_form.html"
    move_template = "admin/articles/article/move.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        move = path("<path:object_id>/move/", view, name="articles_article_move")
        return [move, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= self._offer(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def move_view(self, request, object_id):
        """Carry a move out (POST), or ask for it again with what stood in its way."""
        key = unquote(object_id)
        article = self.get_object(request, key) if key.isdecimal() else None
        if article is None:
            raise Http404
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(change_address(article))
        form = MoveForm(request.POST)
        if form.is_valid():
            move = MOVES[form.cleaned_data["move"]]
            if not request.user.has_perm(move.permission):
                raise PermissionDenied
            try:
                self._carry_out(request, article, move, form.cleaned_data)
            except Refused as refused:
                for field, errors in errors_by_field(refused.refusals[None]).items():
                    form.add_error(field if field in form.fields else None, errors)
            else:
                return HttpResponseRedirect(change_address(article))
        article = self.get_object(request, key) or article
        return self._ask_again(request, article, form)

    def _carry_out(self, request, article: Article, move: Move, asked: dict) -> None:
        with refusing():
            moved = move.verb(
                article,
                by=request.user,
                based_on=asked["row_version"],
                reason=asked["reason"].strip(),
            )
        self.log_change(request, moved, f"{move.label}: now {moved.get_status_display()}.")
        text = f"“{moved}” is now {moved.get_status_display()}."
        self.message_user(request, text, messages.SUCCESS)

    def _ask_again(self, request, article: Article, form: MoveForm):
        context = {
            **self.admin_site.each_context(request),
            **self._offer(request, article),
            "title": "Nothing was changed",
            "subtitle": str(article),
            "opts": self.opts,
            "original": article,
            "form": form,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.move_template, context)

    def _offer(self, request, article: Article) -> dict:
        """The moves this user can make now, and what stands in the way of publishing."""
        may_change = admin.ModelAdmin.has_change_permission(self, request, article)
        return {
            "moves": [
                move
                for move in MOVES.values()
                if article.status in move.before
                and may_change
                and request.user.has_perm(move.permission)
            ],
            "waiting": pending_count(article),
            "problems": [] if article.status == Status.PUBLISHED else verbs.missing(article),
        }
