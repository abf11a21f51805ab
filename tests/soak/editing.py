"""Writers and a curator at work in the archive at ``FASCICLE_DATA``, each a process::

    python -m tests.soak.editing fill WORKS SEED
    python -m tests.soak.editing edit WORKS SEED PART PARTS   one of PARTS who share the works
    python -m tests.soak.editing arrange SEED                 tags, without end

Each says what it did, a word a line.
"""

import os
import random
import sys
from collections.abc import Callable
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from fascicle.accounts.models import PenName, User  # noqa: E402
from fascicle.core.models import Archive  # noqa: E402
from fascicle.tags import actions as tags  # noqa: E402
from fascicle.tags.models import Broader, Kind, Tag, TagChange  # noqa: E402
from fascicle.works import actions as works  # noqa: E402
from fascicle.works.actions import ChapterInput, NewChapter, WorkDetails  # noqa: E402
from fascicle.works.models import Rating, Work  # noqa: E402
from tests.search.chance import LANGUAGES, STATUSES, ChanceArchive  # noqa: E402

WORDS = "harbour lamp ledger salt road winter tide letter orchard signal".split()
MOST_TAGS = 5  # of a kind
#: A change that concerns every work builds the index anew; once among so many is enough.
SELDOM = 60


def tell(deed: str) -> None:
    sys.stdout.write(f"{deed}\n")
    sys.stdout.flush()


def words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))


def fill(count: int, seed: int) -> None:
    call_command("migrate", verbosity=0)
    Archive.objects.create(pk=1, name="The Harbour Archive", preset="general")
    chance = ChanceArchive(count, seed)
    for work in chance.works:
        text = f"<p>{words(chance.chance, 40)}</p>"
        works.add_chapter(work, NewChapter(html=text), at=now())
        if work.posted_at:
            works.post_work(work, at=work.posted_at)


