"""One worker at a time; what was interrupted goes on, with nothing doubled."""

import os
import zlib
from datetime import timedelta

import pytest
from django.utils.timezone import now

from fascicle.importing import lease as leases
from fascicle.importing import tasks
from fascicle.importing.actions import begin
from fascicle.importing.actions.advance import advance
from fascicle.importing.models import Batch, BatchState, FileReading, Part, Story
from tests.importing.conftest import accept_all, bring_in, story, tale

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Stands for a power cut: nothing catches it."""


def stop_at(state: str, done: int):
    """A watcher that stops the work once so much is done."""

    def watch(batch: Batch) -> None:
        if batch.state == state and batch.done >= done:
            raise Killed

    return watch


def interrupted(batch: Batch, state: str, done: int = 0) -> Batch:
    with pytest.raises(Killed):
        advance(batch.pk, watch=stop_at(state, done))
    return Batch.objects.get(pk=batch.pk)


@pytest.fixture
def batch(folder):
    path = folder({f"{n}.txt": tale(n) for n in range(6)})
    return begin.take_paths([path])


def test_a_held_batch_is_left_to_its_holder(batch):
    with leases.held(batch.pk), pytest.raises(leases.Held):
        advance(batch.pk)


def test_a_batch_whose_worker_died_on_this_machine_is_free_at_once(batch):
    host = os.uname().nodename
    Batch.objects.update(holder=f"{host}/999999999/x", beat_at=now())

    assert advance(batch.pk).state == BatchState.REVIEW


def test_a_batch_held_on_another_machine_is_free_when_its_sign_of_life_is_old(batch):
    Batch.objects.update(holder="elsewhere/1/x", beat_at=now())
    with pytest.raises(leases.Held):
        advance(batch.pk)
    Batch.objects.update(beat_at=now() - leases.LASTS - timedelta(seconds=1))

    assert advance(batch.pk).state == BatchState.REVIEW


def test_a_worker_that_lost_the_batch_saves_nothing(batch):
    with leases.held(batch.pk) as lease:
        Batch.objects.update(holder="another")

        with pytest.raises(leases.LeaseLost):
            lease.save(done=5)

    batch.refresh_from_db()
    assert (batch.done, batch.holder) == (0, "another")


@pytest.mark.parametrize(
    ("state", "done"),
    [
        (BatchState.GATHERING, 1),
        (BatchState.READING, 0),
        (BatchState.READING, 6),
        (BatchState.GROUPING, 0),
        (BatchState.GROUPING, 6),
    ],
)
def test_an_interrupted_import_goes_on_and_doubles_nothing(batch, state, done):
    interrupted(batch, state, done)

    batch = advance(batch.pk)

    assert batch.state == BatchState.REVIEW
    assert batch.files.count() == 6
    assert FileReading.objects.count() == 6
    assert Story.objects.count() == 6
    assert Part.objects.count() == 6


def test_asking_again_takes_up_the_interrupted_batch(folder):
    path = folder({"a.txt": tale(1)})
    batch = interrupted(begin.take_paths([path]), BatchState.READING)

    again = bring_in(path)

    assert again.pk == batch.pk
    assert Batch.objects.count() == 1


def test_what_was_read_is_not_read_again(batch):
    interrupted(batch, BatchState.GROUPING)
    before = set(batch.files.values_list("pk", "read_at"))

    advance(batch.pk)

    assert set(batch.files.values_list("pk", "read_at")) == before


def test_an_interrupted_acceptance_goes_on(batch, archive):
    batch = advance(batch.pk)
    begin.queue_accepting(batch)
    interrupted(batch, BatchState.ACCEPTING, 3)

    batch = advance(batch.pk)

    assert batch.state == BatchState.REVIEW
    assert batch.stories.accepted().count() == 6
    assert len(set(batch.stories.values_list("work", flat=True))) == 6


def test_an_interrupted_undoing_goes_on(batch, archive):
    batch = accept_all(advance(batch.pk))
    begin.ask_to_undo(batch)
    interrupted(batch, BatchState.UNDOING, 3)

    batch = advance(batch.pk)

    assert batch.state == BatchState.UNDONE
    assert batch.stories.accepted().count() == 0


def test_the_worker_takes_up_what_nobody_holds_once(batch):
    tasks.resume_unfinished()
    tasks.resume_unfinished()

    assert waiting() == [[batch.pk]]


def test_the_worker_leaves_alone_what_is_held_or_done(batch, folder):
    with leases.held(batch.pk):
        tasks.resume_unfinished()
    advance(batch.pk)
    tasks.resume_unfinished()

    assert waiting() == []


def waiting() -> list[list[int]]:
    from django_tasks_db.models import DBTaskResult

    return [task.args_kwargs["args"] for task in DBTaskResult.objects.ready()]


def test_a_step_that_always_fails_is_given_up_and_can_be_asked_for_again(batch):
    interrupted(batch, BatchState.GROUPING)
    FileReading.objects.update(packed=b"damaged")

    for _ in range(3):
        with pytest.raises(zlib.error):
            advance(batch.pk)

    batch.refresh_from_db()
    assert batch.state == BatchState.FAILED
    assert batch.message
    begin.ask_again(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.message) == (BatchState.GROUPING, "")


def test_features_kept_by_an_earlier_version_are_taken_anew(batch):
    interrupted(batch, BatchState.GROUPING)
    FileReading.objects.update(features='{"no such": "field"}')

    assert advance(batch.pk).stories.count() == 6


def test_another_mark_of_emphasis_reads_again(folder):
    batch = bring_in(folder({"a.txt": story("Salt Roads")}))
    first = batch.files.get().read_at

    begin.ask_to_reread(batch, emphasis="_")
    batch = advance(batch.pk)

    assert (batch.state, batch.emphasis) == (BatchState.REVIEW, "_")
    assert batch.files.get().read_at > first
    assert batch.stories.count() == 1


def test_nothing_else_is_asked_of_a_busy_batch(batch):
    for ask in (begin.ask_to_accept, begin.ask_to_undo, begin.ask_again):
        with pytest.raises(begin.NotNow):
            ask(batch)
