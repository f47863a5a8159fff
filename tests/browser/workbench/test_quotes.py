"""What quotation marks say about a quotation, in the writing systems that have them."""

import pytest

from tests.browser.workbench.modules import call, picture, starred

pytestmark = pytest.mark.any_database

# The content between stars, in the words around it.
KINDS = {
    "direct": (
        "*“Hello,”* he said",
        "said: “*Hello*”.",
        "“*Hello,*” he said",
        "*“Hello”.*",
        "*“When a ‘sphere of co-prosperity’ was formed,”* it says",
        "*“One.” “Two.”*",
        "*“One\n“Two”*",
        "*“The leaders considered* the seizure of Soviet territories”",
        "“The leaders *considered* the seizure",
        "“It\n*‘is’*”",
        '*"Yes."*',
        '"*Yes*", she said',
        "*'the leaders' plans were workable'*",
        "*‘the leaders’ plans were workable’*",
        "*‘The “plan” it is’*",
        "*‘Then “the leaders’ plan” was made’*",
        "*“One.\n“Two.\n“Three.”*",
        "„*Hallo*“, sagte er",
        "*„Cześć”*",
        "*»Hallo«*",
        "*”Hej”*, sade han",
        "*»Hei»*",
        "*« Bonjour »*, dit-il",
        "« *Bonjour* », dit-il",
        "*Bonjour* », dit-il",
        "*「日本」*",
        "『*日本*』",
        "他说“*你好*”。",
        '他说"*你好*"了',
        "*《안녕》*",
        "*＂東京＂*",
        '*"צה"ל"*',
        "*«Привет»*, — сказал",
        "*“…”*",
    ),
    "mixed": (
        "that *the plan was “workable”* then",
        "*“A,” she said, “B”*",
        "*the idea of a ‘sphere of co-prosperity’ was formed*",
        "*he calls it “a plan* of great promise”",
        "*er nannte es „Plan“*",
        "*他说“你好”*",
    ),
    "indirect": (
        "that *Japan’s plan was made* then",
        "*the leaders’ plans weren’t Japan's*",
        "*rock 'n roll*",
        "“A,” *he went*, “B”",
        "”A,” *he went*, ”B”",
        "“A.\n*He went*",
        '*a 5" pipe*',
        '*a pipe* of 5" width',
        "*他读了《红楼梦》*",
        '*צה"ל*',
        "*O‘zbekiston*",
        "**",
        "*…*",
    ),
}

MARKS = {
    "he said “*Hello*,” and": "he said *“Hello,”* and",
    "“*Hello, you*” he": "*“Hello, you”* he",
    "*“Hello*,” he": "*“Hello,”* he",
    "“*Hello”*.": "*“Hello”*.",
    "« *Bonjour* », dit": "*« Bonjour »*, dit",
    "“‘*A*’”": "*“‘A’”*",
    "»*Ja*«": "*»Ja«*",
    "他说“*你好*”。": "他说*“你好”*。",
    'say "*yes*".': 'say *"yes"*.',
    "👩‍💻 said ‘*yes*’": "👩‍💻 said *‘yes’*",
    "“*The* plan”": "“*The* plan”",
    "'*Japan*'s": "'*Japan*'s",
    "the “A” *and* “B”": "the “A” *and* “B”",
    "“A” and “*B, c.*”": "“A” and *“B, c.”*",
    '他说"*你好*"了': '他说*"你好"*了',
    "“*A* and": "“*A* and",
    "he said “*A*": "he said “*A*",
    "*Hello*": "*Hello*",
}


def test_the_kind_follows_from_the_marks(page, live_server):
    expected = {drawn: kind for kind, pictures in KINDS.items() for drawn in pictures}
    given = [[words, before, after] for before, words, after in (p.split("*") for p in expected)]
    code = "return given.map((one) => m.proposeKind(...one));"
    found = call(page, live_server, "quotes", code, given)
    assert dict(zip(expected, found, strict=True)) == expected


def test_the_marks_around_a_passage_belong_to_it(page, live_server):
    code = "return given.map((one) => m.withMarks(...one));"
    given = [starred(before) for before in MARKS]
    found = call(page, live_server, "quotes", code, given)
    drawn = [picture(text, passage) for (text, _, _), passage in zip(given, found, strict=True)]
    assert dict(zip(MARKS, drawn, strict=True)) == MARKS


def test_the_founding_document_is_read_as_its_editors_did(page, live_server, founding):
    """The content of its quotations, each seen with what stands around it."""
    given, expected = [], []
    for quotation in founding.quotations.all():
        pieces = [piece for piece in quotation.spans.all() if piece.role == "content"]
        if len(pieces) == 1:
            given.append([pieces[0].exact, pieces[0].prefix, pieces[0].suffix])
            expected.append(quotation.kind)
    assert set(expected) >= {"direct", "indirect"}
    code = "return given.map((one) => m.proposeKind(...one));"
    assert call(page, live_server, "quotes", code, given) == expected


def test_many_marks_without_partners_are_read_in_no_time(page, live_server):
    code = """
    const begin = performance.now();
    for (const mark of given) {
      m.proposeKind(mark.repeat(100_000));
    }
    return performance.now() - begin;
    """
    marks = ["“ab ", "ab” ", "‘ab ", "「『", "ab’ "]
    # A second or two; what is quadratic takes minutes.
    assert call(page, live_server, "quotes", code, marks) < 20_000
