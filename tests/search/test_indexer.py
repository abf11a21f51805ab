"""The index agrees with the database, whatever is done to either."""

import pkgutil
import shutil

import pytest

from fascicle.accounts.models import PenName
from fascicle.search import columns
from fascicle.search.index import generations, outbox
from fascicle.search.index import indexer as indexing
from fascicle.search.models import Change
from fascicle.tags.models import Closure, Kind, Tag
from fascicle.works.models import Rating, Tally, Work
from tests.factories import make_pen_name, make_work

pytestmark = pytest.mark.django_db


def make_tag(name, **kwargs):
    kind = Kind.objects.get_or_create(slug="theme", name="theme", plural="themes")[0]
    return Tag.objects.create(kind=kind, name=name, key=name.lower(), **kwargs)


def known(index, work):
    return columns.open(index.generation.columns).facts([work.pk]).get(work.pk)


def test_an_index_of_nothing_is_an_index(index):
    assert index.differences() == []
    assert generations.state().is_ready


def test_works_that_were_there_are_in_it(db, data_folder):
    from tests.indexing import LocalIndex

    works = [make_work(f"Work {n}", chapters=2) for n in range(7)]
    index = LocalIndex()
    index.build()

    assert index.differences() == []
    assert known(index, works[3]).chapters == 2
    index.close()


def test_a_new_work_is_followed(index):
    work = make_work()
    assert known(index, work) is None
    assert [one.work_id for one in index.differences()] == [work.pk]

    index.catch_up()

    assert known(index, work).title_key == "salt roads"
    assert index.differences() == []


def test_a_deleted_work_is_forgotten(index):
    work = make_work()
    index.catch_up()
    pk = work.pk
    work.delete()

    index.catch_up()

    assert columns.open(index.generation.columns).facts([pk]) == {}
    assert index.differences() == []


def test_differences_are_named(index):
    work = make_work()
    index.catch_up()
    Work.objects.update(status="complete", summary="<p>Other.</p>")

    (found,) = index.differences()

    assert found.work_id == work.pk
    assert found.fields == ("status", "words")


def test_a_renamed_pen_name_changes_its_works(index):
    work = make_work(by=make_pen_name("Old"))
    index.catch_up()
    PenName.objects.update(name="New", key="new")

    index.catch_up()

    assert known(index, work).author_key == "new"
    assert index.differences() == []


def test_a_rating_that_becomes_adult_changes_its_works(index):
    work = make_work()
    index.catch_up()
    Rating.objects.update(is_adult=True)

    index.catch_up()

    assert known(index, work).is_adult
    assert index.differences() == []


def test_merging_and_broadening_change_all_works_that_bear_the_tag(index):
    haven, harbour, place = make_tag("Haven"), make_tag("Harbour"), make_tag("Place")
    works = [make_work(f"Work {n}", tags=[haven]) for n in range(5)]
    index.catch_up()

    Tag.objects.filter(pk=haven.pk).update(canonical=harbour)
    Closure.objects.create(tag=harbour, ancestor=place)
    index.catch_up()

    assert {known(index, work).tags for work in works} == {(harbour.pk, place.pk)}
    assert index.differences() == []


def test_a_tally_changes_columns_alone(index):
    work = make_work()
    index.catch_up()
    before = (index.generation.text / "meta.json").read_bytes()
    Tally.objects.create(work=work, kudos=12)

    index.catch_up()

    assert known(index, work).kudos == 12
    assert (index.generation.text / "meta.json").read_bytes() == before


def test_edits_overtake_the_works_of_a_tag(index, monkeypatch):
    monkeypatch.setattr("fascicle.search.index.following.SLICE", (2, 2))
    index.restart()
    tag = make_tag("Haven")
    works = [make_work(f"Work {n}", tags=[tag]) for n in range(6)]
    index.catch_up()
    Tag.objects.filter(pk=tag.pk).update(canonical=make_tag("Harbour"))

    index.writer.step()  # takes note of the tag
    index.writer.step()  # the first two works
    Work.objects.filter(pk=works[5].pk).update(status="complete")
    index.writer.step()

    assert known(index, works[5]).status == "complete"
    assert known(index, works[3]).tags == (tag.pk,)
    index.catch_up()
    assert index.differences() == []


def test_how_many_works_are_still_to_be_done_is_told(index, monkeypatch):
    monkeypatch.setattr("fascicle.search.index.following.SLICE", (2, 2))
    index.restart()
    tag = make_tag("Haven")
    for n in range(5):
        make_work(f"Work {n}", tags=[tag])
    index.catch_up()
    Tag.objects.filter(pk=tag.pk).update(canonical=make_tag("Harbour"))

    index.writer.step()
    assert str(generations.state()).startswith("Works are being brought up to date")
    index.writer.step()
    assert str(generations.state()).startswith("3 works are still to be brought")
    assert generations.state().is_busy

    index.catch_up()
    assert not generations.state().is_busy


