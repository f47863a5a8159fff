"""TEI: valid by the consortium’s own schema, and the text in it to the character."""

import itertools

import pytest
from hypothesis import given, settings
from lxml import etree

from articles.exchange.standards.tei import tei_corpus, tei_document, text_of
from articles.exchange.standards.tei.document import document
from articles.exchange.standards.tei.elements import TEI, XML_ID
from articles.exchange.standards.whole_archive import corpus_tei
from articles.models import Relation
from tests.access.stories import publish, tell
from tests.exchange.standards.texts import in_memory, public_articles

N = {"t": TEI}


def between(tree, span) -> str:
    """The text between the anchors a span points to, line ends included."""
    start, end = (span.get(name).removeprefix("#") for name in ("from", "to"))
    found, inside = "", False
    for line in tree.findall(".//t:body/t:p", N):
        for node in line.iter():
            inside = (inside or node.get(XML_ID) == start) and node.get(XML_ID) != end
            if inside and node.tag == f"{{{TEI}}}g":
                found += chr(int(node.get("ref").rpartition(".u")[2], 16))
            if inside:
                found += (node.tail if node is not line else node.text) or ""
        found += "\n" if inside else ""
    return found


def dangling(tree) -> set[str]:
    """Pointers into the document that lead nowhere."""
    ids = {f"#{found}" for found in tree.xpath("//@xml:id")}
    values = tree.xpath("//@target | //@ref | //@from | //@to | //@who | //@source | //@corresp")
    values += tree.xpath("//@active | //@passive")
    pointers = itertools.chain.from_iterable(value.split() for value in values)
    return {pointer for pointer in pointers if pointer.startswith("#")} - ids


@pytest.mark.any_database  # markup is the same on every one
def test_files_of_one_article_and_of_all_are_valid(founding, gathered, tei_errors):
    """All validation in one test, because reading the schema takes seconds."""
    sealed = publish(tell("sealed", number=1, text_is_public=False)).article
    kept = publish(tell("open", number=2, published="194X")).article
    for article in (founding, sealed, kept):
        tree = etree.fromstring(tei_document(gathered(article)))
        assert tei_errors(tree) == ""
        assert dangling(tree) == set()
    corpus = etree.fromstring(b"".join(corpus_tei()))
    assert tei_errors(corpus) == ""
    assert dangling(corpus) == set()
    texts = {one.get(XML_ID): text_of(one) for one in corpus.findall("t:TEI", N)}
    assert texts[founding.public_id] == founding.current_text.body
    assert texts[kept.public_id] == kept.current_text.body
    assert len(texts) == 3
    assert tei_errors(etree.fromstring(b"".join(tei_corpus([])))) == "", "one has no articles yet"
    nasty_texts_are_valid(tei_errors)


def nasty_texts_are_valid(tei_errors) -> None:
    @settings(max_examples=40)
    @given(public_articles())
    def check(one):
        assert tei_errors(document(one)) == ""

    check()


@pytest.mark.any_database
@given(public_articles())
def test_any_text_comes_back_and_any_span_is_found_by_its_anchors(one):
    tree = etree.fromstring(tei_document(one))
    assert text_of(tree) == one.body
    for span in tree.findall(".//t:spanGrp/t:span", N):
        start, end = (
            int(tree.xpath(f"//*[@xml:id='{span.get(name)[1:]}']/@n")[0]) for name in ("from", "to")
        )
        assert between(tree, span) == one.body[start:end]
    expected = [one.body[mention.start : mention.end] for mention in one.mentions]
    spans = tree.findall(".//t:spanGrp[@type='mentions']/t:span", N)
    assert [between(tree, span) for span in spans] == expected
    assert dangling(tree) <= {"#src-x"}, "sources come from the lineage, which is not made here"


@pytest.mark.any_database
def test_overlapping_spans_and_a_control_character_read_as_a_picture():
    tree = etree.fromstring(tei_document(in_memory("ab\x07c\nd", [(0, 3), (2, 6)])))
    body = etree.tostring(tree.find(".//t:body", N)).decode().replace(f' xmlns="{TEI}"', "")
    assert body == (
        "<body>"
        '<p xml:id="art-x.p1"><anchor xml:id="art-x.o0" n="0"/>ab<anchor xml:id="art-x.o2" n="2"/>'
        '<g ref="#art-x.u0007"/><anchor xml:id="art-x.o3" n="3"/>c</p>'
        '<p xml:id="art-x.p2">d<anchor xml:id="art-x.o6" n="6"/></p>'
        "</body>"
    )
    assert tree.xpath("//t:char/t:localProp/@value", namespaces=N) == ["U+0007"]


def test_the_founding_document_says_what_the_archive_knows(founding, gathered):
    tree = etree.fromstring(tei_document(gathered(founding)))
    assert text_of(tree) == founding.current_text.body
    assert tree.find(".//t:titleStmt/t:title", N).get("type") == "supplied"
    assert tree.find(".//t:publicationStmt/t:idno[@type='archive']", N).text == founding.public_id
    said = tree.findall(".//t:listAnnotation/t:annotation[@n]", N)
    assert [one.get("n") for one in said] == [str(q.number) for q in founding.quotations.all()]
    speaker = founding.quotations.get(number=3).speaker
    assert said[2].find(".//t:said", N).get("who") == f"#{speaker.public_id}"
    assert said[2].find(".//t:said", N).get("direct") == "true"
    tribunal = tree.xpath(f"//t:org[@xml:id='{speaker.public_id}']/t:orgName", namespaces=N)
    assert tribunal[0].text == speaker.name
    known = Relation.objects.get(kind="part_of", date="1919/1945")
    relations = tree.findall("t:standOff/t:listRelation/t:relation", N)
    assert len(relations) == Relation.objects.count()
    [found] = [one for one in relations if one.get(XML_ID) == known.public_id]
    ends = [f"#{entity.public_id}" for entity in (known.entity, known.other)]
    assert [found.get(name) for name in ("active", "passive")] == ends
    assert (found.get("name"), found.get("when-custom")) == ("archive:partOf", "1919/1945")
    [evidence] = tree.xpath(f"//t:annotation[t:ptr/@target='#{known.public_id}']", namespaces=N)
    [words] = tree.xpath(f"//t:span[@xml:id='{evidence.get('target')[1:]}']", namespaces=N)
    assert between(tree, words) == known.spans.get().exact
    mentions = tree.findall(".//t:spanGrp[@type='mentions']/t:span", N)
    assert len(mentions) == founding.mentions.count()
    assert [between(tree, span) for span in mentions] == [
        "".join(span[0].itertext()) for span in mentions
    ]


def test_a_text_that_may_not_be_shown_is_not_in_it_but_what_it_quotes_is(db, gathered):
    story = publish(tell("sealed", number=1, text_is_public=False))
    file = tei_document(gathered(story.article)).decode()
    assert story.words["secret"] not in file
    assert story.words["named"] not in file
    said = etree.fromstring(file.encode()).find(".//t:said", N)
    assert story.words["said"] in "".join(said.itertext())
