"""What the front page tells search engines about the whole site, in the words of schema.org."""

from typing import Any

from .addresses import SITE_NAME, site_address

DESCRIPTION = (
    "News articles kept word for word: who said what, on the strength of which source, and where "
    "that source got it from."
)


def web_site() -> dict[str, Any]:
    """The site, and how to search it."""
    home = site_address("home")
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": home,
        "url": home,
        "name": SITE_NAME,
        "description": DESCRIPTION,
        "inLanguage": "en",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site_address('search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