def test_a_group_goes_on_where_it_was_cut_off(index, monkeypatch):
    monkeypatch.setattr("fascicle.search.index.following.SLICE", (2, 2))
    index.restart()
    tag = make_tag("Haven")
    works = [make_work(f"Work {n}", tags=[tag]) for n in range(6)]
    index.catch_up()
    Tag.objects.filter(pk=tag.pk).update(canonical=make_tag("Harbour"))
    index.writer.step()
    index.writer.step()

    index.restart()
    Change.objects.filter(subject="tag").update(at="2026-01-01T00:00Z")
    index.catch_up()

    assert index.differences() == []
    assert known(index, works[0]).tags != (tag.pk,)


def test_another_writer_goes_on_from_the_checkpoint(index):
    make_work("One")
    index.catch_up()
    folder = index.folder
    index.restart()
    make_work("Two")

    index.catch_up()

    assert index.folder == folder
    assert index.differences() == []


def test_following_twice_changes_nothing(index):
    work = make_work(tags=[make_tag("Haven")])
    before = index.generation.checkpoint.read_bytes()
    index.catch_up()
    index.writer.close()
    index.generation.checkpoint.write_bytes(before)

    index.restart()
    index.catch_up()

    assert index.differences() == []
    assert columns.open(index.generation.columns).work_ids().tolist() == [work.pk]


def test_there_is_one_writer(index):
    with pytest.raises(indexing.AlreadyWriting), indexing.sole_writer():
        pass


def test_whoever_removes_the_folder_takes_the_lock_along(data_folder):
    with indexing.sole_writer() as is_sole:
        assert is_sole()
        shutil.rmtree(generations.home())
        assert not is_sole()
        with indexing.sole_writer() as is_other:
            assert is_other()
            assert not is_sole()


def test_when_everything_changed_a_new_generation_is_made(index):
    folder = index.folder
    make_work()
    with outbox.paused():
        make_work("Unnoted")

    index.catch_up()

    assert index.folder != folder
    assert index.differences() == []


def test_a_rebuild_that_was_asked_for_takes_place_once(index):
    folder = index.folder

    generations.ask_for_rebuild()
    index.catch_up()
    made = index.folder
    index.restart()
    index.catch_up()

    assert made != folder
    assert index.folder == made


def test_an_index_too_far_behind_is_built_anew(index):
    make_work()
    index.catch_up()
    folder = index.folder
    make_work("Later")
    Change.objects.all().delete()  # as trimming does after a week, and a restored backup may
    outbox.note_all()

    index.restart()
    index.catch_up()

    assert index.folder != folder
    assert index.differences() == []


def test_an_index_of_another_version_is_not_asked_but_built_anew(index, monkeypatch):
    folder = index.folder
    monkeypatch.setattr(generations, "FORMAT", generations.FORMAT + 1)
    monkeypatch.setattr(generations, "_known", None)
    assert generations.current() is None

    index.restart()
    index.catch_up()

    assert index.folder != folder
    assert index.differences() == []


def test_texts_come_in_when_the_host_wants_them(settings, index):
    settings.INDEX_TEXTS = False
    make_work()
    index.catch_up()
    assert not index.generation.manifest.texts
    assert index.differences() == []

    settings.INDEX_TEXTS = True
    index.catch_up()

    assert index.generation.manifest.texts
    assert index.differences() == []


def test_columns_are_compacted_without_losing_what_happens_meanwhile(
    index, monkeypatch
):
    works = [make_work(f"Work {n}") for n in range(3)]
    index.catch_up()
    before = index.generation
    monkeypatch.setattr(
        columns, "needs_compaction", lambda folder: folder == before.columns
    )
    works[0].delete()
    Work.objects.filter(pk=works[1].pk).update(status="complete")

    index.catch_up()
    make_work("Later")
    index.catch_up()

    assert index.folder != before.folder
    assert index.generation.text == before.text
    assert index.differences() == []


def test_old_generations_are_swept_away_after_a_while(index, monkeypatch):
    monkeypatch.setattr(indexing, "GRACE", 0.0)
    first = index.folder

    index.build()
    index.catch_up()

    assert not first.exists()
    assert index.folder.exists()
    assert index.generation.text.exists()
    assert index.differences() == []


class Crash(BaseException):
    """The power goes."""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "step",
    [
        "fascicle.search.text.Writer.commit",
        "fascicle.search.columns.publish",
        "fascicle.search.index.checkpoints.Checkpoint.save",
    ],
)
def test_what_a_crash_cut_off_is_done_after_it(index, monkeypatch, step, when):
    kept, gone = make_work("Kept"), make_work("Gone")
    index.catch_up()
    Work.objects.filter(pk=kept.pk).update(status="complete")
    gone.delete()
    make_work("New")
    module, name = step.rsplit(".", 1)
    owner = pkgutil.resolve_name(module)
    real = getattr(owner, name)

    def crash(*args, **kwargs):
        if when == "after":
            real(*args, **kwargs)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, crash)
        with pytest.raises(Crash):
            index.catch_up()
    index.restart()
    index.catch_up()

    assert index.differences() == []
    assert columns.open(index.generation.columns).work_ids().size == 2
