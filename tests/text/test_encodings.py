"""Bytes become exactly the text that was saved, or are refused."""

import codecs
import re
import time

import pytest
from hypothesis import given, strategies

from articles.text.encodings import UndecidedEncoding, decode, detect

RUSSIAN = (
    "Вечером министр сообщил журналистам, что переговоры в Москве завершились без результата. "
    "По его словам, документы будут опубликованы в сентябре."
)
JAPANESE = (
    "外務省は十日夜、モスクワでの交渉が成果なく終わったと発表した。"
    "関係者によると、文書は九月に公開される予定である。"
)
CHINESE = "外交部发言人昨晚表示，莫斯科的谈判没有取得成果。据有关人士透露，文件将于九月公布。"
TRADITIONAL = "外交部發言人昨晚表示，莫斯科的談判沒有取得成果。據有關人士透露，文件將於九月公布。"
FRENCH = (
    "“Le ministre a déclaré à la presse – hier – que l’été dernier la Société avait été prévenue”."
)
GERMAN = "Für die Übergabe der Akten wären größere Räume nötig, sagte der Minister „gestern“."
SPANISH = "El ministro declaró anoche en España que las negociaciones habían terminado mañana."
POLISH = "Ministr oświadczył dziennikarzom, że rozmowy w Moskwie zakończyły się bez rezultatu."
SLOVAK = "Minister včera oznámil novinárom, že rokovania sa skončili bez výsledku; vŕba, ľudia."
HEBREW = "השר הודיע אמש לעיתונאים כי השיחות במוסקבה הסתיימו ללא תוצאות. המסמכים יפורסמו בספטמבר."
ARABIC = "أعلن الوزير مساء أمس للصحفيين أن المحادثات في موسكو انتهت دون نتائج."
GREEK = "Ο υπουργός δήλωσε χθες το βράδυ ότι οι συνομιλίες στη Μόσχα ολοκληρώθηκαν."
KOREAN = "장관은 어제 저녁 기자들에게 모스크바 회담이 성과 없이 끝났다고 밝혔다."
TURKISH = (
    "Bakan dün akşam gazetecilere görüşmelerin sonuçsuz kaldığını söyledi, dışişleri açıkladı."
)

texts = strategies.text(strategies.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(texts)
def test_any_text_in_unicode_comes_back_exactly(text):
    marked = text.startswith("\ufeff")
    if not marked and not re.search("\x1b\\$", text):
        assert decode(text.encode()).text == text
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(codec)).text == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")).text == text


@pytest.mark.parametrize("text", ["Plain words, and more.\n", RUSSIAN, "日本 2021\n", "hello"])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_without_its_mark(text, codec):
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        *((codec, RUSSIAN) for codec in ("cp1251", "koi8_r", "cp866", "iso8859_5")),
        *((codec, JAPANESE) for codec in ("cp932", "euc_jp", "iso2022_jp")),
        *(("cp1252", text) for text in (FRENCH, GERMAN, SPANISH, "A “plan” was denied – twice.")),
        *((codec, POLISH) for codec in ("cp1250", "iso8859_2")),
        ("cp1250", SLOVAK),
        ("gb18030", CHINESE),
        ("big5", TRADITIONAL),
        ("cp1253", GREEK),
        ("cp1254", TURKISH),
        ("cp1255", HEBREW),
        ("cp1256", ARABIC),
        ("euc_kr", KOREAN),
    ],
)
def test_paragraphs_in_older_encodings_are_read_right(codec, text):
    head = "Plain line, as in most files.\r\n" * 200
    assert decode(text.encode(codec)).text == text
    assert decode((head + text).encode(codec)).text == head + text


@given(strategies.binary(min_size=1))
def test_bytes_are_decoded_strictly_or_refused(data):
    """Whatever is read can be written again as the same bytes: nothing was replaced."""
    try:
        found = detect(data)
    except UndecidedEncoding:
        return
    text = decode(data).text
    assert text == data.decode(found.codec)
    assert "\ufffd" not in text or "\ufffd".encode() in data or found.codec.startswith("utf-16")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("España".encode("cp1252"), "Windows-1252 (Western European) (“España”) or Windows-1250"),
        (f"{RUSSIAN}\n".encode() + b"\xd0\n" + RUSSIAN.encode(), "UTF-8, but damaged in line 2"),
        (b"\x7fELF\x02\x01\0\0\0", "Line 1 holds a NUL byte"),
        (b"\xef\xbb\xbfa\nb\0", "Line 2 holds a NUL character"),
        (b"\xff\xfea\0\0\xd8b\0", "begins with the mark of UTF-16, but is not"),
        (b"\x89\x9f\xff\x1a\x01\x80" * 40, "not a text in UTF-8"),
    ],
)
def test_what_is_in_doubt_is_refused_with_advice(data, told):
    with pytest.raises(UndecidedEncoding, match=re.escape(told)) as refused:
        decode(data)
    assert "UTF-8" in str(refused.value) or "not a text file" in str(refused.value)


def test_what_is_declared_is_believed_if_it_reads():
    assert decode("España".encode("cp1252"), "ISO-8859-1").text == "España"
    assert decode("日本".encode("cp932"), "x-sjis").encoding == "Shift-JIS (Japanese)"
    assert decode("\ufeffé".encode(), "windows-1251").text == "é"
    with pytest.raises(UndecidedEncoding, match="is said to be in Shift-JIS"):
        decode(b"\n\x81", "shift_jis")
    with pytest.raises(UndecidedEncoding, match="“klingon” is no encoding"):
        decode(b"a", "klingon")


def test_the_first_part_of_a_file_tells_its_encoding():
    for codec, text in (("utf-8", JAPANESE), ("cp932", JAPANESE), ("cp1251", RUSSIAN)):
        data = (text + "\n" + text).encode(codec)
        for cut in range(1, 6):
            assert detect(data[:-cut], whole=False) == detect(data)


def test_a_long_line_of_ascii_costs_no_more_than_its_length():
    line = "x" * 60_000 + "\n"
    started = time.process_time()
    assert decode((line + RUSSIAN).encode("cp1251")).text == line + RUSSIAN
    assert time.process_time() - started < 3
