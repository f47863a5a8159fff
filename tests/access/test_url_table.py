"""Who may open which address: every pattern the site knows, times everybody who may come.

A new address fails here until somebody has said in the tables below who may see it.
"""

from dataclasses import dataclass

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.editing.merging import merge
from articles.editing.records import add
from articles.editing.reporting import report_error, subject
from articles.editing.transfers import note_export
from articles.exchange.datasets import PUBLIC
from articles.models import Change, Entity, Source
from articles.models.record import Record
from tests.access.conftest import ROLES
from tests.access.stories import correct, publish, tell
from tests.access.walk import body

# What somebody meets: the page to work with, the page to read only, 403, the way to the login,
# a redirect to somewhere else, nothing there, “cannot be deleted, it is in use”.
OPEN, READ, DENIED, LOGIN, ON, NONE = "open", "read", "denied", "login", "on", "none"
USED = "used"

WHAT = ("entity", "property", "type")

# --- Readers' pages: the same for everybody ----------------------------------------------

READERS = {
    f"articles:{name}"
    for name in (
        *("home", "articles", "article", "sources", "source", "quotations", "quotation"),
        *("entities", "entity", "concordance", "data", "versions", "version", "difference"),
        *("corrections", "correction", "corrections-feed", "report-received"),
        *(f"{name}-{suffix}" for name in PUBLIC for suffix in ("csv", "jsonl")),
        *(f"{name}-atom" for name in ("articles", "quotations", "sources", "entities")),
        *("lineage", "lineage-part", "lineage-csv"),
        *("search", "timeline", "sitemap", "sitemap-section", "robots", "opensearch"),
        *("datapackage", "csv-metadata", "archive"),
        *(f"article-{name}" for name in ("json", "tei", "jsonld", "csl", "bib", "ris")),
        *(f"quotation-{name}" for name in ("jsonld", "csl", "bib", "ris")),
        *(f"version-{name}" for name in ("csl", "bib", "ris")),
        *("passage", *(f"passage-{name}" for name in ("csl", "bib", "ris"))),
        *(f"data-{name}" for name in ("jsonld", "tei", "csl", "bib", "ris")),
    )
}
# What readers write into: it alone takes a POST and sets a cookie, against forged ones.
FORMS = {"articles:report"}
# What programs ask, from any page on the web: it takes OPTIONS, and may take a POST, and sets no
# cookie (tests/pages/test_reconciliation.py).
SERVICES = {
    f"articles:reconcile{name}"
    for name in (
        *("", "-bare", "-properties", "-preview"),
        *(f"-{way}-{what}" for way in ("suggest", "flyout") for what in WHAT),
    )
}
# What may be shown in a frame of somebody else's page.
FRAMED = {"articles:reconcile-preview"}

# --- The admin: ROLES in order, that is reader, staff without rights, Annotator, Editor,
#     superuser ---------------------------------------------------------------------------

SITE = {
    "admin:index": (LOGIN, READ, OPEN, OPEN, OPEN),
    "admin:login": (READ, ON, ON, ON, ON),
    "admin:logout": (LOGIN, "405", "405", "405", "405"),  # POST only
    "admin:password_change": (LOGIN, OPEN, OPEN, OPEN, OPEN),
    "admin:password_change_done": (LOGIN, READ, READ, READ, READ),
    "admin:jsi18n": (LOGIN, READ, READ, READ, READ),
    "admin:autocomplete": (LOGIN, DENIED, READ, READ, READ),
    "admin:view_on_site": (LOGIN, ON, ON, ON, ON),
    "admin:app_list articles": (LOGIN, NONE, OPEN, OPEN, OPEN),
    "admin:app_list auth": (LOGIN, NONE, NONE, NONE, OPEN),
    "admin:app_list axes": (LOGIN, NONE, NONE, NONE, READ),
    "admin:the-rest": (LOGIN, NONE, NONE, NONE, NONE),
}

EDITORS_ONLY = (LOGIN, DENIED, DENIED, OPEN, OPEN)
WRITERS = (LOGIN, DENIED, OPEN, OPEN, OPEN)
SUPERUSER_ONLY = (LOGIN, DENIED, DENIED, DENIED, OPEN)
NOBODY = (LOGIN, DENIED, DENIED, DENIED, DENIED)
READING = (LOGIN, DENIED, READ, READ, READ)

