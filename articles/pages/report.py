"""Readers report an error: the only page for them with a form that is posted, and a cookie."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from ..editing.permission import owner
from ..editing.reporting import (
    HOURLY_OF_ONE,
    LONGEST_WORDS,
    Subject,
    TooMany,
    report_error,
    sender_key,
    subject,
)
from ..models.report import LONGEST_MESSAGE
from .readers import readers_page

LARGEST = 2**31 - 1
"""What a column of offsets or version numbers holds."""


class AskedForm(forms.Form):
    """What the query string names: a record, and perhaps a version and a passage of its text."""

    record = forms.RegexField(r"^[a-z]+-[a-z0-9-]+$", max_length=20)
    version = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    end = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)

    def clean(self):
        ends = [self.cleaned_data.get(name) is None for name in ("start", "end")]
        if any(ends) != all(ends):
            raise ValidationError("A passage has a start and an end.")
        return self.cleaned_data


class ReportForm(forms.Form):
    """What is wrong, and with which words, if none were selected."""

    message = forms.CharField(
        label="What is wrong?",
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Say what it should be, and how one can know, if you can.",
        error_messages={"required": "Say what is wrong."},
    )
    words = forms.CharField(
        label="Which words?",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copied from the page, if it is about certain words. May be left empty.",
    )
    # Not shown to people; programs that fill in every field give themselves away.
    website = forms.CharField(required=False)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@csrf_protect
def report(request: HttpRequest) -> HttpResponse:
    """Show what is reported with a form (GET), or store the report (POST)."""
    about = _asked(request)
    form = ReportForm(request.POST if request.method == "POST" else None, label_suffix="")
    if about.passage:
        del form.fields["words"]
    status = 200
    if form.is_bound and form.is_valid():
        try:
            return _store(request, about, form.cleaned_data)
        except TooMany:
            status = 429
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "about": about,
        "address": _address(about),
        "what": about.record._meta.verbose_name,
        "whole": _without_passage(about),
        "form": form,
        "too_many": status == 429,
        "hourly": HOURLY_OF_ONE,
    }
    return render(request, "articles/report.html", context, status=status)


@readers_page
def received(request: HttpRequest) -> HttpResponse:
    """Thank the reader."""
    return render(request, "articles/report_received.html")


def _asked(request: HttpRequest) -> Subject:
    """What the query string names. Raises Http404 for what readers cannot see, or is not there."""
    form = AskedForm(request.GET)
    if form.is_valid():
        asked = form.cleaned_data
        passage = None if asked["start"] is None else (asked["start"], asked["end"])
        if about := subject(asked["record"], asked["version"], passage):
            return about
    raise Http404("There is no such record or passage to report.")


def _store(request: HttpRequest, about: Subject, given: dict) -> HttpResponse:
    if not given["website"]:
        client_address = import_string(settings.CLIENT_ADDRESS_CALLABLE)
        sender = sender_key(client_address(request), timezone.now().date())
        report_error(about, given["message"], words=given.get("words", ""), sender=sender)
    return HttpResponseRedirect(reverse("articles:report-received"))


def _without_passage(about: Subject) -> str:
    version = f"&version={about.text.number}" if about.text else ""
    return f"{reverse('articles:report')}?record={about.record.public_id}{version}"


def _address(about: Subject) -> str:
    """The page where readers see what is reported."""
    record = about.record
    if hasattr(record, "get_absolute_url"):
        return record.get_absolute_url()
    if about.text:
        return reverse("articles:version", args=[about.text.article.slug, about.text.number])
    return owner(record).get_absolute_url()
