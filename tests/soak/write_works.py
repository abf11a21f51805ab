"""Change an archive at random, so many times: ``write_works COUNT SEED``."""

import os
import random
import sys
from datetime import UTC, datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from fascicle.accounts.models import PenName  # noqa: E402
from fascicle.core.models import Archive  # noqa: E402
from fascicle.tags.models import Closure, Kind, Tag  # noqa: E402
from fascicle.works import actions  # noqa: E402
from fascicle.works.actions import NewChapter, NewWork  # noqa: E402
from fascicle.works.models import Rating, Tally, Work  # noqa: E402

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
WORDS = "salt road lamp harbour tide letter winter bridge garden glass".split()


def create(dice: random.Random) -> None:
    pen_name = dice.choice(list(PenName.objects.all()))
    tags = dice.sample(list(Tag.objects.all()), 4)
    rating = dice.choice([None, *Rating.objects.all()])
    text = " ".join(dice.choices(WORDS, k=30))
    title = " ".join(dice.choices(WORDS, k=2))
    new = NewWork(
        title, [NewChapter(f"<p>{text}</p>")], [pen_name], rating=rating, tags=tags
    )
    work = actions.create_work(new, at=NOW)
    if dice.random() < 0.9:
        actions.post_work(work, at=NOW)


def some_work(dice: random.Random) -> Work | None:
    newest = Work.objects.order_by("-pk").first()
    chosen = dice.randrange(newest.pk) if newest else 0
    return Work.objects.after(chosen).first()


def retitle(dice: random.Random) -> None:
    if work := some_work(dice):
        title = " ".join(dice.choices(WORDS, k=3))
        Work.objects.filter(pk=work.pk).update(title=title, title_key=title)


def hide(dice: random.Random) -> None:
    if work := some_work(dice):
        Work.objects.filter(pk=work.pk).update(hidden_at=dice.choice([None, NOW]))


def delete(dice: random.Random) -> None:
    if work := some_work(dice):
        work.delete()


def tag(dice: random.Random) -> None:
    if work := some_work(dice):
        work.tags.set(dice.sample(list(Tag.objects.all()), 3))


def count(dice: random.Random) -> None:
    if work := some_work(dice):
        Tally.objects.update_or_create(
            work=work, defaults={"kudos": dice.randrange(1000)}
        )


def merge(dice: random.Random) -> None:
    """Make a tag mean another, or itself again."""
    one, other = dice.sample(list(Tag.objects.filter(below=None, above=None)), 2)
    if not one.synonyms.exists() and other.canonical_id is None:
        Tag.objects.filter(pk=one.pk).update(canonical=dice.choice([None, other]))


def rename(dice: random.Random) -> None:
    pen_name = dice.choice(list(PenName.objects.all()))
    name = f"Pen {dice.randrange(10**9)}"
    PenName.objects.filter(pk=pen_name.pk).update(name=name, key=name.casefold())


DEEDS = [*[create] * 4, *[retitle] * 4, hide, delete, tag, tag, count, merge, rename]


def prepare() -> None:
    """The vocabulary, if there is none yet."""
    kind, is_new = Kind.objects.get_or_create(
        slug="theme", name="theme", plural="themes"
    )
    if not is_new:
        return
    Archive.objects.create(pk=1, name="The Harbour Archive", preset="general")
    for number in range(20):
        Tag.objects.create(kind=kind, name=f"Tag {number}", key=f"tag {number}")
        PenName.objects.create(name=f"Pen {number}", key=f"pen {number}")
    broad, narrow = Tag.objects.order_by("pk")[:2]
    Closure.objects.create(tag=narrow, ancestor=broad)
    Rating.objects.create(name="General")
    Rating.objects.create(name="Adult", is_adult=True)


def main() -> None:
    dice = random.Random(int(sys.argv[2]))
    prepare()
    for _ in range(int(sys.argv[1])):
        dice.choice(DEEDS)(dice)


main()
