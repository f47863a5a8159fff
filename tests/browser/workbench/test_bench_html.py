"""The Nu HTML checker finds nothing to say about the workbench."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article
from tests.editing import scene

pytestmark = pytest.mark.any_database


def test_the_page_is_valid(founding, client, html_errors, editor, django_user_model):
    annotator = django_user_model.objects.create_user("ann", is_staff=True)
    annotator.groups.add(Group.objects.get(name="Annotator"))
    arabic = scene.draft("خبر", "قال المتحدث «لن نوقّع» في القاهرة.", language="ar")
    empty = Article.objects.create(title="No text yet")
    pages = {}
    for user, article in (
        *((editor, article) for article in (founding, arabic, empty)),
        (annotator, founding),
    ):
        client.force_login(user)
        answer = client.get(reverse("admin:articles_article_annotate", args=[article.pk]))
        assert answer.status_code == 200
        pages[f"{user}: {article}"] = answer.text
    assert html_errors(pages) == []