# A record with a page of its own. Of what readers see, an Annotator changes nothing.
RECORD = {
    "changelist": WRITERS,
    "add": WRITERS,
    "change draft": WRITERS,
    "change public": (LOGIN, DENIED, READ, OPEN, OPEN),
    "delete draft": WRITERS,
    "delete public": EDITORS_ONLY,
    "history": READING,
    "redirect": (LOGIN, ON, ON, ON, ON),
    "export": EDITORS_ONLY,
    "import": EDITORS_ONLY,
    "process_import": (LOGIN, "405", "405", "405", "405"),
}
# To look through, export and import.
PART = RECORD | {
    "changelist": READING,
    "add": NOBODY,
    "change draft": READING,
    "change public": READING,
    "delete draft": NOBODY,
    "delete public": NOBODY,
}
IMPORTS = ("import", "process_import")
# To look through and export.
LISTED = {page: rights for page, rights in PART.items() if page not in IMPORTS}
MERGE = {"merge draft": EDITORS_ONLY, "merge public": EDITORS_ONLY}
DONE = {
    **dict.fromkeys(("changelist", "change", "history"), READING),
    **dict.fromkeys(("add", "delete"), NOBODY),
    **dict.fromkeys(("undo", "export"), EDITORS_ONLY),
    "redirect": (LOGIN, ON, ON, ON, ON),
}
MOVE = {"move draft": (LOGIN, DENIED, ON, ON, ON), "move public": (LOGIN, DENIED, ON, ON, ON)}
# Texts are revised by who may change the article; all may look what waits because of it.
REVISE = {
    "revise draft": WRITERS,
    "revise public": EDITORS_ONLY,
    **dict.fromkeys(("review", "reviews"), READING),
}
# The workbench; what its verbs let whom do, tests/admin/workbench says.
ANNOTATE = {
    "annotate draft": WRITERS,
    "annotate public": RECORD["change public"],
    **dict.fromkeys(
        (f"annotate_{name}" for name in ("news", "entities", "sources", "occurrences")), READING
    ),
    "annotate_do": (LOGIN, "405", "405", "405", "405"),  # POST only
}
EDITORS_USED = (LOGIN, DENIED, DENIED, USED, USED)
DELETE_USED = {
    "delete draft": (LOGIN, DENIED, USED, USED, USED),
    "delete public": EDITORS_USED,
}
ADMIN = {
    # Only an Editor deletes articles; the draft's words are evidence for a source.
    "article": RECORD
    | MOVE
    | REVISE
    | ANNOTATE
    | dict.fromkeys(
        ("import_texts", "annotate_import draft", "annotate_import public"), EDITORS_ONLY
    )
    | {"delete draft": EDITORS_USED, "delete public": EDITORS_USED},
    "source": RECORD | MERGE | DELETE_USED,
    "entity": RECORD | MERGE | DELETE_USED,
    **dict.fromkeys(("entitymerge", "sourcemerge"), DONE),
    **dict.fromkeys(
        ("quotation", "mention", "citation", "derivation", "sourceagent", "relation"), RECORD
    ),
    **dict.fromkeys(
        (
            *("alias", "identifier", "quotationspan", "citationspan"),
            *("derivationspan", "sourceagentspan", "relationspan"),
        ),
        PART,
    ),
    **dict.fromkeys(("textversion", "change"), LISTED),
    "transfer": {
        **dict.fromkeys(("changelist", "change", "history"), (LOGIN, DENIED, DENIED, READ, READ)),
        **dict.fromkeys(("add", "delete"), NOBODY),
        "export": EDITORS_ONLY,
        "redirect": (LOGIN, ON, ON, ON, ON),
    },
    "correction": {
        **{name: PART[name] for name in ("changelist", "add", "history", "redirect", "export")},
        "change": READING,
        "delete": NOBODY,
    },
    "report": {
        **dict.fromkeys(("change", "export"), EDITORS_ONLY),
        **dict.fromkeys(("changelist", "history"), (LOGIN, DENIED, DENIED, READ, READ)),
        **dict.fromkeys(("add", "delete"), NOBODY),
        "redirect": (LOGIN, ON, ON, ON, ON),
    },
}

