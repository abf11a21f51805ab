"""Change the library at ``FASCICLE_DATA`` at random until stopped: ``… SEED WORKS``.

Says "ready" once the works are there; then edits, merges, splits and broadens without end.
"""

import os
import random
import sys
from collections.abc import Callable
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from django.utils.timezone import now  # noqa: E402

from fascicle.accounts import actions as accounts  # noqa: E402
from fascicle.accounts.models import PenName  # noqa: E402
from fascicle.tags import actions as tags  # noqa: E402
from fascicle.tags.models import Broader, Kind, Tag  # noqa: E402
from fascicle.works import actions as works  # noqa: E402
from fascicle.works.actions import NewChapter, NewWork  # noqa: E402
from fascicle.works.models import Rating, Work  # noqa: E402

TAGS = 60
WORDS = "harbour lamp ledger salt road winter tide letter orchard signal".split()


class Editor:
    """Does one random thing after the other, as people would at the same time."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def fill(self, count: int) -> None:
        Rating.objects.get_or_create(name="General")
        Rating.objects.get_or_create(name="Mature", defaults={"is_adult": True})
        kind, _ = Kind.objects.get_or_create(
            slug="theme", defaults={"name": "theme", "plural": "themes"}
        )
        tags.tags_named(kind, [f"theme {number}" for number in range(TAGS)])
        for number in range(10):
            accounts.unclaimed_pen_name(f"Writer {number}")
        while Work.objects.count() < count:
            self.add()

    def once(self) -> None:
        acts: dict[Callable[[], None], int] = {
            self.retitle: 6,
            self.rate: 5,
            self.retag: 6,
            self.continue_work: 3,
            self.hide: 2,
            self.add: 2,
            self.delete: 2,
            self.rename_writer: 1,
            self.merge: 2,
            self.split: 2,
            self.broaden: 2,
            self.narrow: 1,
        }
        act = self.dice.choices(list(acts), list(acts.values()))[0]
        act()

    def words(self, count: int) -> str:
        return " ".join(self.dice.choices(WORDS, k=count))

    def work(self) -> Work:
        return self.dice.choice(list(Work.objects.order_by("pk")))

    def some_tags(self, most: int) -> list[Tag]:
        known = list(Tag.objects.order_by("pk"))
        return self.dice.sample(known, self.dice.randint(1, most))

    # ------------------------------------------------------------ works

    def add(self) -> None:
        pen_name = self.dice.choice(list(PenName.objects.order_by("pk")))
        chapter = NewChapter(html=f"<p>{self.words(40)}</p>")
        new = NewWork(
            self.words(3), [chapter], pen_names=[pen_name], tags=self.some_tags(8)
        )
        work = works.create_work(new, at=now())
        works.post_work(work, at=now() - timedelta(minutes=self.dice.randrange(10_000)))

    def retitle(self) -> None:
        title = self.words(4)
        Work.objects.filter(pk=self.work().pk).update(title=title, title_key=title)

    def rate(self) -> None:
        works.rate_works(
            [self.work()], self.dice.choice([None, *Rating.objects.order_by("pk")])
        )

    def retag(self) -> None:
        self.work().tags.set(self.some_tags(8))

    def continue_work(self) -> None:
        work = self.work()
        works.add_chapter(work, NewChapter(html=f"<p>{self.words(30)}</p>"), at=now())
        works.post_work(work, at=now())

    def hide(self) -> None:
        hidden_at = self.dice.choice([None, now()])
        Work.objects.filter(pk=self.work().pk).update(hidden_at=hidden_at)

    def delete(self) -> None:
        works.delete_work(self.work())

    def rename_writer(self) -> None:
        pen_name = self.dice.choice(list(PenName.objects.order_by("pk")))
        name = f"{self.words(2)} {self.dice.randrange(10**6)}"
        PenName.objects.filter(pk=pen_name.pk).update(name=name, key=name)

    # ------------------------------------------------------------ tags

    def merge(self) -> None:
        one, other = self.dice.sample(list(Tag.objects.canonical().order_by("pk")), 2)
        tags.merge(one, into=other, by=None, at=now())

    def split(self) -> None:
        synonyms = list(Tag.objects.exclude(canonical=None).order_by("pk"))
        if synonyms:
            tags.split_back(self.dice.choice(synonyms), by=None, at=now())

    def broaden(self) -> None:
        one, other = self.dice.sample(list(Tag.objects.canonical().order_by("pk")), 2)
        try:
            tags.make_broader(one, broader=other, by=None, at=now())
        except tags.WouldCircle:
            return

    def narrow(self) -> None:
        links = list(Broader.objects.select_related("narrower", "broader"))
        if links:
            link = self.dice.choice(links)
            tags.unmake_broader(link.narrower, broader=link.broader, by=None, at=now())


def main() -> None:
    editor = Editor(int(sys.argv[1]))
    editor.fill(int(sys.argv[2]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        editor.once()


main()
