"""Writers of one chapter who save, publish and send at the same time, each a process.

``python -m tests.soak.desk together|killed|twice TIMES SEED`` makes an archive at
``FASCICLE_DATA``, does that, and prints as JSON what it counted and what it found wrong.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "fascicle.config.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from fascicle.accounts.models import PenName, User  # noqa: E402
from fascicle.works import actions  # noqa: E402
from fascicle.works.actions import ChapterInput, Conflict  # noqa: E402
from fascicle.works.models import Chapter, Work  # noqa: E402
from tests.factories import make_archive, make_user, make_work  # noqa: E402
from tests.soak.chain import PARAGRAPHS, Ack, amiss, changed, paragraphs  # noqa: E402

MOST_WRITERS = 8
TITLE = "Tide"
processes = multiprocessing.get_context("fork")


def make_desk() -> tuple[Work, list[User]]:
    call_command("migrate", verbosity=0)
    make_archive()
    users = [make_user(f"writer-{number}") for number in range(MOST_WRITERS)]
    work = make_work(by=PenName.objects.get(user=users[0]))
    return work, users


def begin_chapter(work: Work, by: User) -> Chapter:
    text = "".join(f"<p>begun {number}</p>" for number in range(PARAGRAPHS))
    new = ChapterInput(title=TITLE, number="1", text=text)
    return actions.new_chapter(work, new, by=by, at=now())


class Saver:
    """Reads the chapter, thinks for a while, changes a paragraph or two, saves."""

    def __init__(self, chapter: int, user: int, seed: str) -> None:
        self.chapter, self.user = chapter, User.objects.get(pk=user)
        self.dice = random.Random(seed)
        self.name = seed

    def saves(self, count: int) -> Iterator[Ack]:
        for number in range(count):
            yield self.save(f"{self.name}-{number}")

    def save(self, word: str) -> Ack:
        seen = Chapter.objects.select_related("text").get(pk=self.chapter)
        base, before = seen.version, paragraphs(seen.text.html)
        time.sleep(self.dice.choice([0, 0, 0.002, 0.02]))
        first = self.dice.randrange(PARAGRAPHS)
        places = {first, self.dice.choice([first, self.dice.randrange(PARAGRAPHS)])}
        text = changed(before, places, word)
        outcome = actions.save_chapter(
            seen,
            ChapterInput(title=TITLE, number="1", text=text),
            base_version=base,
            by=self.user,
            at=now(),
        )
        if isinstance(outcome, Conflict):
            return Ack(word, base, sorted(places), outcome.aside.pk, is_aside=True)
        assert outcome.revision
        return Ack(
            word, base, sorted(places), outcome.revision.pk, is_merged=outcome.is_merged
        )


def work_alone(say: Connection, saver: tuple[int, int, str], count: int) -> None:
    for ack in Saver(*saver).saves(count):
        say.send(ack)
    say.close()


def together(times: int, seed: int) -> dict[str, object]:
    """Rounds of two to eight writers until there were so many saves."""
    dice, counted, wrong = random.Random(seed), Counter[str](), []
    work, users = make_desk()
    done = number = 0
    while done < times:
        number += 1
        writers = dice.randint(2, MOST_WRITERS)
        each = -(-min(times - done, 50 * writers) // writers)
        chapter = begin_chapter(work, users[0])
        jobs = [
            ((chapter.pk, user.pk, f"r{number}w{user.pk}"), each)
            for user in users[:writers]
        ]
        acks = [ack for heard in run(work_alone, jobs) for ack in heard]
        if len(acks) != each * writers:
            wrong.append(f"round {number}: {len(acks)} of {each * writers} answered")
        wrong += amiss(chapter.pk, acks)
        counted["asides"] += sum(ack.is_aside for ack in acks)
        counted["merged"] += sum(ack.is_merged for ack in acks)
        done += len(acks)
    return {"saves": done, "rounds": number, **counted, "wrong": wrong}


def run(target: Callable[..., None], jobs: list[tuple[object, ...]]) -> list[list[Ack]]:
    """What each process said until it ended."""
    connections.close_all()
    started = []
    for job in jobs:
        ear, mouth = processes.Pipe(duplex=False)
        process = processes.Process(target=target, args=(mouth, *job))
        process.start()
        mouth.close()
        started.append((process, ear))
    heard = [hear(ear) for _, ear in started]
    for process, _ in started:
        process.join()
    return heard


def hear(ear: Connection) -> list[Ack]:
    heard = []
    with suppress(EOFError):
        while True:
            heard.append(ear.recv())
    return heard


# ---------------------------------------------------------------- killed


def save_and_publish(say: Connection, work: int, user: int, name: str) -> None:
    """Chapter after chapter: begun, saved some times, published, each said when it is done."""
    for number in range(10**6):
        chapter = begin_chapter(Work.objects.get(pk=work), User.objects.get(pk=user))
        say.send(("begun", chapter.pk))
        for ack in Saver(chapter.pk, user, f"{name}c{number}").saves(4):
            say.send(("saved", chapter.pk, ack))
        actions.post_chapter(chapter, at=now())
        say.send(("posted", chapter.pk))


def killed(times: int, seed: int) -> dict[str, object]:
    dice, wrong, counted = random.Random(seed), [], Counter[str]()
    work, users = make_desk()
    for number in range(times):
        connections.close_all()
        ear, mouth = processes.Pipe(duplex=False)
        args = (mouth, work.pk, users[number % 8].pk, f"k{number}")
        process = processes.Process(target=save_and_publish, args=args)
        process.start()
        mouth.close()
        time.sleep(dice.uniform(0.05, 0.6))
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        told = hear_whole(ear)
        counted.update(kind for kind, *_ in told)
        wrong += lost(told, work.pk)
    return {"kills": times, **counted, "wrong": wrong}


def hear_whole(ear: Connection) -> list[tuple[str, int, Ack]]:
    """What was said as a whole; a word that the kill cut is none."""
    heard = []
    with suppress(EOFError, OSError):
        while True:
            heard.append(ear.recv())
    return heard


def lost(told: list[tuple[str, int, Ack]], work: int) -> Iterator[str]:
    """What was acknowledged and is not there, and what is there by half."""
    acks: dict[int, list[Ack]] = {}
    for kind, chapter, *more in told:
        acks.setdefault(chapter, []).extend(more)
        if kind == "posted" and not Chapter.objects.get(pk=chapter).posted_at:
            yield f"chapter {chapter} was published and is not"
    for chapter, its in acks.items():
        yield from amiss(chapter, its, is_all=False)
    found = Work.objects.get(pk=work)
    counts = list(found.chapters.posted().values_list("word_count", flat=True))
    if (found.chapter_count, found.word_count) != (len(counts), sum(counts)):
        yield f"the counts of work {work} are not those of its chapters"
    if found.chapters.filter(text=None).exists():
        yield "there is a chapter without its text"


# ---------------------------------------------------------------- twice


def send(
    say: Connection, barrier: Barrier, user: int, address: str, keys: list[str]
) -> None:
    """Each form at the same time as the other process sends it."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(
        User.objects.get(pk=user), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    for number, key in enumerate(keys):
        form = {
            "text": f"<p>form {number}</p>",
            "mode": "rich",
            "base_version": 0,
            "submission": key,
        }
        barrier.wait(60)
        answer = client.post(address, form)
        say.send(answer.get("Location") or f"{answer.status_code}")
    say.close()


def twice(times: int, seed: int) -> dict[str, object]:
    dice, wrong, made = random.Random(seed), [], 0
    _, users = make_desk()
    pen_name = PenName.objects.get(user=users[0])
    while made < times:
        count = min(times - made, 200)
        work = make_work(f"Work {made}", by=pen_name)
        keys = [str(UUID(int=dice.getrandbits(128))) for _ in range(count)]
        address = reverse("works:new_chapter", args=[work.pk])
        barrier = processes.Barrier(2)
        jobs = [(barrier, users[0].pk, address, keys)] * 2
        one, other = run(send, jobs)
        wrong += [f"{a} and {b}" for a, b in zip(one, other, strict=True) if a != b]
        if len(one) != count or len(set(one)) != count:
            wrong.append(f"{count} forms were answered with {len(set(one))} addresses")
        if (there := work.chapters.count() - 1) != count:
            wrong.append(f"{count} forms sent twice made {there} chapters")
        made += count
    return {"sent twice": made, "wrong": wrong}


def main() -> None:
    how = {"together": together, "killed": killed, "twice": twice}[sys.argv[1]]
    json.dump(how(int(sys.argv[2]), int(sys.argv[3])), sys.stdout)


if __name__ == "__main__":
    main()
