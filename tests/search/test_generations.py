"""Damage to the index is noticed, nobody asks it meanwhile, and it heals by itself."""

import pytest

from fascicle.search import columns, text
from fascicle.search.index import generations, soundness
from fascicle.search.index.damage import Damaged
from fascicle.search.index.generations import IndexUnavailable
from fascicle.works.models import Work
from tests.factories import make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(index):
    """An index with a base, a delta and several segments of words."""
    for n in range(6):
        make_work(f"Work {n}", chapters=2)
    index.build()
    Work.objects.filter(title="Work 3").update(status="complete")
    make_work("Later")
    index.catch_up()
    return index


def delete(path):
    path.unlink()


def cut_off(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_first(path):
    flip(path, 0)


def flip_middle(path):
    flip(path, path.stat().st_size // 2)


def flip(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 0x10
    path.write_bytes(content)


DAMAGES = [delete, cut_off, flip_first, flip_middle]
FILES = {
    "base": lambda index: index.generation.columns / "base",
    "delta": lambda index: index.generation.columns / "delta",
    "manifest": lambda index: index.folder / "manifest.json",
    "checkpoint": lambda index: index.generation.checkpoint,
    "meta": lambda index: index.generation.text / "meta.json",
    **{
        part: lambda index, part=part: max(index.generation.text.glob(f"*.{part}"))
        for part in soundness.PARTS
    },
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("file", FILES)
def test_a_writer_that_starts_finds_damage_and_builds_anew(index, file, damage):
    folder = index.folder
    damage(FILES[file](index))

    index.restart()
    index.catch_up()

    assert index.folder != folder
    assert index.differences() == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_the_engines_own_list_of_files_may_be_damaged_too(index, damage):
    damage(index.generation.text / ".managed.json")

    index.restart()
    index.catch_up()

    assert len(text.Reader(index.generation.text).marks()[0]) == 7
    assert index.differences() == []


@pytest.mark.parametrize("damage", [delete, flip_middle], ids=lambda one: one.__name__)
@pytest.mark.parametrize("file", ["base", "delta", "manifest", "term"])
def test_a_running_writer_finds_damage_and_builds_anew(
    index, file, damage, monkeypatch
):
    monkeypatch.setattr(soundness, "LOOK_EVERY", 0.0)
    index.catch_up()
    folder = index.folder
    damage(FILES[file](index))

    index.catch_up()

    assert index.folder != folder
    assert index.differences() == []


def test_a_reader_that_meets_damage_gets_no_index_and_leaves_word(index):
    folder = index.folder

    with pytest.raises(IndexUnavailable), generations.reading():
        raise Damaged("as columns say")
    assert (generations.home() / "suspect").exists()
    index.catch_up()

    assert not (generations.home() / "suspect").exists()
    assert index.folder == folder  # it looked, and all was well


def test_readers_who_insist_are_believed_but_not_over_and_over(index):
    folders = []
    for _ in range(4):
        generations.suspect("as a reader says")
        index.catch_up()
        folders.append(index.folder)

    assert len(set(folders)) == 2
    assert index.differences() == []


def test_what_a_reader_met_is_looked_at_closely(index):
    folder = index.folder
    flip_middle(index.generation.columns / "base")

    with pytest.raises(IndexUnavailable), generations.reading():
        raise Damaged("as columns say")
    index.catch_up()

    assert index.folder != folder
    assert index.differences() == []


def test_a_reader_survives_a_panic_of_the_engine(index):
    import tantivy

    opened = tantivy.Index.open(str(index.generation.text))

    with pytest.raises(IndexUnavailable), generations.reading():
        opened.searcher().search(tantivy.Query.all_query(), 0)

    assert (generations.home() / "suspect").exists()


def test_errors_that_are_not_damage_are_not_hidden(index):
    with pytest.raises(ZeroDivisionError), generations.reading():
        raise ZeroDivisionError

    assert not (generations.home() / "suspect").exists()


def test_without_an_index_readers_are_told_so(db):
    with pytest.raises(IndexUnavailable), generations.reading():
        pass
    assert not generations.state().is_ready


def test_a_lost_folder_is_made_again(index):
    import shutil

    index.writer.close()
    shutil.rmtree(generations.home() / index.generation.text.name)

    index.restart()
    index.catch_up()

    assert index.differences() == []


def test_nonsense_in_current_is_no_index(index):
    (generations.home() / "CURRENT").write_text("../../etc\x00")

    assert generations.current() is None
    index.catch_up()
    assert index.differences() == []


def test_readers_see_another_generation_at_once(index):
    before = generations.current()

    index.build()

    assert generations.current() != before
    assert columns.open(generations.current().columns).work_ids().size == 7
    assert len(text.open(generations.current().text).marks()[0]) == 7


def test_the_state_is_told_in_words(index):
    assert str(generations.state()) == "The search index is ready."

    generations.report(12000, 100000)
    assert (
        str(generations.state())
        == "The search index is being built: 12,000 of 100,000 works."
    )

    generations.report_end()
    (generations.home() / "CURRENT").unlink()
    assert "builds itself" in str(generations.state())
