"""Words are found in any language, and texts behind the gate are not."""

import pytest

from fascicle.search import text
from fascicle.search.index.documents import Texts
from fascicle.search.text.analysis import readings
from fascicle.search.words.grammar import parse


def make_texts(work_id, title="", *, language="en", **kwargs):
    usual = {"byline": "", "tags": "", "summary": "", "notes": "", "text": ""}
    flags = {"is_listed": True, "is_adult": False, "tag_ids": ()}
    return Texts(
        work_id=work_id, title=title, language=language, **{**flags, **usual, **kwargs}
    )


@pytest.fixture
def folder(tmp_path):
    text.create(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def one_work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one-work")
    text.create(folder)
    write(folder, make_texts(1, "a", text="a b c", tags="a"))
    return folder


def write(folder, *works, remove=()):
    writer = text.Writer(folder)
    writer.replace(works)
    writer.remove(remove)
    writer.commit()
    writer.close()


def found(folder, query, *, sees_adult=False, tag=None):
    hits = text.open(folder).hits(parse(query).node, sees_adult=sees_adult, tag=tag)
    return hits.work_ids.tolist()


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("en", "She was running past lamps.", "run lamp"),
        ("de", "Die Häuser am Fluß", "haus"),
        ("fr", "les châteaux hantés", "chateau"),
        ("ru", "старые корабли", "корабль"),
        ("es", "las canciones perdidas", "cancion"),
        ("fi", "vanhoissa taloissa", "talo"),
        ("ja", "魔法使いの夜", "魔法"),
        ("zh", "她在河邊點燈", "點燈"),
        ("zh", "她在河邊點燈", "燈"),
        ("th", "สวัสดีครับทุกคน", "ทุกคน"),
        ("hi", "पुराने जहाज की कहानी", "जहाज"),
        ("", "Élodie ＳＡＩＬＥＤ", "elodie sailed"),
        ("en", "the lamplighter’s ledger", "lamplighter's"),
        ("en", "O'Brien's well-worn coat", "obrien well worn"),
    ],
)
def test_texts_are_found_by_their_words(folder, language, written, asked):
    write(folder, make_texts(1, language=language, text=written), make_texts(2, "x"))

    assert found(folder, asked) == [1]


def test_phrases_are_words_in_a_row(folder):
    one = make_texts(1, text="the salt road to the sea")
    other = make_texts(2, text="a road of salt")
    write(folder, one, other)

    assert found(folder, '"salt road"') == [1]
    assert sorted(found(folder, "salt road")) == [1, 2]


def test_a_title_counts_for_more_than_a_text(folder):
    write(
        folder,
        make_texts(1, text="harbour " * 5),
        make_texts(2, tags="harbour"),
        make_texts(3, "Harbour"),
    )

    assert found(folder, "harbour") == [3, 2, 1]


def test_fields_are_told_apart(folder):
    write(folder, make_texts(1, "Salt"), make_texts(2, byline="Ann Salt"))
    write(folder, make_texts(3, tags="salt\nslow burn"))

    assert found(folder, "title:salt") == [1]
    assert found(folder, "by:salt") == [2]
    assert found(folder, 'tag:"slow burn"') == [3]


def test_words_may_be_excluded_alone(folder):
    write(folder, make_texts(1, "Salt"), make_texts(2, "Lamp"))

    assert found(folder, "-salt") == [2]


def test_beginnings_are_found(folder):
    write(folder, make_texts(1, text="lamplighters"), make_texts(2, "Lantern"))

    assert found(folder, "lampl*") == [1]
    assert found(folder, "nothing*") == []


def test_a_text_behind_the_gate_is_found_by_what_is_known_of_it_alone(folder):
    told = {"summary": "sealed", "notes": "noted", "text": "written"}
    write(folder, make_texts(1, "Title", is_adult=True, byline="Ann", **told))

    for word in told.values():
        assert found(folder, word) == []
        assert found(folder, word, sees_adult=True) == [1]
        # It is not given away by its absence either.
        assert found(folder, f"title -{word}") == [1]
    assert found(folder, "title ann") == [1]


def test_a_tag_narrows_down(folder):
    write(folder, make_texts(1, "Salt", tag_ids=(7,)), make_texts(2, "Salt"))

    assert found(folder, "salt", tag=7) == [1]


def test_a_work_is_replaced_not_doubled(folder):
    write(folder, make_texts(1, "Salt"))
    before = text.open(folder)
    write(folder, make_texts(1, "Lamp"))

    assert found(folder, "salt") == []
    assert found(folder, "lamp") == [1]
    assert text.open(folder) is before
    assert before.marks()[0].tolist() == [1]


def test_a_work_that_is_removed_is_found_no_more(folder):
    write(folder, make_texts(1, "Salt"), make_texts(2, "Salt"))
    write(folder, remove=[1])

    assert found(folder, "salt") == [2]


@pytest.mark.parametrize(
    "query",
    [
        *(
            '"',
            "(",
            ")",
            "*",
            "-",
            "_",
            "😀",
            "a*",
            "-a",
            "|",
            "\\",
            "\0",
            "~",
            "[a-z]*",
        ),
        *("title:", "by:*", "tag:-", "NOT NOT a", "a:b:c", "^a", "a~2", "{a TO b}"),
        *("/.*/", "+a +b", "a&&b", "title:(a OR b)", "\u202ea\u202c", "\ufeffa", "ﷺ"),
        *("燈", "สวั", "a\u0301", "é", "Ωμέγα", "ß", "İ", "ﬀ", "1", "0.1e5", "NULL"),
        *(
            "';DROP TABLE--",
            "<script>",
            "{{ 7*7 }}",
            "%s%n",
            "$(a)",
            "../../a",
            "AND OR",
        ),
    ],
)
def test_hostile_words_are_answered(one_work, query):
    for times in (1, 3, 10_000):
        if node := parse(query * times).node:
            hits = text.open(one_work).hits(node, sees_adult=False)
            assert len(hits.work_ids) == len(hits.values) <= 1


def test_of_one_endless_word_only_the_beginning_is_looked_at():
    # NFKC makes eighteen letters of this one sign.
    assert max(map(len, readings("ﷺ" * 10_000))) < 1000
    assert sum(map(len, readings("燈籠" * 10_000)[0])) < 1000


def test_an_empty_index_answers(folder):
    assert found(folder, "salt") == []
    assert text.open(folder).marks()[0].tolist() == []


@pytest.mark.parametrize("name", ["meta.json", "*.idx", "*.fast", "*.term"])
def test_damage_is_told(folder, name):
    write(folder, make_texts(1, "Salt"))
    for path in folder.glob(name):
        path.write_bytes(b"")

    with pytest.raises(text.Damaged):
        found(folder, "salt")


def test_a_folder_without_an_index_is_damage(tmp_path):
    with pytest.raises(text.Damaged):
        text.open(tmp_path)
    with pytest.raises(text.Damaged):
        text.Writer(tmp_path)
