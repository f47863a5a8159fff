"""Nobody approves only their own work, where the archive's owner wants it so."""

from django.conf import settings
from django.core.exceptions import ValidationError

from ..models import Article

# What moves an article on its way is no work on it.
_MOVES = ("submit_article", "return_article", "publish_article", "withdraw_article")


def require_second_pair(article: Article, *, by) -> None:
    """Refuse, with the setting FOUR_EYES, to publish what nobody else has worked on.

    What counts is the work since the article was last published. A command may publish anything.
    Raises ValidationError (code `four_eyes`).
    """
    if not settings.FOUR_EYES or by is None:
        return
    work = article.changes.exclude(verb__in=_MOVES).order_by()
    published = article.changes.filter(verb="publish_article").order_by("-pk").first()
    if published is not None:
        work = work.filter(pk__gt=published.pk)
    if set(work.values_list("by", flat=True)) == {by.pk}:
        raise ValidationError(
            "All the work on this article is your own: somebody else has to look at it and "
            "publish it.",
            code="four_eyes",
        )
