# ruff: noqa: E501 - what must be said stands in one line
"""Files that are wrong in one way or another, and what has to be said of each."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

from articles.models import Entity, Quotation
from tests.exchange.records import TEXT, Archive

NAMES = "slug,name,kind\n"


@dataclass(frozen=True)
class Broken:
    """A file by its name, its bytes, and the beginnings of all the lines that must be said."""

    file: str
    data: bytes | Callable[[Archive], bytes]
    said: tuple[str, ...]

    def bytes_for(self, archive: Archive) -> bytes:
        """The content, with the ids of the archive it is imported into."""
        return self.data if isinstance(self.data, bytes) else self.data(archive)


def csv(text: str) -> Callable[[Archive], bytes]:
    """A CSV file; `{court}` and so on stand for the ids of the small archive."""

    def data(archive: Archive) -> bytes:
        return text.format(**ids(archive)).encode()

    return data


def ids(archive: Archive) -> dict[str, str]:
    """What stands in the small archive, by the names the files use."""
    found = {name: record.public_id for name, record in vars(archive).items()}
    mention = archive.published.mentions.get(exact="Moscow", entity=archive.moscow)
    deleted = Quotation.history.get(history_type="-")
    return found | {
        "moscow_mention": mention.public_id,
        "gone": deleted.number,
        "atlantis_id": Entity.objects.get(name="Atlantis").public_id,
        "fsb_id": Entity.objects.get(name="FSB").public_id,
        "merged": archive.moscow.merged.get().public_id,
        "fall": TEXT.index("fell"),
        "fall_end": TEXT.index("fell") + 4,
    }


def sheet(*rows: tuple, merged: str = "", second: bool = False) -> bytes:
    """An XLSX file."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    if second:
        book.create_sheet("More").append(("slug",))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    """A zip of tables; in their names `__` is a dot and `___` a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), data)
    return file.getvalue()


def lines(*rows: dict) -> bytes:
    """A JSON Lines file."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


SPAN = "article_id,start,end,exact,entity_id\n"
QUOTATION = "article_id,kind,speaker_id,content,content_start,content_end\n"
CLAIM = "source_id,derived_from_id,kind,basis,note\n"
STANDS = "entity_id,kind,other_id,basis,note\n"
LONG = "x" * 301
_ENTITIES = NAMES.encode()
_A = {"slug": "a", "name": "A", "kind": "place"}
_FAR = "".join(f"ent-n{n},n{n},N {n},place\n" for n in range(2400))
_DAMAGED = zipped(entities__csv=_ENTITIES + b"a,A,place\n").replace(b"a,A", b"a,B", 1)

