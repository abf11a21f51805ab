"""While people type, what they may mean is suggested; nothing is that they are not to meet."""

import pytest
from django.urls import reverse

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.search.words.names import Names
from fascicle.search.words.suggestions import held_pen_names, held_tags, suggestions
from fascicle.tags import actions as tags
from fascicle.tags.models import Kind
from fascicle.works.models import Work
from tests.factories import GUEST, NOW, make_pen_name, make_user, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(archive):
    genre, theme = Kind.objects.get(slug="genre"), Kind.objects.get(slug="theme")
    slow, salt = tags.tags_named(theme, ["Slow Burn", "Salt"])
    (fantasy,) = tags.tags_named(genre, ["Épic fantasy"])
    make_work("The Salt Road", by=make_pen_name("Sally Ford"), tags=[slow, salt])
    make_work("Lamps", by=make_pen_name("Ines Okafor"), tags=[slow, fantasy])
    return slow, salt, fantasy


def said(typed, viewer=GUEST):
    found = suggestions(typed, viewer)
    return (
        [(one.tag.name, one.works) for one in found.tags],
        [work.title for work in found.works],
        [name.name for name in found.pen_names],
    )


def test_names_that_begin_so_are_suggested(library, index):
    assert said("sal") == ([("Salt", 1)], ["The Salt Road"], ["Sally Ford"])


def test_words_in_the_middle_count_and_accents_do_not(library, index):
    assert said("burn")[0] == [("Slow Burn", 2)]
    assert said("EPIC FAN")[0] == [("Épic fantasy", 1)]
    assert said("okaf")[2] == ["Ines Okafor"]


def test_a_synonym_stands_for_what_it_means_once(library, index):
    slow, salt, _ = library
    tags.merge(salt, into=slow, by=None, at=NOW)
    index.catch_up()

    assert said("s")[0] == [("Slow Burn", 2)]


def test_what_the_viewer_may_not_know_of_is_not_suggested(library, index):
    Work.objects.filter(title="The Salt Road").update(members_only=True)
    index.catch_up()
    member = Viewer(user=make_user())

    assert said("sal") == ([], [], [])
    assert said("sal", member) == ([("Salt", 1)], ["The Salt Road"], ["Sally Ford"])


def test_what_the_viewer_shields_off_is_not_suggested(library, index):
    _, salt, _ = library
    shield = Shield(tags=frozenset({salt.pk}))

    assert said("sal", Viewer(shield=shield))[:2] == ([], [])


def test_without_an_index_names_are_suggested_still(library):
    assert said("sal") == ([("Salt", None)], [], ["Sally Ford"])


@pytest.mark.parametrize("typed", ["", " ", "\0", "%", "_", "'", '"', "(" * 5000, "😀"])
def test_odd_letters_give_a_page(library, index, client, typed):
    response = client.get(reverse("search:suggestions"), {"q": typed})

    assert response.status_code == 200


def test_more_suggestions_cost_no_more_queries(
    library, index, client, django_assert_max_num_queries
):
    theme = Kind.objects.get(slug="theme")
    for number in range(12):
        named = tags.tags_named(theme, [f"Salt {number}"])
        make_work(f"Salt {number}", by=make_pen_name(f"Salter {number}"), tags=named)
    index.catch_up()

    with django_assert_max_num_queries(9):
        response = client.get(reverse("search:suggestions"), {"q": "salt"})

    assert response.content.count(b'role="option"') == 14


def test_where_there_are_many_names_those_held_in_memory_are_looked_through(
    library, index, monkeypatch
):
    before = {typed: said(typed) for typed in ("s", "sal", "burn", "okaf")}
    for held in (held_tags, held_pen_names):
        monkeypatch.setattr(held, "names", Names(held.rows()))
        monkeypatch.setattr(held, "due_at", float("inf"))

    assert {typed: said(typed) for typed in before} == before

    monkeypatch.setattr(held_tags, "names", Names([(0, "- burn")]))  # of long ago
    assert said("burn")[0] == []
    assert said("sal")[0] == [("Salt", 1)]
