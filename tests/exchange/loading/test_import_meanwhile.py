"""An import while somebody else writes: real threads, real transactions, on either engine."""

import pytest
from django.core.exceptions import ValidationError

from articles.editing import records
from articles.editing.ledger import Stale
from articles.editing.revising import revise
from articles.exchange.loading import load, tables_in
from articles.models import Article, Entity, Mention
from tests.editing import scene
from tests.editing.scene import problems
from tests.editing.test_merging import merged_into
from tests.editing.test_two_at_once import while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def importing(tmp_path):
    """A function that imports two mentions of an entity in an article."""
    article, moscow = scene.draft(), scene.entity()
    rows = [f"{article.public_id},{start},{start + 6},{moscow.public_id}," for start in (1,)]
    text = "article_id,start,end,entity_id,exact\n" + "".join(f"{row}Moscow\n" for row in rows)
    (tmp_path / "mentions.csv").write_text(text)

    def carry_out() -> list[str]:
        return [
            str(problem) for problem in load(tables_in(tmp_path / "mentions.csv"), by=None).problems
        ]

    return carry_out


def test_an_entity_that_is_being_deleted_is_refused(importing):
    moscow = Entity.objects.get()
    other = while_uncommitted(lambda: records.delete(moscow, by=None, based_on=1), importing)
    assert other.raised is None
    assert [line.partition("There is no")[2][:20] for line in other.returned] == [
        " entity with the id "
    ]
    assert not Mention.objects.exists()


def test_an_entity_that_is_being_merged_is_refused(importing):
    moscow, other_name = Entity.objects.get(), scene.entity("Moskva")
    other = while_uncommitted(lambda: merged_into(moscow, other_name), importing)
    assert other.raised is None
    assert "“Moscow” was merged into “Moskva”: choose that one." in other.returned[0]
    assert not Mention.objects.exists()
    assert problems() == []


def test_an_entity_that_is_being_imported_is_not_deleted(importing):
    moscow = Entity.objects.get()
    other = while_uncommitted(importing, lambda: records.delete(moscow, by=None, based_on=1))
    assert isinstance(other.raised, ValidationError | Stale)
    assert Mention.objects.get().entity == moscow


def test_a_text_that_is_being_revised_is_waited_for(importing):
    article = Article.objects.get()
    longer = f"Before it: {article.current_text.body}"
    revised = {"by": None, "based_on": 1, "reason": "Longer."}
    other = while_uncommitted(lambda: revise(article, longer, **revised), importing)
    assert other.raised is None
    assert "At 1–7 text version 2 reads “efore ”, not “Moscow”." in other.returned[0]
    assert not Mention.objects.exists()