FILES = {
    # The file as a whole.
    "empty": Broken("entities.csv", b"", ("entities.csv: The first row must hold the names of the columns. The first row is empty. The columns are id, url, slug, name,",)),
    "nothing but a mark": Broken("entities.csv", b"\xef\xbb\xbf\r\n", ("entities.csv: The first row must hold the names",)),
    "no header": Broken("entities.csv", b"a,A,place\n", ("entities.csv: The first row must hold the names of the columns. It begins with “a”.",)),
    "columns": Broken("entities.csv", b"slug,nmae,,kind,kind,colour\na,A,x,place,place,red\n", (
        "entities.csv: The column “kind” is there 2 times.",
        "entities.csv: There is no column “nmae”. Did you mean “name”?",
        "entities.csv: Column 3 has no name in the first row.",
        "entities.csv: There is no column “colour”.",
        "entities.csv: The columns are id, url, slug,",
    )),
    "nothing to tell records by": Broken("entities.csv", b"name,kind\nThe Court,place\n", (
        "entities.csv: There is no column “id” or “slug” to tell the records by.",
        "entities.csv: The columns are",
    )),
    "unknown dataset": Broken("people.csv", _ENTITIES, ("people.csv: There is no dataset “people”. There are entities, aliases,",)),
    "wrong kind of file": Broken("entities.doc", b"", ("entities.doc is none of .csv, .jsonl, .xlsx, .json, .zip.",)),
    "picture": Broken("entities.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("entities.csv: Line 3 holds a NUL byte: this is not a text file",)),
    "broken UTF-8": Broken("entities.csv", (NAMES + "a,Москва и область,place\n").encode() + b"b,\xd0,place\n", ("entities.csv: The file is UTF-8, but damaged in line 3",)),
    "broken UTF-16": Broken("entities.csv", (NAMES + "a,A,place\n").encode("utf-16")[:-1], ("entities.csv: The file begins with the mark of UTF-16, but is not: line 2",)),
    "undecided encoding": Broken("entities.csv", _ENTITIES + b"a,caf\xe9,place\n", ("entities.csv: ",)),
    # CSV.
    "quote never closed": Broken("entities.csv", b'slug,name,kind\nb,B,place\na,"A,place\nc,C,place\n', ("entities.csv, in the row that begins in line 3: a quotation mark is opened that is never closed.",)),
    "text after a quote": Broken("entities.csv", b'slug,name,kind\na,"A" x,place\n', ("entities.csv, in the row that begins in line 2: text follows the quotation mark",)),
    "number of cells": Broken("entities.csv", b"slug,name,kind\na,A\nb,B,place,x,\nc,C,place,,\nd\n", (
        "entities.csv, row 2: This row has 2 cells, the first row 3.",
        "entities.csv, row 3: This row has 5 cells, the first row 3.",
        "entities.csv, row 5: This row has 1 cell, the first row 3.",
    )),
    "NUL": Broken("entities.csv", b"slug,name,kind\na,A\0B,place\nb\0,B,place\n", (
        "entities.csv, row 2, name (“A\\x00B”): The text is damaged at character 2: a NUL",
        "entities.csv, row 3, slug (“b\\x00”): The text is damaged at character 2",
    )),
    # XLSX, JSON, zip.
    "no XLSX": Broken("entities.xlsx", b"slug,name\n", ("entities.xlsx: This is no XLSX file, or is damaged.",)),
    "another zip": Broken("entities.xlsx", zipped(a__txt=b"x"), ("entities.xlsx: This is no XLSX file, or is damaged.",)),
    "empty XLSX": Broken("entities.xlsx", sheet(), ("entities.xlsx: The first row must hold the names",)),
    "two sheets": Broken("entities.xlsx", sheet(("slug", "name"), second=True), ("entities.xlsx: There is something in 2 sheets: “Sheet”, “More”. Keep one.",)),
    "formula": Broken("entities.xlsx", sheet(("slug", "name", "kind"), ("a", "=1+1", "place")), ("entities.xlsx: Cell B2 holds a formula without its result.",)),
    "merged cells": Broken("entities.xlsx", sheet(("slug", "name", "kind"), ("a", "A", "place"), ("b", None, "place"), merged="B2:B3"), ("entities.xlsx: The cells B2:B3 are merged: split them",)),
    "no JSON": Broken("entities.json", b'[{"slug": "a"', ("entities.json: This is not JSON: ",)),
    "no list": Broken("entities.json", b'{"slug": "a"}', ("entities.json: The file must hold a list of objects.",)),
    "a name twice": Broken("entities.json", b'[{"slug": "a", "slug": "b"}]', ("entities.json: This is not JSON: “slug” stands in one object twice.",)),
    "other names": Broken("entities.json", b'[{"slug": "a"}, {"slgu": "b"}]', ("entities.json: Object 2 differs from the first in: slgu, slug.",)),
    "lists without end": Broken("entities.json", b"[" * 100_000, ("entities.json: This is not JSON: lists stand in lists more often",)),
    "half a character": Broken("entities.json", b'[{"slug": "a", "name": "A\\ud83d", "kind": "place"}]', ("entities.json, row 2, name (“A\\ud83d”): The text is damaged at character 2: U+D83D is half of a character.",)),
    "bad line": Broken("entities.jsonl", lines(_A) + b"{x}\n", ("entities.jsonl, line 2: this is not JSON: ",)),
    "odd line": Broken("entities.jsonl", lines(_A, {"slug": "b"}), ("entities.jsonl, line 2: it differs from the first line in: kind, name.",)),
    "damaged zip": Broken("all.zip", _DAMAGED, ("entities.csv in all.zip is damaged: Bad CRC-32",)),
    "zip cut off": Broken("all.zip", zipped(entities__csv=_ENTITIES)[:-30], ("all.zip is no zip archive, or is damaged",)),
    "unknown tables": Broken("all.zip", zipped(entitys__csv=_ENTITIES, foo__csv=b"x\n"), (
        "entitys.csv: There is no dataset “entitys”. Did you mean entities?",
        "foo.csv: There is no dataset “foo”.",
    )),
    "table twice": Broken("all.zip", zipped(a___entities__csv=_ENTITIES, b___entities__csv=_ENTITIES), ("b/entities.csv: The rows of “entities” come twice; a/entities.csv has some.",)),
    # Values.
    "every value": Broken("articles.csv", csv(f"slug,title,byline,published,text_is_public,address,language,publisher_id,body\na,A,{LONG},1940-13,maybe,nowhere,engl,ent-zzz,t\n"), (
        "articles.csv, row 2, address (“nowhere”): Enter a valid URL.",
        "articles.csv, row 2, byline (“xxx",
        "articles.csv, row 2, language: “engl” is not a language code.",
        "articles.csv, row 2, published: “1940-13” has a month that is not in the calendar.",
        "articles.csv, row 2, publisher_id: There is no entity with the id “ent-zzz”.",
        "articles.csv, row 2, text_is_public: “maybe” is neither true nor false.",
    )),
    "values of a known record": Broken("entities.csv", csv(f"id,name,kind,began\n{{court}},{LONG},plac,27.9.1940\n"), (
        "entities.csv, row 2, began: “27.9.1940” is not a date",
        "entities.csv, row 2, kind: “plac” is not one of: person, organisation, place,",
        "entities.csv, row 2, name (“xxx",
    )),
    "nothing given": Broken("sources.csv", csv("slug,title,kind\na,,papers\nb,B,\n"), (
        "sources.csv, row 2, title: This may not be empty.",
        "sources.csv, row 3, kind: “” is not one of: document, papers,",
    )),
    "list": Broken("entities.csv", csv("slug,aliases\nthe-court,a\\b\n"), ("entities.csv, row 2, aliases (“a\\b”): “\\b” means nothing in a list.",)),
    "moment and number": Broken("entities.csv", csv("id,slug,name,kind,created_at,row_version\nent-new,n,N,place,yesterday,x\n"), (
        "entities.csv, row 2, created_at: “yesterday” is no moment; one looks like 2026-",
        "entities.csv, row 2, row_version: “x” is not a whole number.",
    )),
    # Which record.
    "ids": Broken("entities.csv", csv("id,slug,name,kind\nent-A B,x,X,place\n17,y,Y,place\n{verdict},v,V,place\nent-zzz,,Z,place\n"), (
        "entities.csv, row 2, id: “ent-A B” is not an id of this kind; one looks like ent-",
        "entities.csv, row 3, id: “17” is not an id of this kind",
        "entities.csv, row 4, id: “src-",
        "entities.csv, row 5, id: There is no entity with the id “ent-zzz”.",
    )),
    "same record twice": Broken("entities.csv", csv("id,slug,name,kind\n{court},,A,place\n,the-court,B,place\nent-new,n,N,place\nent-new,m,N,place\n"), (
        "entities.csv, row 3: This record stands in the file twice, first in row 2.",
        "entities.csv, row 5: This record stands in the file twice, first in row 4.",
    )),
    "same record far apart": Broken("entities.csv", csv("id,slug,name,kind\n{court},,A,place\n" + _FAR + "ent-n3,other,N,place\n{court},,B,place\n"), (
        "entities.csv, row 2403: This record stands in the file twice, first in row 6.",
        "entities.csv, row 2404: This record stands in the file twice, first in row 2.",
    )),
    "slugs": Broken("entities.csv", csv("id,slug\n{court},moscow\n{atlantis_id},fsb-once\n{fsb_id},no slug!\n"), (
        "entities.csv, row 2, slug",
        "entities.csv, row 3, slug: “fsb-once” is a past address of “FSB”; choose another.",
        "entities.csv, row 4, slug (“no slug!”): Enter a valid",
    )),
    "identifiers": Broken("identifiers.csv", csv("entity_id,scheme,value\n{court},wikidata,Q649\n{court},isni,121032683\n{court},viaf,77\n{fsb_id},viaf,77\n"), (
        "identifiers.csv, row 2, value: Wikidata Q649 already identifies “Moscow”.",
        "identifiers.csv, row 3, value: “121032683” is not a ISNI identifier",
        "identifiers.csv, row 5, value: VIAF 77 already identifies “The Court”.",
    )),
    "unknown references": Broken("mentions.csv", csv(SPAN + "{published},{fall},{fall_end},fell,ent-zzz\nart-zzz,1,2,x,{court}\n,1,2,x,{court}\n{published},{fall},{fall_end},fell,\n{published},{fall},{fall_end},fell,{verdict}\n"), (
        "mentions.csv, row 2, entity_id: There is no entity with the id “ent-zzz”.",
        "mentions.csv, row 3, article_id: There is no article with the id “art-zzz”.",
        "mentions.csv, row 4, article_id: Say in which article it stands.",
        "mentions.csv, row 5, entity_id: This may not be empty.",
        "mentions.csv, row 6, entity_id: There is no entity with the id “src-",
    )),
    "merged record": Broken("mentions.csv", csv(SPAN + "{published},{fall},{fall_end},fell,{merged}\n"), ("mentions.csv, row 2, entity_id (“ent-",)),
    "merged record changed": Broken("entities.csv", csv("id,description\n{merged},x\n"), ("entities.csv, row 2: “Moskva” was merged into “Moscow”: undo the merge first",)),
    "changed meanwhile": Broken("entities.csv", csv("id,row_version,description\n{court},7,x\n"), ("entities.csv, row 2, row_version: This entity was changed by somebody else in the meantime. The file was made from version 7 of it, it is at version 1 now.",)),
    # What is not imported.
    "label of another": Broken("mentions.csv", csv("id,entity_id,entity\n{moscow_mention},{moscow},Leningrad\n"), ("mentions.csv, row 2, entity: The file says “Leningrad”, the record “Moscow”. This column is not imported: write entity_id, and leave this empty.",)),
    "status": Broken("articles.csv", csv("slug,title,status,body\na,A,published,text\n"), ("articles.csv, row 2, status: The file says “published”, the record “draft”.",)),
    "what follows": Broken("articles.csv", csv("id,text_sha256,text_characters\n{published},abc,5\n"), (
        "articles.csv, row 2, text_characters: The file says “5”, the record “89”.",
        "articles.csv, row 2, text_sha256: The file says “abc”, the record “",
    )),
    "merged by hand": Broken("entities.csv", csv("id,merged_into_id\n{court},{moscow}\n"), ("entities.csv, row 2, merged_into_id: The file says “ent-",)),
    "version of a text": Broken("text_versions.csv", csv("article_id,number,body\n{published},2,text\n,1,x\n"), (
        "text_versions.csv, row 2, article_id (“art-",
        "text_versions.csv, row 3, article_id: Say of which article it is.",
    )),
    "article without a text": Broken("articles.csv", csv("slug,title,body\na,A,  \n"), ("articles.csv, row 2, body (“  ”): A new article needs its text.",)),
    "a past address in use": Broken("entity_redirects.csv", csv("id,record_id,retired_at\nmoscow,{court},2024-01-01T00:00:00Z\n"), ("entity_redirects.csv, row 2, id: “moscow” is the address of “Moscow” now.",)),
    "a correction of nothing": Broken("corrections.csv", csv("id,kind,at,record,label\ncor-new,withdrawn,2024-01-01T00:00:00Z,x,y\n"), ("corrections.csv, row 2: A correction is about one article, source or entity.",)),
    # Claims, spans, quotations.
    "circle": Broken("derivations.csv", csv(CLAIM + "{papers},{verdict},was_derived_from,inferred,x\n{leak},{leak},was_derived_from,inferred,x\n"), (
        "derivations.csv, row 2, derived_from_id (“src-",
        "derivations.csv, row 3, derived_from_id (“src-",
    )),
    "circle in the file": Broken("derivations.csv", csv(CLAIM + "{leak},{papers},was_derived_from,inferred,x\n{papers},{leak},was_derived_from,inferred,x\n"), ("derivations.csv, row 2, derived_from_id (“src-",)),
    "basis": Broken("derivations.csv", csv(CLAIM + "{leak},{papers},was_derived_from,inferred,\n"), ("derivations.csv, row 2, note: What the editor infers needs a note that says why.",)),
    "nothing states it": Broken("derivations.csv", csv(CLAIM + "{leak},{papers},was_derived_from,stated,\n"), ("derivations.csv, row 2, basis: It is called stated, but no words are given that state it.",)),
    "circle of relations": Broken("relations.csv", csv(STANDS + "{atlantis_id},part_of,{moscow},inferred,x\n{moscow},located_in,{court},inferred,x\n{court},member_of,{fsb_id},inferred,x\n{court},party_to,{court},inferred,x\n"), (
        "relations.csv, row 2, other_id (“ent-",
        "relations.csv, row 3, other_id (“ent-",
        "relations.csv, row 5, other_id (“ent-",
    )),
    "a relation nothing states": Broken("relations.csv", csv(STANDS + "{moscow},member_of,{court},stated,\n"), ("relations.csv, row 2, basis: It is called stated, but no words are given that state it.",)),
    "words elsewhere": Broken("mentions.csv", csv(SPAN + "{published},3,7,fell,{court}\n{published},0,3,nope,{court}\n{published},0,4,fort,{court}\n{published},900,904,fell,{court}\n{published},x,5,fell,{court}\n{published},,,fell,{court}\n{published},1,5,,{court}\n"), (
        "mentions.csv, row 2, exact: At 3–7 text version 1 reads “fort”, not “fell”. The words stand once, at 45–49: correct the row",
        "mentions.csv, row 3, exact: At 0–3 text version 1 reads ““A ”, not “nope”. The words do not stand in this text.",
        "mentions.csv, row 4, exact: At 0–4 text version 1 reads ““A f”, not “fort”. The words stand in 2 places: 3–7, 29–33.",
        "mentions.csv, row 5, start: 900–904 is no passage of the text, which has 89 characters (version 1).",
        "mentions.csv, row 6, start: “x” is not a whole number.",
        "mentions.csv, row 7, start: Say where it begins and ends.",
        "mentions.csv, row 8, exact: Give its very words",
    )),
    "UTF-16 offsets": Broken("mentions.csv", csv(SPAN + "{published},46,50,fell,{court}\n"), ("mentions.csv, row 2, exact: At 46–50 text version 1 reads “ell,”, not “fell”. The words stand at 45–49: the file seems to count UTF-16 units.",)),
    "no such text version": Broken("mentions.csv", csv("article_id,text_version,start,end,exact,entity_id\n{published},7,{fall},{fall_end},fell,{court}\n"), ("mentions.csv, row 2, text_version: The article has no text version “7”.",)),
    "mention twice": Broken("mentions.csv", csv(SPAN + "{published},{fall},{fall_end},fell,{court}\n{published},{fall},{fall_end},fell,{court}\n"), ("mentions.csv, row 3, entity_id (“ent-",)),
    "no content": Broken("quotations.csv", csv("article_id,kind,speaker_id\n{published},direct,{court}\n"), ("quotations.csv, row 2, content: It has no content.",)),
    "pieces": Broken("quotations.csv", csv(QUOTATION + "{published},direct,{court},fell,1|2,5\n{published},direct,{court},fell,a,5\n{published},direct,{court},fell,1,5\n"), (
        "quotations.csv, row 2, content_start (“1|2”): Offsets: 2; pieces in the column content: 1.",
        "quotations.csv, row 3, content_start: “a” is not a whole number.",
        "quotations.csv, row 4, content: At 1–5 text version 1 reads “A fo”, not “fell”.",
    )),
    "two speakers": Broken("quotations.csv", csv("article_id,kind,speaker_id,speaker_description,content,content_start,content_end\n{published},direct,{court},He,fell,{fall},{fall_end}\n"), ("quotations.csv, row 2, speaker_id (“ent-",)),
    "number given again": Broken("quotations.csv", csv("id,article_id,number,kind,speaker_id\nquo-new,{published},1,direct,{court}\nquo-other,{published},{gone},direct,{court}\n"), (
        "quotations.csv, row 2, number: Another quotation of this article was number 1; numbers are never given again.",
        "quotations.csv, row 3, number: Another quotation of this article was number",
    )),
}  # fmt: skip
