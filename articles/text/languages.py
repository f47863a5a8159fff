"""Language tags (BCP 47, RFC 5646), checked and shown.

Validity and likely scripts come from the IANA registry and CLDR as packaged by
`langcodes`; English names are a table of our own, because the package needs another
14 MB for them.
"""

from functools import lru_cache

import langcodes

_EXAMPLES = "Write a code such as en, en-GB, ru, ja, zh-Hant or sr-Latn."

_RTL_SCRIPTS = frozenset(
    ("Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
)

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani",
    "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "bo": "Tibetan",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "dv": "Dhivehi", "el": "Greek", "en": "English", "eo": "Esperanto",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fil": "Filipino", "fr": "French", "ga": "Irish", "gl": "Galician", "grc": "Ancient Greek",
    "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer",
    "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese",
    "mul": "several languages", "my": "Burmese", "nb": "Norwegian Bokmål", "ne": "Nepali",
    "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sa": "Sanskrit", "sd": "Sindhi", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "ti": "Tigrinya",
    "tk": "Turkmen", "tr": "Turkish", "tt": "Tatar", "ug": "Uyghur", "uk": "Ukrainian",
    "und": "language unknown", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "yi": "Yiddish", "yo": "Yoruba", "yue": "Cantonese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip

_SCRIPTS = {
    "Arab": "Arabic script", "Cyrl": "Cyrillic", "Deva": "Devanagari", "Hans": "Simplified",
    "Hant": "Traditional", "Hebr": "Hebrew script", "Latn": "Latin script",
}  # fmt: skip

_REGIONS = {
    "AR": "Argentina", "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BR": "Brazil",
    "CA": "Canada", "CH": "Switzerland", "CN": "China", "DE": "Germany", "EG": "Egypt",
    "ES": "Spain", "FR": "France", "GB": "United Kingdom", "HK": "Hong Kong", "IE": "Ireland",
    "IN": "India", "IR": "Iran", "JP": "Japan", "KR": "South Korea", "MX": "Mexico",
    "NZ": "New Zealand", "PK": "Pakistan", "PT": "Portugal", "RU": "Russia",
    "SG": "Singapore", "TW": "Taiwan", "UA": "Ukraine", "US": "United States",
    "ZA": "South Africa",
}  # fmt: skip


class MalformedLanguage(ValueError):
    """Not a language tag; the message is for editors and holds examples."""


@lru_cache(maxsize=1024)
def check_language(tag: str) -> str:
    """Return `tag` in canonical form: `EN_gb` gives `en-GB`, `iw` gives `he`.

    Raises MalformedLanguage when it is empty, badly formed, or holds a subtag that is
    not registered. `und` (undetermined) and `mul` (several) are tags.
    """
    tag = tag.strip()
    if not tag:
        raise MalformedLanguage(f"The language is missing. {_EXAMPLES}")
    try:
        canonical = langcodes.standardize_tag(tag)
    except ValueError:
        canonical = ""
    if not canonical or not langcodes.tag_is_valid(canonical):
        raise MalformedLanguage(f"“{tag}” is not a language code. {_EXAMPLES}")
    return canonical


@lru_cache(maxsize=1024)
def direction(tag: str) -> str:
    """Return `rtl` or `ltr`, the value for HTML's `dir`, by the script usual for `tag`.

    A tag that is empty or unknown counts as `ltr`.
    """
    try:
        script = langcodes.get(tag).maximize().script
    except ValueError:
        return "ltr"
    return "rtl" if script in _RTL_SCRIPTS else "ltr"


@lru_cache(maxsize=1024)
def language_name(tag: str) -> str:
    """Return the English name, `English (United Kingdom)`; for rarer tags, the tag itself."""
    try:
        language = langcodes.get(tag)
    except ValueError:
        return tag
    name = _NAMES.get(language.language or "und")
    if name is None or language.private or language.variants or language.extensions:
        return tag
    details = [
        table.get(code, code)
        for table, code in ((_SCRIPTS, language.script), (_REGIONS, language.territory))
        if code
    ]
    return f"{name} ({', '.join(details)})" if details else name