class Writer:
    """Changes works, one after the other, each in one way."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.user = User.objects.order_by("pk")[0]
        self.kinds = list(Kind.objects.order_by("pk"))
        self.ratings = [None, *Rating.objects.order_by("pk")]
        self.deeds: dict[Callable[[Work], None], int] = {
            self.describe: 6,
            self.rewrite: 4,
            self.go_on: 2,
            self.hide: 2,
            self.throw_away: 2,
            self.delete: 1,
            self.rename_writer: 1,
        }

    def change(self, work: Work) -> None:
        deed = self.dice.choices(list(self.deeds), list(self.deeds.values()))[0]
        deed(work)
        tell(deed.__name__)

    def describe(self, work: Work) -> None:
        dice = self.dice
        chosen = []
        for kind in self.kinds:
            names = list(kind.tags.order_by("pk").values_list("name", flat=True))
            chosen.append((kind, dice.sample(names, dice.randrange(MOST_TAGS))))
        details = WorkDetails(
            title=words(dice, 3),
            language=dice.choice(LANGUAGES),
            status=dice.choice(STATUSES),
            rating=dice.choice(self.ratings),
            members_only=dice.random() < 0.15,
            unlisted=dice.random() < 0.05,
            tags=chosen,
        )
        works.describe_work(work, details, base_version=work.version)

    def rewrite(self, work: Work) -> None:
        chapter = work.chapters.order_by("position")[0]
        text = ChapterInput(text=f"<p>{words(self.dice, 50)}</p>")
        works.save_chapter(
            chapter, text, base_version=chapter.version, by=self.user, at=now()
        )

    def go_on(self, work: Work) -> None:
        text = f"<p>{words(self.dice, 30)}</p>"
        works.add_chapter(work, NewChapter(html=text), at=now())
        works.post_work(work, at=now() - timedelta(days=self.dice.randrange(500)))

    def hide(self, work: Work) -> None:
        hidden_at = None if work.hidden_at else now()
        Work.objects.filter(pk=work.pk).update(hidden_at=hidden_at)

    def throw_away(self, work: Work) -> None:
        """And take every other one back."""
        Work.objects.filter(pk=work.pk).update(deleted_at=now())
        if self.dice.random() < 0.5:
            works.take_work_back(work)

    def delete(self, work: Work) -> None:
        works.delete_work(work)

    def rename_writer(self, work: Work) -> None:
        pen_name = PenName.objects.filter(bylines__work=work).order_by("pk")[0]
        name = f"{words(self.dice, 2)} {self.dice.randrange(10**6)}"
        PenName.objects.filter(pk=pen_name.pk).update(name=name, key=name)


class Curator:
    """Arranges tags that works bear, and takes much of it back."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.deeds: dict[Callable[[], object], int] = {
            self.merge: 6,
            self.split: 5,
            self.broaden: 4,
            self.narrow: 3,
            self.promote: 2,
            self.rename: 2,
            self.undo: 2,
        }

    def act(self, number: int) -> None:
        if number % SELDOM == SELDOM - 1:
            self.change_kind()
            return
        deed = self.dice.choices(list(self.deeds), list(self.deeds.values()))[0]
        try:
            done = deed()
        except tags.Refused:
            done = None
        if done is not None:
            tell(deed.__name__)

    def pair(self) -> tuple[Tag, Tag]:
        """Two tags of a kind; the first of a kind are on most works."""
        kind = self.dice.choice(list(Kind.objects.order_by("pk")))
        known = list(Tag.objects.canonical().filter(kind=kind).order_by("pk"))
        one, other = self.dice.sample(range(len(known)), 2)
        return known[one // self.dice.randint(1, 4)], known[other]

    def synonym(self) -> Tag:
        synonyms = list(Tag.objects.exclude(canonical=None).order_by("pk"))
        return self.dice.choice(synonyms)

    def merge(self) -> TagChange | None:
        tag, into = self.pair()
        return tags.merge(tag, into=into, by=None, at=now())

    def split(self) -> TagChange:
        return tags.split_back(self.synonym(), by=None, at=now())

    def broaden(self) -> TagChange | None:
        broader, narrower = self.pair()
        return tags.make_broader(narrower, broader=broader, by=None, at=now())

    def narrow(self) -> TagChange | None:
        links = list(Broader.objects.select_related("narrower", "broader"))
        link = self.dice.choice(links)
        return tags.unmake_broader(
            link.narrower, broader=link.broader, by=None, at=now()
        )

    def promote(self) -> TagChange:
        return tags.promote(self.synonym(), by=None, at=now())

    def rename(self) -> TagChange | None:
        tag, _other = self.pair()
        name = f"{words(self.dice, 2)} {self.dice.randrange(10**6)}"
        return tags.rename(tag, name=name, by=None, at=now())

    def undo(self) -> TagChange | None:
        last = TagChange.objects.filter(undone_at=None).order_by("-pk").first()
        if last:
            tags.undo(last, by=None, at=now())
        return last

    def change_kind(self) -> None:
        kind = self.dice.choice(list(Kind.objects.order_by("pk")))
        crosses = not kind.makes_crossovers
        Kind.objects.filter(pk=kind.pk).update(makes_crossovers=crosses)
        tell("change_kind")


def edit(count: int, seed: int, part: int, parts: int) -> None:
    """So many works of the archive, each once, but for those that are another's part."""
    chosen = list(Work.objects.order_by("pk").values_list("pk", flat=True))
    random.Random(seed).shuffle(chosen)
    writer = Writer(seed * parts + part)
    for pk in chosen[:count][part::parts]:
        writer.change(Work.objects.get(pk=pk))


def arrange(seed: int) -> None:
    curator = Curator(seed)
    for number in range(10**9):
        curator.act(number)


if __name__ == "__main__":
    how = {"fill": fill, "edit": edit, "arrange": arrange}[sys.argv[1]]
    how(*map(int, sys.argv[2:]))
