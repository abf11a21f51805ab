"""The thesaurus leaves as a file and comes in again, and hostile files do no harm."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from fascicle.core.names import name_key, one_line
from fascicle.tags import actions
from fascicle.tags.models import Broader, Kind, Tag, TagChange
from fascicle.tags.queries import thesaurus
from fascicle.tags.thesaurus import Row, Unreadable, as_csv, as_json, read
from tests.factories import NOW

LOGGED = {"by": None, "at": NOW}
FORMS = {"csv": as_csv, "json": as_json}


def written(rows, form):
    return "".join(FORMS[form](rows)).encode()


# ---------------------------------------------------------------- files

letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"])
names = (
    st.text(letters, min_size=1, max_size=20)
    .map(one_line)
    .filter(lambda n: name_key(n))
)
texts = st.text(letters | st.just("\n"), max_size=40).map(str.strip)
rows = st.builds(
    Row,
    kind=st.sampled_from(["genre", "=theme"]),
    name=names | names.map("={}".format) | names.map("'-{}".format),
    synonym_of=st.just("") | names,
    broader=st.lists(names, unique=True, max_size=3).map(tuple),
    description=texts,
    note=texts | texts.map("@{}".format),
)


@pytest.mark.parametrize("form", FORMS)
@given(table=st.lists(rows, max_size=5))
def test_what_is_written_is_read_again(form, table):
    found = read(written(table, form))

    again = [
        Row(r.kind, r.name, r.synonym_of, r.broader, r.description, r.note)
        for r in found.rows
    ]
    assert found.problems == []
    assert again == table


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1"])
def test_no_cell_is_a_formula_in_a_spreadsheet(cell):
    text = written([Row("genre", cell)], "csv").decode()

    assert f"genre,'{cell}," in text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_comes_from_every_spreadsheet(delimiter, mark):
    lines = [["Kind", "Name", "Synonym_of"], ["genre", "SF", "Science fiction"]]
    text = mark + "\r\n".join(map(delimiter.join, lines))

    (row,) = read(text.encode()).rows

    assert (row.name, row.synonym_of, row.place) == ("SF", "Science fiction", 2)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"PK\x03\x04\xff\xfe", "not UTF-8"),
        ("kind,name\ngenre,SF".encode("utf-16"), "not UTF-8"),
        (b"<html></html>", "must name the columns"),
        (b"kind,title\ngenre,SF", "“name” is missing"),
        (b'kind,name\ngenre,"' + b"x" * 200_000, "quotation mark"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"tags": [}', "Line 1"),
        (b'{"tags": {"kind": "genre"}}', "no list"),
        (b'{"tags": ' + b"9" * 10_000 + b"}", "can't be read as JSON"),
        (b"kind,name\n" + b"genre,x\n" * 1_400_000, "larger than 10 MB"),
    ],
    ids=str,
)
def test_what_is_no_thesaurus_is_refused_in_words(content, why):
    with pytest.raises(Unreadable, match=why):
        read(content)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"name": "SF"}, "no kind"),
        ({"kind": "genre"}, "no name"),
        ({"kind": "genre", "name": " \u0000"}, "no name"),
        ({"kind": "genre", "name": "x" * 151}, "too long"),
        ({"kind": "genre", "name": 7}, "“name” is no text"),
        ({"kind": "genre", "name": "SF", "broader": 7}, "no list of names"),
        ({"kind": "genre", "name": "SF", "broader": [7]}, "no list of names"),
        ({"kind": "genre", "name": "SF", "note": ["x"]}, "“note” is no text"),
        ({"kind": "genre", "name": "SF", "note": "x" * 20_001}, "too long"),
        ("SF", "no kind"),
        (None, "no kind"),
    ],
)
def test_an_entry_that_is_no_tag_is_passed_over_with_the_reason(entry, why):
    good = {"kind": "genre", "name": "Mystery"}

    found = read(json.dumps([entry, good]).encode())

    assert [row.name for row in found.rows] == ["Mystery"]
    assert [problem.place for problem in found.problems] == [1]
    assert why in found.problems[0].said


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_are_too_odd(content):
    try:
        found = read(content)
    except Unreadable:
        return

    assert all(row.kind and row.name for row in found.rows)


def test_signs_that_no_database_takes_are_left_out():
    entry = {"kind": "genre", "name": "S\ud800F\u0000", "note": "a\u0000b\ud800"}

    (row,) = read(json.dumps([entry]).encode()).rows

    assert (row.name, row.note) == ("SF", "ab")


# ---------------------------------------------------------------- taking in


@pytest.fixture
def kind(db):
    return Kind.objects.create(slug="genre", name="genre", plural="genres")


TABLE = [
    Row("genre", "SF", "Science fiction", place=2),
    Row("genre", "Space opera", "", ("Science fiction",), "Ships.", "Ask Ines.", 3),
    Row("genre", "Science fiction", "", ("Fiction",), place=4),
    Row("genre", "Fiction", place=5),
]


def test_a_thesaurus_is_taken_in(kind):
    taken = actions.take_in(TABLE, **LOGGED)

    opera = Tag.objects.named("space opera").get()
    assert (taken.coined, taken.changed, taken.refused) == (4, 5, [])
    assert Tag.objects.named("sf").get().canonical.name == "Science fiction"
    assert {row.ancestor.name for row in opera.above.all()} == {
        "Science fiction",
        "Fiction",
    }
    assert (opera.description, opera.note) == ("Ships.", "Ask Ines.")


def test_taking_in_the_same_again_changes_nothing(kind):
    actions.take_in(TABLE, **LOGGED)

    again = actions.take_in(TABLE, **LOGGED)

    assert (again.coined, again.changed, again.refused) == (0, 0, [])


@pytest.mark.parametrize("form", FORMS)
def test_a_thesaurus_moves_to_another_archive_whole(kind, form):
    actions.take_in(TABLE, **LOGGED)
    file = written(thesaurus(), form)
    before = thesaurus()
    TagChange.objects.all().delete()
    Broader.objects.all().delete()
    Tag.objects.update(canonical=None)
    Tag.objects.all().delete()

    taken = actions.take_in(read(file).rows, **LOGGED)

    assert taken.refused == []
    assert thesaurus() == before


def test_what_a_row_leaves_empty_stays(kind):
    actions.take_in(TABLE, **LOGGED)
    before = thesaurus()

    actions.take_in([Row("genre", row.name) for row in TABLE], **LOGGED)

    assert thesaurus() == before


def test_a_synonym_that_a_file_has_as_the_main_name_becomes_it(kind):
    actions.take_in([Row("genre", "Sci-Fi"), Row("genre", "SF", "Sci-Fi")], **LOGGED)

    actions.take_in([Row("genre", "SF"), Row("genre", "Sci-Fi", "SF")], **LOGGED)

    assert Tag.objects.canonical().get().name == "SF"


def test_what_cannot_be_is_refused_line_by_line_and_the_rest_is_taken(kind):
    taken = actions.take_in(
        [
            Row("genre", "low", "", ("high",), place=2),
            Row("genre", "high", "", ("low",), place=3),
            Row("genre", "same", "same", place=4),
            Row("genre", "lost", "nowhere", place=5),
            Row("mood", "glum", place=6),
            Row("genre", "fine", "high", place=7),
        ],
        **LOGGED,
    )

    assert [(problem.place, problem.said) for problem in taken.refused] == [
        (3, "“low” can't be broader than “high”: it is narrower already."),
        (4, "“same” and “same” mean the same already."),
        (5, "There is no tag “nowhere”. Give it a line of its own."),
        (6, "There is no kind of tag with the short name “mood”."),
    ]
    assert Tag.objects.named("fine").get().canonical.name == "high"


def test_each_change_can_be_undone(kind):
    actions.take_in(TABLE, **LOGGED)

    for change in TagChange.objects.newest_first():
        actions.undo(change, **LOGGED)

    assert [row for row in thesaurus() if row.synonym_of or row.broader] == []


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_and_takes_in(kind, tmp_path, capsys, form):
    actions.take_in(TABLE, **LOGGED)
    file = tmp_path / f"tags.{form}"

    call_command("thesaurus", "export", str(file))
    call_command("thesaurus", "import", str(file))

    assert "Wrote 4 tags." in (out := capsys.readouterr().out)
    assert "Coined 0 tags." in out
    assert [path.name for path in tmp_path.glob("*tags*")] == [f"tags.{form}"]


def test_the_command_says_what_it_could_not_take_in(kind, tmp_path):
    file = tmp_path / "tags.csv"
    file.write_text("kind,name\ngenre,SF\nmood,glum\ngenre,\n")
    told = io.StringIO()

    call_command("thesaurus", "import", str(file), stderr=told, stdout=io.StringIO())

    assert "Line 4: It has no name." in told.getvalue()
    assert "Line 3: There is no kind" in told.getvalue()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("import", "nowhere.csv"), "can't be read"),
        (("export", "tags.pdf"), "ends in .csv or .json"),
        (("export", "nowhere/tags.csv"), "can't be written"),
    ],
)
def test_the_command_answers_mistakes_in_words(
    kind, tmp_path, monkeypatch, arguments, why
):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(CommandError, match=why):
        call_command("thesaurus", *arguments)


def test_writing_costs_as_much_with_many_tags_as_with_few(
    kind, django_assert_num_queries
):
    actions.tags_named(kind, [f"tag {number}" for number in range(50)])

    with django_assert_num_queries(2):
        thesaurus()
