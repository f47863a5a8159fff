"""Articles with every kind of record hanging on them, each value a word made up for it.

A story's words are `zq<mark><field>z`, all in lower case: found or not found in an answer, they
tell which value of whose article readers can see.
"""

from dataclasses import dataclass, field

from django.db.models import Model

from articles.editing import annotate, records
from articles.editing.articles import (
    create_article,
    publish_article,
    submit_article,
    withdraw_article,
)
from articles.editing.revising import revise
from articles.models import (
    Alias,
    Article,
    Citation,
    CitationSpan,
    Derivation,
    DerivationSpan,
    Entity,
    Identifier,
    Quotation,
    Relation,
    RelationKind,
    RelationSpan,
    Source,
    SourceAgent,
    SourceAgentSpan,
    TextVersion,
)

# What readers may see of a published article whose text they may not, and of one withdrawn.
WITHOUT_TEXT = {
    *("title", "byline", "rights", "note", "locator", "citationnote"),
    *("said", "cue", "attribution", "quotationnote", "describedspeaker", "reasonfornone"),
    *("source", "sourcenote", "sourcedescription", "root", "derivationnote", "claimnote"),
    "relationnote",
    *("revisedbecause", "correctedbecause", "deletedbecause", "deletedspeaker"),
    *(
        entity + value
        for entity in ("publisher", "speaker", "agent")
        for value in ("", "note", "alias", "identifier")
    ),
}
TOMBSTONE = {"title", "withdrawnbecause"}
# What nobody but editors sees, of any article.
EDITORIAL = {
    *("publishedbecause", "enteredbecause", "orphan", "orphansaid"),
    *("unshown", "unshownbecause"),
}

BODY = """\
A {secret} sentence names the {named}. “{said} one,” the {attribution} {cue}, “{said} two.”
It is {evidence} that {described} goes with it, {citing} and all. The {orphanage} stays to the end.\
"""


@dataclass
class Story:
    """An article with its records by model name, and the words of each of its values."""

    mark: str
    article: Article
    records: dict[str, Model]
    words: dict[str, str]
    addresses: dict[str, str] = field(default_factory=dict)

    def secrets(self, shown: set[str] | None = None) -> set[str]:
        """What may stand in no answer to readers, if only the fields `shown` may be."""
        shown = set(self.words) - EDITORIAL if shown is None else shown
        return {word for name, word in self.words.items() if name not in shown}


class _Words(dict):
    """Makes up a word for every field asked for, and remembers it."""

    def __init__(self, mark: str):
        super().__init__()
        self.mark = mark

    def __missing__(self, name: str) -> str:
        self[name] = f"zq{self.mark}{name}z"
        return self[name]


def tell(
    mark: str,
    *,
    number: int,
    by=None,
    also_names: Entity | None = None,
    also_claims_of: Source | None = None,
    **values,
) -> Story:
    """Write a draft with every kind of record; `number` makes identifiers its own.

    `also_names` is named, quoted and made the publisher here too; `also_claims_of` is a source
    about which this article alone states a derivation and an agent. Of the former it alone states
    how it stands to an entity known from its own story, and to one that is not.
    """
    word = _Words(mark)
    publisher = also_names or _entity(word, "publisher", number, by)
    named, speaker, agent = (_entity(word, n, number, by) for n in ("named", "speaker", "agent"))
    source = Source(title=word["source"], kind="document", note=word["sourcenote"])
    source.description = word["sourcedescription"]
    source = records.add(source, by=by)
    root = records.add(Source(title=word["root"], kind="papers"), by=by)
    article = create_article(
        Article(
            title=word["title"],
            byline=word["byline"],
            rights=word["rights"],
            note=word["note"],
            publisher=publisher,
            **values,
        ),
        BODY.format_map(word),
        by=by,
        reason=word["enteredbecause"],
    )
    word["digest"] = article.current_text.sha256
    told = {"article": article, "textversion": article.current_text, "entity": named}
    told |= {"source": source, "alias": named.aliases.get(), "identifier": named.identifiers.get()}
    told["mention"] = _mention(article, word["named"], named, by, note=word["mentionnote"])
    if also_names:
        _mention(article, word["secret"], also_names, by)
    told["quotation"] = annotate.add_quotation(
        Quotation(
            article=article,
            kind="direct",
            speaker=speaker,
            source=source,
            note=word["quotationnote"],
        ),
        [
            ("content", *_at(article, f"“{word['said']} one,”")),
            ("content", *_at(article, f"“{word['said']} two.”")),
            ("cue", *_at(article, word["cue"])),
            ("attribution", *_at(article, word["attribution"])),
        ],
        by=by,
        based_on=1,
    )
    told["quotationspan"] = told["quotation"].spans.first()
    others = [
        Quotation(speaker_description=word["describedspeaker"], kind="indirect"),
        Quotation(no_speaker_reason=word["reasonfornone"], kind="mixed", source=root),
    ]
    if also_names:
        others.append(Quotation(speaker=also_names, kind="indirect"))
    for other in others:
        other.article = article
        said = _at(article, word["said"] + " one")
        annotate.add_quotation(other, [("content", *said)], by=by, based_on=1)
    told["citation"] = records.add(
        Citation(
            article=article, source=source, locator=word["locator"], note=word["citationnote"]
        ),
        by=by,
    )
    told["citationspan"] = _placed(
        CitationSpan(citation=told["citation"]), article, word["citing"], by
    )
    for origin, told_of in ((source, told), (also_claims_of, {})):
        if origin is not None:
            _claim(word, origin, root, agent, article, by, told_of)
    _stand(word, named, speaker, "part_of", article, by, told)
    if also_names:
        known = Relation.objects.filter(entity=also_names, kind="part_of").get().other
        for other in (agent, known):
            _stand(word, also_names, other, RelationKind.values[number], article, by, {})
    return Story(mark, article, told, word)