# Users, groups and the log of sign-ins belong to Django and django-axes: superusers only.
FOREIGN = {
    "changelist": SUPERUSER_ONLY,
    "add": SUPERUSER_ONLY,
    "change": SUPERUSER_ONLY,
    "delete": SUPERUSER_ONLY,
    "history": (LOGIN, DENIED, DENIED, DENIED, READ),
    "redirect": (LOGIN, ON, ON, ON, ON),
}
SIGN_INS = FOREIGN | {
    "changelist": (LOGIN, DENIED, DENIED, DENIED, READ),
    "add": NOBODY,
}
OTHERS = {
    "auth_user": FOREIGN | {"password_change": SUPERUSER_ONLY},
    "auth_group": FOREIGN,
    **dict.fromkeys(("axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"), SIGN_INS),
}


@dataclass(frozen=True)
class Pattern:
    """One pattern: its name with namespaces (or what its route says), and what it calls."""

    name: str
    route: str
    view: object


def patterns(resolver: URLResolver | None = None, space: str = "", before: str = ""):
    """Every pattern of the site, however deep."""
    for found in (resolver or get_resolver()).url_patterns:
        route = before + str(found.pattern)
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from patterns(found, inner, route)
        else:
            yield Pattern(f"{space}{found.name or _unnamed(route)}", route, found.callback)


def _unnamed(route: str) -> str:
    """Django's admin leaves two kinds of pattern without a name."""
    _, app, *rest = route.split("/")
    if rest and rest[1:] == ["<path:object_id>", ""]:
        return f"{app}_{rest[0]}_redirect"
    return "the-rest" if app == "(?P<url>.*)$" else route


@dataclass(frozen=True, order=True)
class Row:
    """A line of the tables: a pattern and, in the admin, the model, its page and which record."""

    pattern: str
    model: str = ""
    page: str = ""
    which: str = ""

    def __str__(self) -> str:
        return f"{self.pattern} {self.which}".strip()


def declared() -> dict[Row, tuple[str, ...]]:
    """The tables as one: what each role meets, by row."""
    rows = {Row(name): (READ,) * len(ROLES) for name in READERS | FORMS | SERVICES}
    for name, roles in SITE.items():
        pattern, _, which = name.partition(" ")
        rows[Row(pattern, which=which)] = roles
    tables = {f"articles_{name}": table for name, table in ADMIN.items()} | OTHERS
    for model, table in tables.items():
        for name, roles in table.items():
            page, _, which = name.partition(" ")
            rows[Row(f"admin:{model}_{page}", model, page, which)] = roles
    return rows


