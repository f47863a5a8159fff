"""What was previewed, carried by the page itself until it is confirmed.

Nothing is stored before: the page holds it, signed, for the one who uploaded it. So a preview is
nobody else's, survives a restart, and leaves nothing behind when it is not confirmed.
"""

from typing import Any

from django.core import signing

LONGEST = 8 * 1024 * 1024
"""Bytes a page carries at most; a form may have some more."""
DAY = 24 * 60 * 60


class NotCarried(ValueError):
    """What a page brought is not what it was given; the message is for the editor."""


def sealed(value: Any, *, by, purpose: str) -> str:
    """A value of JSON as one signed text. Raises NotCarried when it is too long."""
    text = signing.dumps({"by": by.pk, "value": value}, salt=f"articles.{purpose}", compress=True)
    if len(text) > LONGEST:
        raise NotCarried("This is too much for one page. Upload less at once.")
    return text


def unsealed(text: str, *, by, purpose: str) -> Any:
    """The value that `sealed` was given for the same user and purpose. Raises NotCarried."""
    try:
        found = signing.loads(text, salt=f"articles.{purpose}", max_age=DAY)
    except signing.SignatureExpired as error:
        raise NotCarried("This preview is more than a day old. Upload it again.") from error
    except signing.BadSignature as error:
        raise NotCarried("This preview did not arrive whole. Upload it again.") from error
    if found["by"] != by.pk:
        raise NotCarried("This preview was made by somebody else. Upload it again.")
    return found["value"]
