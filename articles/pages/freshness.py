"""Whether a reader has the newest state of a download already (RFC 9110, conditional requests)."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import router
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import http_date

from ..exchange.writing.state import release, state_of
from ..models import Article

# Which state of each database this process saw last, and since when.
_seen: dict[str, tuple[str, datetime]] = {}


@dataclass(frozen=True)
class Freshness:
    """Of which state an answer is. Take it with `of` before anything is read for the answer.

    `etag` and `modified` (seconds since 1970) are empty where the state cannot be told; then every
    request is answered in full. The tag changes with anything written to the archive, also with
    what readers do not see; it tells nothing else. `modified` is not when that was, but since when
    this server knows of it: later, never earlier.
    """

    etag: str = ""
    modified: int | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> "Freshness":
        """The state an answer to `request` will be of."""
        alias = router.db_for_read(Article)
        state = state_of(alias)
        if state is None:
            return cls()
        now = timezone.now().replace(microsecond=0)
        known, since = _seen.get(alias, ("", now))
        if known != state:
            since = now
            _seen[alias] = (state, since)
        mark = "\n".join((state, release(), settings.SITE_URL, request.get_full_path()))
        tag = salted_hmac("articles.pages.freshness", mark, algorithm="sha256").hexdigest()
        # Another state may follow within the second, which HTTP dates cannot tell apart.
        modified = int(since.timestamp()) if since < now else None
        return cls(f'W/"{tag[:32]}"', modified)

    def not_modified(self, request: HttpRequest) -> HttpResponse | None:
        """304, or 412, if that answers `request`; None if it wants the whole."""
        if not self.etag:
            return None
        answer = get_conditional_response(request, self.etag, self.modified)
        return answer and self.stamp(answer)

    def stamp(self, response: HttpResponseBase) -> HttpResponseBase:
        """Say in the headers of an answer of which state it is, and that it is to be asked anew."""
        response.headers["Cache-Control"] = "public, no-cache"
        if self.etag:
            response.headers["ETag"] = self.etag
        if self.modified is not None:
            response.headers["Last-Modified"] = http_date(self.modified)
        return response