@pytest.fixture
def addresses(db):
    """A row → the address of the page it speaks of."""
    public, draft = publish(tell("open", number=1)), tell("draft", number=2)
    correct(public)
    reported = report_error(subject(public.article.public_id), "It was 1940.", sender="x")
    records = {
        "auth_user": get_user_model().objects.create_user("somebody"),
        "auth_group": Group.objects.first(),
        **{f"axes_{name}": _sign_in_log(name) for name in SIGN_IN_LOGS},
    }
    for which, story in (("draft", draft), ("public", public), ("", draft)):
        found = story.records | {"change": Change.objects.filter(article=story.article).last()}
        records |= {(f"articles_{name}", which): record for name, record in found.items()}
    records["articles_transfer"] = note_export(by=None, datasets=["articles"])
    records |= {"articles_report": reported, "articles_correction": public.records["correction"]}
    for model in (Entity, Source):
        merge = _merge(model)
        records[f"articles_{merge._meta.model_name}"] = merge
    arguments = {
        "articles:article": [public.article.slug],
        "articles:source": [public.records["source"].slug],
        "articles:entity": [public.records["entity"].slug],
        "articles:concordance": [public.records["entity"].slug],
        "articles:quotation": [public.records["quotation"].public_id],
        "articles:versions": [public.article.slug],
        "articles:version": [public.article.slug, 1],
        "articles:difference": [public.article.slug, 1, 3],
        "articles:passage": [public.article.slug, 1],
        "articles:correction": [public.records["correction"].public_id],
        "articles:sitemap-section": ["articles", 1],
        "articles:lineage-part": ["single"],
        "admin:view_on_site": [
            ContentType.objects.get_for_model(public.article).pk,
            public.article.pk,
        ],
    }
    by_page = {"article": public.article.slug, "quotation": public.records["quotation"].public_id}
    for name in READERS:
        page, _, form = name.removeprefix("articles:").partition("-")
        if form and page in ("article", "quotation"):
            arguments[name] = [by_page[page]]
        elif form and page in ("version", "passage"):
            arguments[name] = [public.article.slug, 1]
    entity = public.records["entity"].public_id
    arguments |= {name: ["entities"] for name in SERVICES}
    arguments["articles:reconcile-preview"] = ["entities", entity]
    queries = {
        **{f"articles:passage-{form}": "?start=0&end=9" for form in ("csl", "bib", "ris")},
        "articles:reconcile-flyout-entity": f"?id={entity}",
        "articles:reconcile-flyout-property": "?id=wikidata",
        "articles:reconcile-flyout-type": "?id=person",
        "articles:report": f"?record={public.article.public_id}",
        "admin:autocomplete": "?app_label=articles&model_name=mention&field_name=entity",
        "admin:articles_article_annotate_news": "?seen=0&text_version=1",
        "admin:articles_article_annotate_occurrences": "?start=0&end=1&text_version=1",
    }

    def address(row: Row) -> str:
        if row.pattern == "admin:the-rest":
            return "/admin/no-such-page/"
        if row.pattern == "admin:app_list":
            return reverse(row.pattern, args=[row.which])
        query = queries.get(row.pattern, "")
        page, _, asked = row.page.partition("_")
        if page in (
            "annotate",
            "change",
            "delete",
            "history",
            "merge",
            "move",
            "password",
            "redirect",
            "review",
            "revise",
            "undo",
        ):
            record = records.get(row.model) or records[row.model, row.which]
            if row.page == "redirect":
                return f"/admin/{row.model.replace('_', '/')}/{record.pk}/"
            more = ["add_mentions"] if asked == "do" else []
            return reverse(row.pattern, args=[record.pk, *more]) + query
        return reverse(row.pattern, args=arguments.get(row.pattern, [])) + query

    return address


def _merge(model):
    """Two of which nobody knows, merged."""
    one, other = (
        add(model(**{name: f"Merged {number}"}, kind=kind), by=None)
        for name, kind in [("name", "work") if model is Entity else ("title", "report")]
        for number in (1, 2)
    )
    return merge(one, other, by=None, based_on=1, into_based_on=1, reason="The same.")


SIGN_IN_LOGS = ("accessattempt", "accesslog", "accessfailurelog")


def _sign_in_log(name: str):
    values = {"failures_since_start": 1} if name == "accessattempt" else {}
    model = apps.get_model("axes", name)
    return model.objects.create(attempt_time=timezone.now(), username="x", **values)


def met(answer) -> str:
    """What somebody meets who gets this answer."""
    if answer.status_code in (301, 302):
        location = answer.headers["Location"]
        return LOGIN if location.startswith(reverse("admin:login")) else ON
    named = {403: DENIED, 404: NONE}
    if answer.status_code != 200:
        return named.get(answer.status_code, str(answer.status_code))
    if answer.streaming or not answer.request["PATH_INFO"].startswith("/admin/"):
        return READ
    page = answer.content.decode()
    main = page[page.find('id="content-start"') :]
    if "<h1>Cannot delete" in main:
        return USED
    return OPEN if any(sign in main for sign in TO_WORK_WITH) else READ


# What is on an admin page on which one can save, delete, add, export, import or annotate.
TO_WORK_WITH = (
    *('name="_save"', 'name="post" value="yes"', 'value="Export"', 'type="file"'),
    *('value="Show what would happen"', 'value="Undo the merge"', 'name="preview"'),
    *('class="addlink"', 'name="new_password1"', 'name="password1"', 'id="bench-tools"'),
)


