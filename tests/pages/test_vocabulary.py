import pytest
from django.urls import reverse

from fascicle.core.models import Archive
from fascicle.tags.actions import tags_named
from fascicle.tags.models import Kind, Tag, TagChange
from fascicle.works.models import Rating
from tests.factories import PASSWORD, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(archive, client):
    client.login(username="host", password=PASSWORD)
    return client


def note(name="Grief"):
    return Tag.objects.content_notes().named(name).get()


def test_the_overview_shows_ratings_kinds_and_content_notes(host):
    page = host.get(reverse("pages:vocabulary")).content.decode()

    for words in ("The Harbour Archive", "Explicit", "Genres", "Graphic violence"):
        assert words in page


def test_the_archive_can_be_renamed(host):
    host.post(reverse("pages:archive_details"), {"name": "Quay", "tagline": "By tide."})

    archive = Archive.objects.get()
    assert (archive.name, archive.tagline) == ("Quay", "By tide.")


def test_an_archive_keeps_its_name_if_the_new_one_is_empty(host):
    response = host.post(
        reverse("pages:archive_details"), {"name": " ", "tagline": "By tide."}
    )

    assert "By tide." in response.content.decode()
    assert Archive.objects.get().name == "The Harbour Archive"


def test_a_rating_is_added(host):
    answers = {"name": "Family", "description": "", "position": 9, "is_adult": ""}
    host.post(reverse("pages:new_rating"), answers)

    assert Rating.objects.in_order().last().name == "Family"


def test_making_a_rating_adult_puts_its_works_behind_the_gate(host, client):
    work = make_work("Salt Roads", rating=Rating.objects.get(name="Teen"))
    answers = {"name": "Teen", "description": "", "position": 1, "is_adult": "on"}

    host.post(reverse("pages:rating", args=[work.rating_id]), answers)

    work.refresh_from_db()
    assert work.rating.is_adult


def test_two_ratings_cannot_share_a_name(host):
    answers = {"name": "Teen", "description": "kept", "position": 9}

    response = host.post(reverse("pages:new_rating"), answers)

    assert response.status_code == 200
    assert "kept" in response.content.decode()
    assert Rating.objects.filter(name="Teen").count() == 1


def test_a_rating_in_use_is_not_removed(host):
    work = make_work("Salt Roads", rating=Rating.objects.get(name="Teen"))

    response = host.post(
        reverse("pages:rating_removal", args=[work.rating_id]), follow=True
    )

    assert "is in use" in response.content.decode()
    assert Rating.objects.filter(name="Teen").exists()


def test_an_unused_rating_is_removed(host):
    rating = Rating.objects.get(name="Teen")

    host.post(reverse("pages:rating_removal", args=[rating.pk]))

    assert not Rating.objects.filter(name="Teen").exists()


def test_a_kind_with_tags_is_not_removed(host):
    kind = Kind.objects.get(slug="genre")

    response = host.post(reverse("pages:kind_removal", args=[kind.pk]), follow=True)

    assert "still has tags" in response.content.decode()
    assert Kind.objects.filter(slug="genre").exists()


def test_a_kind_is_changed(host):
    kind = Kind.objects.get(slug="genre")
    answers = {"name": "type", "plural": "types", "slug": "genre", "position": 0}

    host.post(reverse("pages:kind", args=[kind.pk]), answers)

    kind.refresh_from_db()
    assert (kind.plural, kind.is_facet) == ("types", False)


def test_fandoms_make_crossovers_and_the_host_says_what_else_does(host):
    before = {kind.slug for kind in Kind.objects.all() if kind.makes_crossovers}
    kind = Kind.objects.get(slug="genre")
    answers = {"name": "genre", "plural": "genres", "slug": "genre", "position": 0}

    page = host.get(reverse("pages:kind", args=[kind.pk])).content.decode()
    host.post(
        reverse("pages:kind", args=[kind.pk]), {**answers, "makes_crossovers": "on"}
    )

    kind.refresh_from_db()
    assert before == {"fandom"}
    assert "Works with several of them are crossovers" in page
    assert kind.makes_crossovers


def test_the_hosts_renaming_of_a_tag_stands_in_the_log(host):
    host.post(
        reverse("pages:tag", args=[note("Grief").pk]),
        {"name": "Mourning", "description": ""},
    )

    change = TagChange.objects.get()
    assert (change.by.username, change.action) == ("host", "renamed")


def test_content_notes_are_added_one_a_line(host):
    kind = Kind.objects.content_notes().get()

    host.post(
        reverse("pages:kind_tags", args=[kind.pk]),
        {"names": "Flooding\n\n  Needles \nGrief"},
    )

    assert note("flooding").name == "Flooding"
    assert note("needles").name == "Needles"
    assert Tag.objects.content_notes().named("Grief").count() == 1


def test_a_name_that_is_too_long_is_refused_and_kept_in_the_field(host):
    kind = Kind.objects.content_notes().get()

    response = host.post(
        reverse("pages:kind_tags", args=[kind.pk]), {"names": "x" * 151}
    )

    assert "too long" in response.content.decode()
    assert "x" * 151 in response.content.decode()


def test_a_content_note_is_renamed_on_every_work_that_bears_it(host):
    work = make_work("Salt Roads", tags=[note("Grief")])

    host.post(
        reverse("pages:tag", args=[note("Grief").pk]),
        {"name": "Mourning", "description": "Somebody is missed."},
    )

    assert [tag.name for tag in work.tags.all()] == ["Mourning"]


def test_a_tag_cannot_take_the_name_of_another(host):
    response = host.post(
        reverse("pages:tag", args=[note("Grief").pk]),
        {"name": "illness", "description": "kept"},
    )

    page = response.content.decode()
    assert "There is another tag of this name." in page
    assert "kept" in page
    assert note("Grief")


def test_a_tag_that_works_bear_is_not_removed(host):
    make_work("Salt Roads", tags=[note("Grief")])

    host.post(reverse("pages:tag_removal", args=[note("Grief").pk]))

    assert note("Grief")


def test_an_unused_tag_is_removed(host):
    host.post(reverse("pages:tag_removal", args=[note("Grief").pk]))

    assert not Tag.objects.named("Grief").exists()


def test_the_tags_of_a_kind_cost_as_much_with_many_as_with_one(
    host, django_assert_max_num_queries
):
    kind = Kind.objects.get(slug="theme")
    tags_named(kind, [f"Theme {number}" for number in range(50)])

    with django_assert_max_num_queries(8):
        host.get(reverse("pages:kind_tags", args=[kind.pk]))
