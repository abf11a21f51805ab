"""The demo library goes through the real importer and comes out as it was meant."""

import tomllib

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from fascicle.accounts.models import PenName, User
from fascicle.accounts.viewer import Viewer
from fascicle.core.models import Archive
from fascicle.importing.models import Batch, BatchState
from fascicle.pages import demo
from fascicle.pages.management.commands.demo import FOLDER
from fascicle.works.models import Chapter, Relation, Series, Work
from tests.factories import PASSWORD, make_archive

TITLES = [
    "",
    "A Light for the Dredger",
    "Der Garten hinter der Wäscherei",
    "Eleven Minutes Slow",
    "The Clock That Was Afraid of Midnight",
    "The Hotel at the End of the Season",
    "The Ledger of Lost Things",
    "The Night Train Carries Letters",
    "What the Bees Were Told",
    "紙の舟",
]


def decisions():
    tables = tomllib.loads((FOLDER / "accepting.toml").read_text(encoding="utf-8"))
    return demo.read_decisions(tables["works"])


@pytest.fixture(scope="module")
def library(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo library, filled once for all tests of this file, which change nothing."""
    data = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        override_settings(DATA=data),
        transaction.atomic(),
    ):
        make_archive("The Paper Boat")
        host = User.objects.get()
        yield demo.fill(FOLDER / "files", decisions(), by=host)
        transaction.set_rollback(True)


def work(title):
    return Work.objects.get(title__iexact=title)


def read(chapter):
    return Chapter.objects.get(pk=chapter.pk).text.html


def test_the_files_become_these_works(library):
    titles = sorted(work.title for work in Work.objects.all())

    assert [title.casefold() for title in titles] == [
        title.casefold() for title in TITLES
    ]


def test_their_writers_are_known(library):
    writers = {
        "The Ledger of Lost Things": "Maud Ferrier",
        "A Light for the Dredger": "Maud Ferrier",
        "Eleven Minutes Slow": "Ansel Brook",
        "The Clock That Was Afraid of Midnight": "Ansel Brook",
        "The Night Train Carries Letters": "Tobias Lark",
        "Der Garten hinter der Wäscherei": "Ilse Anders",
        "紙の舟": "小舟ひなた",
        "What the Bees Were Told": "Ruth Pellow",
        "The Hotel at the End of the Season": "Corin Ash",
    }

    found = {
        title: [str(name) for name in work(title).pen_names.all()] for title in writers
    }

    assert found == {title: [name] for title, name in writers.items()}
    assert PenName.objects.unclaimed().count() == len(set(writers.values()))


def test_the_serial_has_three_parts_of_five_and_goes_on(library):
    serial = work("The Night Train Carries Letters")

    assert [chapter.number for chapter in serial.chapters.in_order()] == ["1", "2", "3"]
    assert (serial.planned_chapters, serial.status) == (5, "ongoing")


def test_what_the_writer_says_stands_apart_from_the_story(library):
    first, second, third = work("The Night Train Carries Letters").chapters.in_order()

    assert "first serial" in first.notes_before
    assert "even read the postcards" in first.notes_after
    assert "kind words on part one" in second.notes_before
    assert "Wait for part 3" in second.notes_after
    assert "this part is late" in third.notes_before
    assert "Part 4 is half written" in third.notes_after
    for chapter, words in [
        (first, ("postcards:", "Newsgroups", "Subject", "first serial", "nightpost")),
        (second, ("kind words", "night shift", "goat.")),
        (third, ("half written", "Archive")),
    ]:
        for word in words:
            assert word not in read(chapter)
    assert read(first).startswith("<p>There are two rules in the mail van")
    assert "It isn't a postcard.” " not in read(first)


def test_two_series_are_found_in_order(library):
    order = {
        series.title: [
            entry.work.title for entry in series.entries.order_by("position")
        ]
        for series in Series.objects.all()
    }

    assert {title: len(works) for title, works in order.items()} == {
        "The Harbour Office": 2,
        "Clocks of Lind Street": 2,
    }
    assert order["The Harbour Office"][0] == "The Ledger of Lost Things"
    assert order["Clocks of Lind Street"][1] == "The Clock That Was Afraid of Midnight"


def test_the_sequel_points_at_what_it_follows(library):
    relation = Relation.objects.get()

    assert relation.kind == "sequel"
    assert relation.work == work("The Clock That Was Afraid of Midnight")
    assert relation.to_work == work("Eleven Minutes Slow")


def test_the_early_draft_is_kept_as_a_version_of_the_better_copy(library):
    chapter = work("Eleven Minutes Slow").chapters.get()

    assert "a third, wiser eye" in read(chapter)
    assert [version.source_name for version in chapter.versions.all()] == [
        "files/494eec652b80.txt"
    ]


def test_the_error_page_is_reported_and_nothing_else(library):
    problems = library.files.with_problem().values_list("name", "problem")

    assert list(problems) == [("files/283bb9deef02.txt", "error-page")]


def test_an_untitled_story_is_known_by_its_first_words(library):
    assert Work.objects.get(title="").opening.startswith("The lift in the Board")


def test_languages_are_told(library):
    found = {work.title: work.language for work in Work.objects.exclude(language="en")}

    assert found == {"Der Garten hinter der Wäscherei": "de", "紙の舟": "ja"}


def test_letters_survive_their_encodings(library):
    ledger = read(work("The Ledger of Lost Things").chapters.get())

    assert "“Please,” he said, “has anyone handed in my dad’s voice?”" in ledger
    assert "»Was machen Sie da?«" in read(
        work("Der Garten hinter der Wäscherei").chapters.get()
    )
    assert "「誰に出したの」" in read(work("紙の舟").chapters.get())


def test_wrapped_lines_are_joined_and_verse_is_not(library):
    bees = read(work("What the Bees Were Told").chapters.get())

    assert "the sea gave back.</p>" in read(
        work("The Ledger of Lost Things").chapters.get()
    )
    assert bees.count("<br") >= 6


@pytest.mark.parametrize(
    ("title", "breaks"),
    [
        ("The Ledger of Lost Things", 2),
        ("A Light for the Dredger", 2),
        ("Eleven Minutes Slow", 2),
        ("The Clock That Was Afraid of Midnight", 3),
        ("Der Garten hinter der Wäscherei", 1),
        ("What the Bees Were Told", 7),
        ("紙の舟", 2),
        ("The Hotel at the End of the Season", 1),
    ],
)
def test_scene_breaks_of_all_shapes_are_found(library, title, breaks):
    assert read(work(title).chapters.get()).count("<hr") == breaks


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("The Ledger of Lost Things", "<em>Marigold</em>"),
        ("A Light for the Dredger", "<em>Patience</em>"),
        ("Eleven Minutes Slow", "<em>In case.</em>"),
        ("The Hotel at the End of the Season", "That’s an order.</em>"),
        ("What the Bees Were Told", "<em>talking to your bees</em>"),
    ],
)
def test_emphasis_is_understood(library, title, words):
    html = read(work(title).chapters.get()).replace("'", "’")

    assert words in html.replace("<i>", "<em>").replace("</i>", "</em>")


def test_all_works_are_rated_but_one_which_stands_behind_the_gate(library):
    unrated = Work.objects.unrated().get()
    text = unrated.chapters.get()

    assert unrated.title.casefold() == "the hotel at the end of the season"
    assert not Chapter.objects.readable_by(Viewer()).filter(pk=text.pk).exists()


def test_filling_again_changes_nothing(library):
    before = list(Work.objects.order_by("pk").values_list("pk", "updated_at"))

    demo.fill(FOLDER / "files", decisions(), by=User.objects.get())

    assert list(Work.objects.order_by("pk").values_list("pk", "updated_at")) == before
    assert Batch.objects.count() == 1


# ---------------------------------------------------------------- the command


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_demo_is_completed_by_the_next_start(archive, data_folder):
    (data_folder / "demo-password").write_text(PASSWORD)
    host = User.objects.get()
    batch = demo.take_paths([FOLDER / "files"], name=demo.NAME, by=host)

    call_command("demo")

    batch.refresh_from_db()
    assert batch.state == BatchState.REVIEW
    assert Work.objects.count() == len(TITLES)
    assert Batch.objects.count() == 1


@pytest.mark.django_db
def test_an_archive_of_ones_own_is_left_alone(archive, capsys):
    call_command("demo")

    assert "left as it is" in capsys.readouterr().out
    assert not Work.objects.exists()
    assert Archive.objects.get().name == "The Harbour Archive"


@pytest.mark.django_db(transaction=True)
def test_the_demo_says_how_to_log_in(client, capsys):
    call_command("demo")

    password = capsys.readouterr().out.split()[-1]
    assert client.login(username="host", password=password)
    assert client.get(reverse("pages:desk")).status_code == 200
