"""Readers by the hundred thousand who all follow one serial: some behind shields, some by mail."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.management import call_command
from django.utils import timezone

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import KeptShield, PenName, Preferences, User
from fascicle.accounts.models.preferences import MailRhythm
from fascicle.accounts.shield import Shield
from fascicle.pages.actions import set_up
from fascicle.pages.presets import preset
from fascicle.reading.models import Follow
from fascicle.reading.telling.spreading import spread
from fascicle.works import actions as works
from fascicle.works.actions import NewChapter, NewWork
from fascicle.works.models import Work

PASSWORD = "correct horse battery staple"
BATCH = 5000
#: One reader of so many has a shield; one of twice as many has one that hides the serial.
SHIELDED = 10


def gather(followers: int) -> Work:
    """An archive with a serial and all who follow it."""
    call_command("migrate", verbosity=0)
    set_up(name="The crowd", preset=preset("fan"), username="host", password=PASSWORD)
    writer = accounts.create_user("writer", password=PASSWORD)
    serial = _work("The serial", PenName.objects.default_of(writer))
    since = timezone.now() - timedelta(days=1)
    for few in _batches(range(followers)):
        readers = User.objects.bulk_create(
            User(username=f"reader-{n}", email=f"r{n}@post.example", password="!")
            for n in few
        )
        Follow.objects.bulk_create(
            Follow(user=one, work=serial, since=since) for one in readers
        )
        _vary(readers, serial)
    return serial


def _vary(readers: list[User], serial: Work) -> None:
    shields = [Shield(pen_names=frozenset(range(900, 1000)))] * len(readers)
    shields[SHIELDED::2] = [Shield(works=frozenset({serial.pk}))] * len(
        shields[SHIELDED::2]
    )
    KeptShield.objects.bulk_create(
        KeptShield(user=one, rules=shield.as_json())
        for one, shield in zip(readers[::SHIELDED], shields, strict=False)
    )
    Preferences.objects.bulk_create(
        Preferences(user=one, mail_rhythm=MailRhythm.DAILY) for one in readers[::3]
    )


def lonely_work() -> Work:
    """A serial that nobody follows."""
    hermit = accounts.create_user("hermit", password=PASSWORD)
    return _work("Alone", PenName.objects.default_of(hermit))


def post(work: Work) -> None:
    """Write a chapter, and post it."""
    new = NewChapter(html="<p>The boat came in.</p>")
    chapter = works.add_chapter(work, new, at=_now())
    works.post_chapter(chapter, at=_now())


def spread_all() -> None:
    """Tell everybody, as the worker does it: slice by slice."""
    while spread(at=_now()):
        pass


def _work(title: str, by: PenName) -> Work:
    new = NewWork(title, [NewChapter(html="<p>It began.</p>")], pen_names=[by])
    work = works.create_work(new, at=_now())
    works.post_work(work, at=_now())
    return work


def _now() -> datetime:
    return timezone.now()


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    few: list[int] = []
    for number in numbers:
        few.append(number)
        if len(few) == BATCH:
            yield few
            few = []
    if few:
        yield few
