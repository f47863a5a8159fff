"""Sources in TEI: a list of `bibl` with the parts entities had in them, and their derivations."""

from collections.abc import Iterable

from ....lineage import Step
from ....models import Basis, Derivation, Source, SourceAgent
from ..addresses import address_of, uri
from ..vocabulary import PROV_DERIVATIONS
from .elements import Element, date_attributes, dated, element
from .entities import NAMES


def source_list(steps: Iterable[Step]) -> Element | None:
    """Sources with what each comes from; None if there are none."""
    steps = list(steps)
    if not steps:
        return None
    sources = [source_item(step.source, step.agents) for step in steps]
    relations = [derivation_item(found) for step in steps for found in step.derivations]
    return element("listBibl", *sources, *relations, type="sources")


def source_item(source: Source, agents: Iterable[SourceAgent]) -> Element:
    """A source with its agents; its `xml:id` is the public id."""
    notes = {"description": source.description, "editor": source.note}
    return element(
        "bibl",
        element("title", source.title),
        *(_agent(agent) for agent in agents),
        dated("date", source.date),
        element("textLang", mainLang=source.language) if source.language else None,
        element("idno", address_of(source), type="URI"),
        element("ref", target=uri(source.url), type="original") if source.url else None,
        *(element("note", text, type=kind) for kind, text in notes.items() if text),
        id=source.public_id,
        type=source.kind,
    )


def derivation_item(derivation: Derivation) -> Element:
    """That one source comes from another."""
    return element(
        "relation",
        element("desc", derivation.note) if derivation.note else None,
        id=derivation.public_id,
        name=PROV_DERIVATIONS[derivation.kind],
        active=f"#{derivation.source.public_id}",
        passive=f"#{derivation.derived_from.public_id}",
        type=derivation.basis,
    )


def _agent(agent: SourceAgent) -> Element:
    entity = agent.entity
    name = NAMES[entity.kind] if NAMES[entity.kind].endswith("Name") else "name"
    if name in ("eventName", "placeName"):
        name = "name"  # of agents, TEI expects persons, organisations or just names
    notes = [element("note", agent.note, type="editor")] if agent.note else []
    if agent.basis == Basis.INFERRED:
        notes.insert(0, element("note", "Inferred by the editor.", type="basis"))
    return element(
        "respStmt",
        element("resp", agent.get_role_display(), **date_attributes(agent.date)),
        element(name, entity.name, ref=f"#{entity.public_id}", lang=entity.name_language),
        *notes,
        id=agent.public_id,
    )
