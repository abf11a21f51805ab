"""What curators decide at the desk, by its forms alone."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode

from fascicle.accounts.models import Role
from fascicle.tags import actions
from fascicle.tags.models import Broader, Lookalike, Tag, TagChange
from tests.factories import NOW, PASSWORD, make_user
from tests.tags.arranged import LOGGED, coin, make_kind, put_under

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def curator(client):
    user = make_user("curator", role=Role.CURATOR)
    client.login(username="curator", password=PASSWORD)
    return user


@pytest.fixture
def kind():
    return make_kind("place")


def post(client, page, args, /, **fields):
    """Send a form as the desk does; back comes the page one is led to."""
    fields.setdefault("next", reverse("tags:overview"))
    address = reverse(f"tags:{page}", args=args)
    return client.post(address, fields, follow=True).content.decode()


def fresh(*tags):
    return [Tag.objects.get(pk=tag.pk) for tag in tags]


def test_several_tags_are_merged_into_one_that_is_named(client, curator, kind):
    port, ports, haven = coin(kind, "Port", "Ports", "Haven")

    page = post(client, "mergers", ["place"], tag=[ports.pk, haven.pk], target="PORT")

    assert {tag.canonical for tag in fresh(ports, haven)} == {port}
    assert "2 tags changed." in page
    assert set(TagChange.objects.values_list("by", flat=True)) == {curator.pk}


def test_a_ticked_target_takes_the_others_in(client, curator, kind):
    port, ports = coin(kind, "Port", "Ports")

    post(client, "mergers", ["place"], tag=[port.pk, ports.pk], target="Port")

    assert fresh(port)[0].canonical is None
    assert fresh(ports)[0].canonical == port


def test_part_of_a_name_leads_to_a_choice_and_the_choice_merges(client, curator, kind):
    port, ports, _fair = coin(kind, "Port of Salt", "Ports", "Fair")

    page = post(client, "mergers", ["place"], tag=ports.pk, target="salt")
    unchanged = fresh(ports)[0].canonical
    post(client, "mergers", ["place"], tag=ports.pk, target_id=port.pk)

    assert f'name="target_id" value="{port.pk}"' in page
    assert "Fair" not in page
    assert unchanged is None
    assert fresh(ports)[0].canonical == port


def test_a_name_that_nothing_has_can_be_coined_on_the_way(client, curator, kind):
    (ports,) = coin(kind, "Ports")

    page = post(client, "mergers", ["place"], tag=ports.pk, target="Harbours")
    post(client, "mergers", ["place"], tag=ports.pk, target="Harbours", coin="1")

    assert "Add “Harbours” as a new tag" in page
    assert fresh(ports)[0].canonical.name == "Harbours"


def test_tags_are_put_under_a_broader_one(client, curator, kind):
    port, sea = coin(kind, "Port", "Sea")

    page = post(client, "broader", ["place"], tag=port.pk, target="Sea")

    assert Broader.objects.filter(narrower=port, broader=sea).exists()
    assert "“Port” put under “Sea”." in page


def test_the_field_for_broader_tags_is_another_than_that_for_merging(
    client, curator, kind
):
    port, sea, haven = coin(kind, "Port", "Sea", "Haven")
    both = {"tag": port.pk, "above": "Sea", "target": "Haven"}

    post(client, "broader", ["place"], **both)
    post(client, "mergers", ["place"], **both)

    assert Broader.objects.get().broader == sea
    assert fresh(port)[0].canonical == haven


def test_a_circle_is_refused_in_words(client, curator, kind):
    port, sea = coin(kind, "Port", "Sea")
    put_under(port, sea)

    page = post(client, "broader", ["place"], tag=sea.pk, target="Port")

    assert "“Port” can&#x27;t be broader than “Sea”: it is narrower already." in page
    assert Broader.objects.count() == 1


def test_a_tag_is_put_under_the_one_whose_page_it_is(client, curator, kind):
    port, sea = coin(kind, "Port", "Sea")

    post(client, "narrower", [sea.pk], target="port")

    assert Broader.objects.filter(narrower=port, broader=sea).exists()


def test_a_tag_is_taken_from_under_a_broader_one(client, curator, kind):
    port, sea = coin(kind, "Port", "Sea")
    put_under(port, sea)

    post(client, "broader_removal", [port.pk, sea.pk])

    assert not Broader.objects.exists()


def test_tags_move_to_another_kind(client, curator, kind):
    (port,) = coin(kind, "Port")
    other = make_kind("weather")

    post(client, "moves", ["place"], tag=port.pk, kind=other.pk)

    assert fresh(port)[0].kind == other


def test_a_move_onto_a_name_that_is_taken_says_what_to_do(client, curator, kind):
    (port,) = coin(kind, "Port")
    other = make_kind("weather")
    coin(other, "port")

    page = post(client, "moves", ["place"], tag=port.pk, kind=other.pk)

    assert "There is a tag “port” of that kind already" in page
    assert fresh(port)[0].kind == kind


def test_tags_are_marked_as_sorted_and_leave_the_list(client, curator, kind):
    port, sea = coin(kind, "Port", "Sea")

    post(client, "sorting", ["place"], tag=port.pk)

    listed = client.get(reverse("tags:kind", args=["place"])).context["rows"]
    assert [tag for tag, _use in listed] == [sea]


def test_a_synonym_is_split_back(client, curator, kind):
    port, ports = coin(kind, "Port", "Ports")
    actions.merge(ports, into=port, **LOGGED)

    post(client, "split", [ports.pk])

    assert fresh(ports)[0].canonical is None


def test_a_synonym_becomes_the_main_name(client, curator, kind):
    port, ports = coin(kind, "Port", "Ports")
    actions.merge(ports, into=port, **LOGGED)

    post(client, "promotion", [ports.pk])

    assert [tag.canonical for tag in fresh(port, ports)] == [ports, None]


def test_a_tag_is_renamed_described_and_noted(client, curator, kind):
    (port,) = coin(kind, "Prot")

    post(client, "words", [port.pk], name="Port", description="Where boats sleep.")
    post(client, "note", [port.pk], note="Ask Ines.")

    (port,) = fresh(port)
    assert (port.name, port.description, port.note) == (
        "Port",
        "Where boats sleep.",
        "Ask Ines.",
    )


def test_a_name_that_is_taken_or_empty_is_refused_in_words(client, curator, kind):
    port, _sea = coin(kind, "Port", "Sea")

    taken = post(client, "words", [port.pk], name="sea")
    empty = post(client, "words", [port.pk], name=" ")

    assert "There is a tag “sea” of that kind already" in taken
    assert "Fill this in." in empty
    assert fresh(port)[0].name == "Port"


@pytest.fixture
def likely(kind):
    coin(kind, "Sea-Port", "Sea Port", "Lighthouse", "Lighthouses")
    actions.look_for_synonyms(at=NOW)
    return {one.tag.name + one.of.name: one for one in Lookalike.objects.for_list()}


def test_likely_synonyms_are_shown_with_the_evidence(client, curator, likely):
    page = client.get(reverse("tags:likely")).content.decode()

    assert "They differ only in spaces, hyphens or punctuation." in page
    assert "They look like singular and plural." in page


def test_likely_synonyms_are_merged(client, curator, likely):
    keys = [one.pk for one in likely.values()]

    post(client, "likely_mergers", [], likely=keys)

    assert {one.tag.canonical or one.of.canonical for one in fresh_likely(keys)} == {
        one.of for one in likely.values()
    }


def fresh_likely(keys):
    return Lookalike.objects.with_pks(keys).for_list()


def test_different_tags_are_not_suggested_again(client, curator, likely):
    one = next(iter(likely.values()))

    post(client, "likely_differences", [], likely=one.pk)
    actions.look_for_synonyms(at=NOW)

    assert one.pk not in Lookalike.objects.standing().values_list("pk", flat=True)
    assert Tag.objects.exclude(canonical=None).count() == 0


def test_the_button_of_a_row_stands_for_it_alone(client, curator, likely):
    one, other = likely.values()

    post(client, "likely_mergers", [], likely=other.pk, this=one.pk)

    merged = Tag.objects.exclude(canonical=None)
    assert [tag.pk for tag in merged] == [one.tag_id]


def test_what_was_done_at_once_is_undone_at_once(client, curator, kind):
    _port, ports, haven = coin(kind, "Port", "Ports", "Haven")

    post(client, "mergers", ["place"], tag=[ports.pk, haven.pk], target="Port")
    changes = list(TagChange.objects.values_list("pk", flat=True))
    address = reverse("tags:undoing")
    query = urlencode([("change", pk) for pk in changes])
    page = client.post(f"{address}?{query}", {"next": "/"}, follow=True)

    assert not Tag.objects.exclude(canonical=None).exists()
    assert "2 changes undone." in page.content.decode()


def test_the_desk_offers_to_undo_all_of_ones_own_last_go(client, curator, kind):
    port, ports, haven, bay = coin(kind, "Port", "Ports", "Haven", "Bay")
    post(client, "mergers", ["place"], tag=[ports.pk, haven.pk], target="Port")
    mine = list(TagChange.objects.newest_first().values_list("pk", flat=True))
    query = urlencode([("change", pk) for pk in mine])
    actions.merge(bay, into=port, by=make_user("another"), at=LOGGED["at"])

    address = reverse("tags:kind", args=["place"])
    page = client.get(address, {"show": "all"}).content.decode()

    assert f'formaction="{reverse("tags:undoing")}?{escape(query)}"' in page
    assert "2 tags changed." in page


def test_what_something_rests_on_is_not_undone_and_says_so(client, curator, kind):
    port, ports = coin(kind, "Port", "Ports")
    merged = actions.merge(ports, into=port, **LOGGED)
    actions.split_back(ports, **LOGGED)

    page = post(client, "undoing", [], change=merged.pk)

    assert "Something later rests on this." in page


def test_the_log_names_who_did_what(client, curator, kind):
    _port, ports = coin(kind, "Port", "Ports")
    post(client, "mergers", ["place"], tag=ports.pk, target="Port")

    page = client.get(reverse("tags:changes")).content.decode()

    assert "“Ports” merged into “Port”." in page
    assert "curator" in page


@pytest.mark.parametrize("name", ["mergers", "broader", "moves", "sorting"])
def test_without_ticks_one_is_asked_to_choose(client, curator, kind, name):
    assert "Choose tags first" in post(client, name, ["place"], target="Port")


@pytest.mark.parametrize("junk", ["x", "-1", "9" * 30, "\0", "٣"])
def test_keys_that_are_none_choose_nothing(client, curator, kind, junk):
    (port,) = coin(kind, "Port")

    assert "Choose tags first" in post(client, "mergers", ["place"], tag=junk)
    post(client, "mergers", ["place"], tag=port.pk, target_id=junk, target="\0")
    post(client, "moves", ["place"], tag=port.pk, kind=junk)
    post(client, "undoing", [], change=junk)

    assert not TagChange.objects.exists()


def test_tags_of_another_kind_cannot_be_smuggled_in(client, curator, kind):
    (port,) = coin(kind, "Port")
    (other,) = coin(make_kind("weather"), "Port")

    post(client, "mergers", ["place"], tag=other.pk, target_id=port.pk)
    post(client, "mergers", ["place"], tag=port.pk, target_id=other.pk)

    assert not Tag.objects.exclude(canonical=None).exists()


def test_names_are_offered_by_what_stands_in_them(client, curator, kind):
    port, ports, _sea = coin(kind, "Salt Port", "Ports", "Sea")
    actions.merge(ports, into=port, **LOGGED)

    page = client.get(reverse("tags:names", args=["place"]), {"q": "PORT"})

    assert page.content.decode().count("<option") == 1
    assert 'value="Salt Port"' in page.content.decode()


def test_all_tags_can_be_searched_among_synonyms_too(client, curator, kind):
    port, ports, _sea = coin(kind, "Port", "Ports", "Sea")
    actions.merge(ports, into=port, **LOGGED)

    address = reverse("tags:kind", args=["place"])
    rows = client.get(address, {"show": "all", "q": "port"}).context["rows"]

    assert {tag.name for tag, _use in rows} == {"Port", "Ports"}


def test_the_overview_says_what_waits_in_each_kind(client, curator, likely):
    page = client.get(reverse("tags:overview"))

    row = next(one for one in page.context["kinds"] if one.kind.slug == "place")
    assert (row.tags, row.unsorted, row.likely) == (4, 4, 2)
    assert f"{reverse('tags:likely')}?kind=place" in page.content.decode()
