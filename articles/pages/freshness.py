"""Whether a reader has the newest state of a page or file already (RFC 9110, section 13)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db import router
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import http_date, parse_etags

from ..exchange.writing.state import release, state_of
from ..models import Article

# Which state of each database this process saw last, and since when.
_seen: dict[str, tuple[str, datetime]] = {}


@dataclass(frozen=True)
class Freshness:
    """Of which state an answer is. Take it with `of` before anything is read for the answer.

    `etag` and `modified` (seconds since 1970) are empty where the state cannot be told; then every
    request is answered in full. The tag changes with anything written to the archive, also with
    what readers do not see, and with a new release of the site; it tells nothing else. `modified`
    is not when that was, but since when this server knows of it: later, never earlier.
    """

    etag: str = ""
    modified: int | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> "Freshness":
        """The state an answer to `request` will be of."""
        if settings.DEBUG:  # templates change without a release
            return cls()
        alias = router.db_for_read(Article)
        state = state_of(alias)
        if state is None:
            return cls()
        now = timezone.now().replace(microsecond=0)
        known, since = _seen.get(alias, ("", now))
        if known != state:
            since = now
            _seen[alias] = (state, since)
        mark = "\n".join((state, site_release(), settings.SITE_URL, request.get_full_path()))
        tag = salted_hmac("articles.pages.freshness", mark, algorithm="sha256").hexdigest()
        return cls(f'W/"{tag[:32]}"', _told(since, now))

    def known(self, request: HttpRequest) -> HttpResponse | None:
        """304 if the caller has just what the answer would be, which need not be made then.

        Only a tag that this site once sent for the address is believed here: `*` and dates say
        nothing about whether there is anything at the address at all.
        """
        asked = parse_etags(request.headers.get("If-None-Match", ""))
        if not self.etag or self.etag not in asked:
            return None
        answer = get_conditional_response(request, self.etag)
        return answer and self._mark(answer)

    def stamp(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say in the headers of an answer of which state it is, or answer that the caller has it.

        An answer that has a tag of its own keeps it; one that is not 200 gets none.
        """
        if response.status_code != 200 or response.has_header("ETag"):
            return response
        self._mark(response)
        answer = get_conditional_response(request, self.etag, self.modified, response)
        if answer is not response:
            response.close()
        return answer

    def _mark(self, response: HttpResponseBase) -> HttpResponseBase:
        if self.etag:
            response.headers["ETag"] = self.etag
        if self.modified is not None:
            response.headers["Last-Modified"] = http_date(self.modified)
        return response


@cache
def site_release() -> str:
    """A mark of all that pages are made by: programs, templates, styles, and what they build on."""
    digest = hashlib.sha256(release().encode())
    root = Path(__file__).resolve().parents[1]
    for folder in ("templates", "static"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    installed = (f"{found.name}=={found.version}" for found in distributions())
    digest.update("\n".join(sorted(installed)).encode())
    return digest.hexdigest()


def _told(since: datetime, now: datetime) -> int | None:
    """The time to send, if a time is of any use."""
    # Another state may follow within the second, which HTTP dates cannot tell apart. And of
    # several replicas, one may be seen in a state that another left long ago.
    if since >= now or len(settings.DATABASES) > 1:
        return None
    return int(since.timestamp())