def test_every_address_of_the_site_is_in_the_tables():
    rows = {row.pattern for row in declared()}
    known = {pattern.name for pattern in patterns()}
    assert known - rows == set(), "addresses nobody has said who may see"
    assert rows - known == set(), "rows of addresses there are no more"


# What a database could do to a page, whoever sees most of it and who sees least of it meet too.
@pytest.mark.parametrize(
    "role",
    [
        pytest.param(
            role, marks=() if role in ("reader", "superuser") else pytest.mark.any_database
        )
        for role in ROLES
    ],
)
def test_everybody_meets_what_the_tables_say_under_the_strict_policy(role, addresses, sign_in):
    client = sign_in(role)
    client.raise_request_exception = False  # a page that fails is told with the others
    expected = {row: roles[ROLES.index(role)] for row, roles in declared().items()}
    answers = {row: client.get(addresses(row)) for row in expected}
    found = {row: met(answer) for row, answer in answers.items()}
    wrong = [
        f"{row}: {found[row]}, not {said}" for row, said in expected.items() if found[row] != said
    ]
    assert not wrong, "\n".join(wrong)
    policies = {
        answer.headers["Content-Security-Policy"]
        for row, answer in answers.items()
        if row.pattern not in FRAMED
    }
    assert len(policies) == 1
    directives = dict(part.split(maxsplit=1) for part in policies.pop().split("; "))
    assert directives["default-src"] == directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["object-src"] == directives["base-uri"] == "'none'"


def test_a_view_is_for_readers_or_asks_for_a_login():
    for pattern in patterns():
        is_open = not getattr(pattern.view, "login_required", True)
        assert is_open == (pattern.name in READERS | FORMS | SERVICES | {"admin:login"}), pattern


def readers_rows() -> list[Row]:
    """The readers' addresses, in a fixed order."""
    return [Row(name) for name in sorted(READERS)]


def test_readers_pages_only_read(addresses, client):
    for row in readers_rows():
        address = addresses(row)
        for method in ("post", "put", "patch", "delete", "options"):
            answer = getattr(client, method)(address)
            assert answer.status_code == 405, (row, method)
            assert answer.headers["Allow"] == "GET, HEAD"
        assert client.head(address).status_code == 200


def test_readers_pages_are_the_same_for_everybody_and_may_be_kept(addresses, client, sign_in):
    """Nothing in an answer depends on who asks: no cookie is set, and none is looked at."""
    stranger = Client()
    sign_in("superuser")
    for row in [*readers_rows(), *map(Row, sorted(SERVICES))]:
        answer = client.get(addresses(row))
        assert not answer.cookies, row
        assert "cookie" not in answer.headers.get("Vary", "").lower(), row
        assert body(answer) == body(stranger.get(addresses(row))), row


def test_the_form_sets_no_other_cookie_than_that_against_forgery(addresses, sign_in):
    for role in ("reader", "superuser"):
        client = sign_in(role)
        for name in FORMS:
            answer = client.get(addresses(Row(name)))
            assert list(answer.cookies) == ["csrftoken"]
            assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("role", ["reader", "staff", "annotator"])
def test_what_readers_see_is_not_written_by_those_who_may_not(role, addresses, sign_in):
    """The tables speak of what is shown; here it is posted all the same."""
    client = sign_in(role)
    refused = {"reader": {302}, "staff": {403}, "annotator": {403, 200}}[role]
    posted = {"post": "yes", "move": "withdraw", "reason": "x", "title": "x", "name": "x"}
    before = stored()
    for row in declared():
        to_public = row.page in ("change", "delete", "move") and row.which == "public"
        if to_public or row.page in ("import", "process_import", "export"):
            assert client.post(addresses(row), posted).status_code in refused, row
    assert stored() == before


def stored() -> list:
    """Everything there is, with its row version."""
    models = [m for m in apps.get_app_config("articles").get_models() if hasattr(m, "ID_PREFIX")]
    versions = ["row_version" if issubclass(model, Record) else "public_id" for model in models]
    return [
        *(
            sorted(model.objects.values_list("public_id", version))
            for model, version in zip(models, versions, strict=True)
        ),
        Change.objects.count(),
        LogEntry.objects.count(),
    ]
