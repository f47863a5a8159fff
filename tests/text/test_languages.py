import pytest

from articles.text.languages import MalformedLanguage, check_language, direction, language_name


@pytest.mark.parametrize(
    ("tag", "canonical", "reads", "name"),
    [
        ("EN_gb", "en-GB", "ltr", "English (United Kingdom)"),
        (" ru ", "ru", "ltr", "Russian"),
        ("iw", "he", "rtl", "Hebrew"),
        ("ar", "ar", "rtl", "Arabic"),
        ("az-arab", "az-Arab", "rtl", "Azerbaijani (Arabic script)"),
        ("az", "az", "ltr", "Azerbaijani"),
        ("pa-PK", "pa-PK", "rtl", "Punjabi (Pakistan)"),
        ("zh-hant-tw", "zh-Hant-TW", "ltr", "Chinese (Traditional, Taiwan)"),
        ("de-1996", "de-1996", "ltr", "de-1996"),
        ("ain", "ain", "ltr", "ain"),
        ("und", "und", "ltr", "language unknown"),
    ],
)
def test_tags(tag, canonical, reads, name):
    assert check_language(tag) == canonical
    assert check_language(canonical) == canonical
    assert (direction(canonical), language_name(canonical)) == (reads, name)


@pytest.mark.parametrize("tag", ["", "  ", "english", "xx-yyyy", "en--us", "a", "日本", "en GB"])
def test_what_is_no_tag_is_refused_with_examples(tag):
    with pytest.raises(MalformedLanguage, match="such as en, en-GB"):
        check_language(tag)


def test_a_stored_tag_that_became_unreadable_still_shows():
    assert (direction("english!"), language_name("english!")) == ("ltr", "english!")
