"""The whole verb: a text of 1 MB with 5,000 mentions is revised in 200 places, history and all.

Yardstick: a bare `bulk_create` of the same mentions in the same run, without history, without a
text and without finding any place. (`bulk_update` of the same columns takes four times what the
whole verb does.)
"""

import sys
import time

from archive import PROJECT, open_archive

sys.path.insert(0, str(PROJECT))

from edited import Edited
from timing import median, report

ROUNDS = 3


def main() -> None:
    with open_archive():
        from django.db import transaction

        from articles.editing.articles import create_article
        from articles.editing.revising import revise
        from articles.models import Article, Entity, Mention

        edited = Edited(1)
        entity = Entity(name="Moscow", slug="moscow", kind="place")
        entity.save()
        ours, plain = [], []
        for number in range(ROUNDS):
            article = create_article(Article(title=f"Article {number}"), edited.old, by=None)
            mentions = []
            for start, end in dict.fromkeys(edited.spans):
                mention = Mention(article=article, entity=entity)
                mention.place(article.current_text, start, end)
                mention.derive()
                mentions.append(mention)
            begin = time.perf_counter()
            with transaction.atomic():
                Mention.objects.bulk_create(mentions, batch_size=500)
            plain.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            revise(article, edited.new, by=None, based_on=1, reason="A better transcription.")
            ours.append(time.perf_counter() - begin)
    report("revise 1 MB, 5,000 mentions", median(ours), median(plain), "bare bulk_create", 5)


if __name__ == "__main__":
    main()
