"""What happens to a text on its way into the archive: as little as possible.

A body is kept verbatim. Only what differs between systems without being writing is
made uniform, so that an offset means the same in a form, a file and the database.
"""

import hashlib

BYTE_ORDER_MARK = "\ufeff"


def normalise(text: str) -> str:
    r"""Return `text` as the archive keeps it; idempotent.

    Line ends become `\n`; NUL characters (which PostgreSQL cannot store) and byte
    order marks at the start are removed. Everything else, including white space,
    Unicode composition and typographic quotes, stays exactly as it came.

    Raises ValueError, naming the position, for a lone surrogate: half of a UTF-16
    pair is no character and cannot be written as UTF-8.
    """
    _refuse_surrogates(text)
    text = text.replace("\x00", "").lstrip(BYTE_ORDER_MARK)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def fingerprint(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8 as 64 lower-case hexadecimal digits.

    Raises ValueError, naming the position, for a lone surrogate.
    """
    _refuse_surrogates(text)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        at = error.start
        raise ValueError(
            f"The text is damaged at character {at + 1}: U+{ord(text[at]):04X} is half of a "
            "character. Copy the passage again from its source."
        ) from None
