"""Web addresses that lead to the same page, told by one key."""

from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

# What campaigns, newsletters and social networks add to an address; no page depends on it.
_TRACKERS = (
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"),
    *("fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "ref_src"),
)


def canonical(url: str) -> str:
    """A key that two addresses of one page share; empty for no address. It is no address itself.

    Scheme, “www.”, capitals of the host, default ports, the order of the query, tracking
    parameters, a last slash and the fragment do not count. Canonical form as in w3lib
    (RFC 3986, section 6). What is no address at all is its own key.
    """
    url = url.strip()
    if not url:
        return ""
    try:
        cleaned = canonicalize_url(url_query_cleaner(url, _TRACKERS, remove=True, unique=False))
    except ValueError:
        return url
    parts = urlsplit(cleaned)
    if not parts.netloc:
        return url
    host = parts.netloc.removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return host + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