def publish(story: Story, by=None) -> Story:
    """Publish a story, then lose one of its mentions and one piece of a quotation."""
    article = _fresh(story)
    publish_article(
        article, by=by, based_on=article.row_version, reason=story.words["publishedbecause"]
    )
    nowhere = {"start": None, "end": None, "state": "orphan"}
    # No verb makes an orphan yet; a revision of the text will.
    span = _mention(_fresh(story), "stays to the end", story.records["entity"], by)
    type(span).objects.filter(pk=span.pk).update(
        **nowhere, exact=story.words["orphan"], prefix=story.words["orphan"]
    )
    said = story.records["quotation"].spans.get(role="cue")
    said.pk, said.public_id = None, ""
    said.order, said.exact, said.prefix = 2, story.words["orphansaid"], story.words["orphan"]
    for name, value in nowhere.items():
        setattr(said, name, value)
    said.save()
    return story


def correct(story: Story, by=None) -> Story:
    """Do to a published story whatever the corrections log tells of, the text first."""
    words, article = story.words, _fresh(story)
    word = _Words(story.mark)
    TextVersion(
        article=article, number=2, body=word["unshown"], reason=word["unshownbecause"]
    ).save()
    body = f"{article.current_text.body}\n{word['added']}"
    revise(article, body, by=by, based_on=1, reason=word["revisedbecause"])
    article = _fresh(story)
    said = Quotation.objects.get(pk=story.records["quotation"].pk)
    said.medium = "writing"
    records.change(said, by=by, based_on=said.row_version, reason=word["correctedbecause"])
    deleted = annotate.add_quotation(
        Quotation(article=article, kind="indirect", speaker_description=word["deletedspeaker"]),
        [("content", *_at(article, words["said"] + " two"))],
        by=by,
        based_on=3,
    )
    named = annotate.add_mention(
        article, *_at(article, "sentence"), story.records["entity"], by=by, based_on=3
    )
    story.addresses["deleted"] = deleted.get_absolute_url()
    for record, why in ((deleted, "deletedbecause"), (named, "unnamedbecause")):
        records.delete(record, by=by, based_on=record.row_version, reason=word[why])
    story.records["correction"] = article.corrections.get(reason=word["correctedbecause"])
    words |= word
    return story


def submit(story: Story, by=None) -> Story:
    """Hand a story in for review."""
    article = _fresh(story)
    submit_article(article, by=by, based_on=article.row_version)
    return story


def withdraw(story: Story, by=None) -> Story:
    """Publish a story, correct it and withdraw it again."""
    correct(publish(story, by), by)
    article = _fresh(story)
    withdraw_article(
        article, by=by, based_on=article.row_version, reason=story.words["withdrawnbecause"]
    )
    return story


def _fresh(story: Story) -> Article:
    return Article.objects.get(pk=story.article.pk)


def _at(article: Article, words: str) -> tuple[int, int]:
    start = article.current_text.body.index(words)
    return start, start + len(words)


def _entity(word: _Words, name: str, number: int, by) -> Entity:
    entity = records.add(
        Entity(name=word[name], kind="organisation", note=word[f"{name}note"]), by=by
    )
    records.add(Alias(entity=entity, name=word[f"{name}alias"]), by=by)
    code = 70_000_000 + number * 100 + ["publisher", "named", "speaker", "agent"].index(name)
    word[f"{name}identifier"] = f"q{code}"
    records.add(Identifier(entity=entity, scheme="wikidata", value=f"Q{code}"), by=by)
    return entity


def _mention(article: Article, words: str, entity: Entity, by, **values):
    return annotate.add_mention(article, *_at(article, words), entity, by=by, based_on=1, **values)


def _placed(span, article: Article, words: str, by):
    span.place(article.current_text, *_at(article, words))
    return records.add(span, by=by)


def _claim(word, source, root, agent, article, by, told) -> None:
    """That `source` comes from `root` and was released by `agent`, as the article states."""
    derivation = Derivation(source=source, derived_from=root, kind="was_derived_from")
    derivation.basis, derivation.note = "stated", word["derivationnote"]
    told["derivation"] = records.add(derivation, by=by)
    span = DerivationSpan(derivation=derivation)
    told["derivationspan"] = _placed(span, article, word["evidence"], by)
    part = SourceAgent(source=source, role="released_by", entity=agent, basis="stated")
    part.note = word["claimnote"]
    told["sourceagent"] = records.add(part, by=by)
    span = SourceAgentSpan(agent=part)
    told["sourceagentspan"] = _placed(span, article, word["evidence"], by)


def _stand(word, entity, other, kind, article, by, told) -> None:
    """How one entity stands to another, as the article states."""
    relation = Relation(entity=entity, other=other, kind=kind, basis="stated")
    relation.note = word["relationnote"]
    told["relation"] = records.add(relation, by=by)
    span = RelationSpan(relation=relation)
    told["relationspan"] = _placed(span, article, word["evidence"], by)
