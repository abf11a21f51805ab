"""A writer's public page; nothing public ties two names to one person unless they say so."""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.urls import get_resolver, reverse

from fascicle.accounts import actions
from fascicle.accounts.actions import Profile
from fascicle.core.formats import Mode
from fascicle.works.models import Chapter, Work
from tests.accounts.test_pen_names import photograph
from tests.factories import NOW, make_pen_name, make_user, make_work
from tests.test_headers import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def names():
    """Two names of one person, each with a work, a profile and a picture."""
    person = make_user("realpersonname")
    person.email = "realperson@post.example"
    person.save()
    default = person.pen_names.get()
    actions.rename(default, "Somebody Else Entirely", at=NOW)
    pair = [
        actions.new_pen_name(person, name, at=NOW)
        for name in ("Lamplighter", "Nine Harbours")
    ]
    for pen_name in pair:
        make_work(f"Tale of {pen_name.name}", by=pen_name, chapters=2, language="en")
        actions.describe(pen_name, Profile(f"I am {pen_name.name}", Mode.PLAIN))
        actions.show_picture(pen_name, photograph(), alt="A lighthouse")
    return pair


def link(pen_name, *, linked=True):
    actions.describe(pen_name, Profile("Hello", is_linked=linked))


def addresses_about(pen_name):
    """Every public address that is about one writer or a work of theirs, whatever its kind."""
    work = Work.objects.get(pen_names=pen_name)
    known = {
        "pen_name_id": pen_name.pk,
        "work_id": work.pk,
        "position": 1,
        "first": 1,
        "last": 2,
        "format": "",
        "chapter_id": Chapter.objects.get(work=work, position=1).pk,
        "name": pen_name.name,
    }
    for name, converters in patterns(get_resolver()):
        about_them = {"pen_name_id", "work_id", "name"} & set(converters)
        if about_them and set(converters) <= set(known):
            kinds = ("html", "txt", "epub") if "format" in converters else ("html",)
            for kind in kinds:
                values = {**known, "format": kind}
                yield reverse(name, kwargs={key: values[key] for key in converters})


def everything_in(response) -> bytes:
    """What a response tells: its headers, its content, and what is zipped in it."""
    content = b"".join(response) if response.streaming else response.content
    told = content + str(dict(response.headers)).encode()
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as book:
            told += b"".join(book.read(name) for name in book.namelist())
    return told


@pytest.mark.parametrize("viewer", ["guest", "stranger"])
def test_no_page_feed_or_file_about_one_name_tells_of_the_other(client, names, viewer):
    one, two = names
    if viewer == "stranger":
        client.force_login(make_user("stranger"))
    for about, other in ((one, two), (two, one)):
        addresses = list(addresses_about(about))
        assert len(addresses) > 10
        for address in addresses:
            response = client.get(address, follow=True)
            said = everything_in(response)
            for telling in (other.name, "realperson", "Somebody Else", other.picture):
                assert telling.encode() not in said, (address, telling)


def test_the_public_page_shows_profile_and_picture(client, names):
    page = client.get(names[0].get_absolute_url()).content.decode()

    assert "I am Lamplighter" in page
    assert 'alt="A lighthouse"' in page


def test_linked_names_name_each_other_and_only_when_both_are_linked(client, names):
    one, two = names
    link(one)
    assert two.name not in client.get(one.get_absolute_url()).content.decode()

    link(two)

    for here, there in ((one, two), (two, one)):
        page = client.get(here.get_absolute_url()).content.decode()
        assert there.get_absolute_url() in page
        assert "Somebody Else" not in page


def test_a_writers_page_is_found_by_name_old_and_new(client, names):
    one, _ = names
    actions.rename(one, "Lamp/Keeper?", at=NOW)

    for name in ("lamp/keeper?", "Lamplighter", "LAMPLIGHTER"):
        response = client.get(reverse("search:pen_name_named", args=[name]))
        assert response["Location"] == one.get_absolute_url()


def test_a_name_without_a_page_is_not_given_away(client):
    make_user("quiet")

    for name in ("quiet", "nobody-at-all"):
        address = reverse("search:pen_name_named", args=[name])
        assert client.get(address).status_code == 404


def test_who_wrote_imported_stories_is_asked_on_their_page(client):
    make_work(by=make_pen_name("Ines Okafor"))
    unclaimed = Work.objects.get().pen_names.get()
    nobody = actions.nobody("orphaned")
    make_work(by=nobody)

    address = reverse("accounts:new_claim", args=[unclaimed.pk])
    assert address in client.get(unclaimed.get_absolute_url()).content.decode()
    assert "Is this you?" not in client.get(nobody.get_absolute_url()).content.decode()


def test_search_engines_are_asked_away_from_who_wishes_it(client, names):
    one, two = names
    work = Work.objects.get(pen_names=one)
    assert "noindex" not in client.get(work.get_absolute_url()).content.decode()

    wish = {**actions.preferences_of(one.user), "noindex": True}
    actions.prefer(one.user, wish)

    for address in (work.get_absolute_url(), two.get_absolute_url()):
        assert 'content="noindex' in client.get(address).content.decode()
