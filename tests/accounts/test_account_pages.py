"""The pages of an account: one's own alone, and nothing typed is lost."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts import actions
from fascicle.accounts.models import Departure, PenName
from tests.accounts.test_pen_names import photograph
from tests.factories import NOW, make_pen_name, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

OF_A_NAME = [
    "pen_name",
    "pen_name_name",
    "pen_name_default",
    "pen_name_removal",
    "pen_name_picture",
    "picture_removal",
]


@pytest.fixture
def ines(client):
    user = make_user("ines")
    client.force_login(user)
    return user


@pytest.mark.parametrize("name", OF_A_NAME)
def test_somebody_elses_pen_name_looks_like_none(client, ines, name):
    other = make_user("other")
    pen_name = actions.new_pen_name(other, "Nine Harbours", at=NOW)
    before = PenName.objects.values().get(pk=pen_name.pk)

    address = reverse(f"accounts:{name}", args=[pen_name.pk])
    answer = {"name": "Stolen", "text": "x", "mode": "plain", "picture_alt": "x"}
    response = client.post(address, answer)

    assert response.status_code == 404
    assert PenName.objects.values().get(pk=pen_name.pk) == before


@pytest.mark.parametrize("name", ["pen_names", "claims", "preferences"])
def test_guests_are_asked_to_log_in(client, name):
    response = client.get(reverse(f"accounts:{name}"))

    assert response["Location"].startswith(reverse("accounts:login"))


def test_a_refused_name_stays_in_its_field_with_a_reason(client, ines):
    make_user("Tom")

    response = client.post(reverse("accounts:new_pen_name"), {"new-name": "T0m"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="T0m"' in page
    assert "looks just like" in page


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("I write about lamps.\n\nAnd boats.", "plain"),
        ("<p>Lamps <em>and</em> <u>boats</u>.</p>", "html"),
        ("", "plain"),
    ],
)
def test_a_profile_that_is_only_looked_at_and_saved_stays_as_it_was(
    client, ines, text, mode
):
    own = ines.pen_names.get()
    address = reverse("accounts:pen_name", args=[own.pk])
    client.post(address, {"text": text, "mode": mode, "is_linked": "on"})
    own.refresh_from_db()
    kept = own.profile

    shown = client.get(address).context["profile_form"].initial
    client.post(address, shown)

    own.refresh_from_db()
    assert own.profile == kept
    assert own.is_linked
    assert "lamps" in kept.lower() or not text


def test_a_member_sends_a_picture_and_everybody_sees_it(client, ines):
    own = ines.pen_names.get()
    sent = SimpleUploadedFile("me.jpg", photograph(), "image/jpeg")
    address = reverse("accounts:pen_name_picture", args=[own.pk])

    client.post(address, {"picture": sent, "picture_alt": "A lighthouse"})
    client.logout()

    page = client.get(own.get_absolute_url()).content.decode()
    assert 'alt="A lighthouse"' in page
    response = client.get(reverse("accounts:picture", args=[own.pk]))
    assert response["Content-Type"] == "image/webp"
    assert response.content[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("data", "alt"), [(b"<svg/>", "A lighthouse"), (photograph(), ""), (b"", "x")]
)
def test_a_picture_that_will_not_do_is_refused_with_a_sentence(client, ines, data, alt):
    own = ines.pen_names.get()
    sent = SimpleUploadedFile("me.jpg", data, "image/jpeg")
    address = reverse("accounts:pen_name_picture", args=[own.pk])

    response = client.post(address, {"picture": sent, "picture_alt": alt})

    own.refresh_from_db()
    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()
    assert own.picture == ""


@pytest.mark.parametrize(
    ("zone", "back", "status", "kept"),
    [
        ("Asia/Tokyo", "/desk/writing/1/run/", 302, "Asia/Tokyo"),
        ("Asia/Tokyo", "//elsewhere.example/", 302, "Asia/Tokyo"),
        ("", "/", 302, ""),
        ("Moon/Tycho", "/", 422, "Europe/Berlin"),
        ("Asia/Tokyo\x00", "/", 422, "Europe/Berlin"),
    ],
)
def test_a_time_zone_is_taken_over_by_itself(client, ines, zone, back, status, kept):
    actions.live_in(ines, "Europe/Berlin")
    actions.keep_history(ines, keeps=True)

    response = client.post(
        reverse("accounts:time_zone"), {"time_zone": zone, "next": back}
    )

    ines.refresh_from_db()
    assert response.status_code == status
    assert ines.time_zone == kept
    assert "elsewhere" not in response.headers.get("Location", "")
    assert actions.preferences_of(ines)["keeps_history"] is True


def test_preferences_are_kept(client, ines):
    address = reverse("accounts:preferences")

    client.post(address, {"time_zone": "Europe/Lisbon", "takes_gifts": "on"})

    kept = actions.preferences_of(ines.__class__.objects.get(pk=ines.pk))
    said = {"time_zone": "Europe/Lisbon", "takes_gifts": True}
    said |= dict.fromkeys(("takes_offers", "mails_of_offers", "noindex"), False)
    assert said.items() <= kept.items()


def test_a_wrong_preference_loses_none_of_the_others(client, ines):
    address = reverse("accounts:preferences")

    response = client.post(address, {"time_zone": "Mars/Olympus", "noindex": "on"})

    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r'name="noindex"[^>]* checked', page)
    assert not actions.preferences_of(ines)["noindex"]


def test_the_list_of_pen_names_costs_the_same_however_long(
    client, ines, django_assert_num_queries
):
    for n in range(20):
        actions.new_pen_name(ines, f"Harbour number {n}", at=NOW)

    client.get(
        reverse("accounts:pen_names")
    )  # which counts what is unread, for a while
    with django_assert_num_queries(4):
        client.get(reverse("accounts:pen_names"))


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("", "at 23:30."), ("Asia/Tokyo", "at 08:30."), ("Nowhere/Gone", "at 23:30.")],
)
def test_hours_are_those_of_the_place_one_lives_in(client, ines, zone, shown):
    late = NOW.replace(hour=23, minute=30)
    Departure.objects.create(user=ines, asked_at=late, due_at=late)
    ines.time_zone = zone
    ines.save()

    assert shown in client.get("/").content.decode()
    client.logout()
    assert client.get("/").status_code == 200
    assert timezone.get_current_timezone_name() == "UTC"


def test_two_windows_never_overwrite_each_other_unseen(client, ines):
    own = ines.pen_names.get()
    address = reverse("accounts:pen_name", args=[own.pk])
    first = client.get(address).context["profile_form"].initial
    second = client.get(address).context["profile_form"].initial
    client.post(address, {**first, "text": "From the first window"})

    response = client.post(address, {**second, "text": "From the second window"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "From the first window" in page
    assert ">\nFrom the second window</textarea>" in page
    assert page.count('class="error"') == 1
    own.refresh_from_db()
    assert "first window" in own.profile
    again = response.context["profile_form"].data
    client.post(address, again)
    own.refresh_from_db()
    assert "second window" in own.profile


def test_a_form_sent_twice_makes_one_pen_name(client, ines):
    answer = {"new-name": "Nine Harbours", "submission": str(uuid4())}
    address = reverse("accounts:new_pen_name")

    answers = [client.post(address, answer) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert ines.pen_names.count() == 2


BAD = [
    "\x00",
    "a\x00b",
    "\u202eabc",
    "x" * 20_000,
    "<script>alert(1)</script>",
    "🧂" * 90,
    "\ud83d",
]
FORMS = [
    ("new_pen_name", ["new-name"]),
    ("pen_name_name", ["name"]),
    ("pen_name", ["text", "mode", "base"]),
    ("pen_name_picture", ["picture_alt"]),
    ("preferences", ["time_zone"]),
    ("new_claim", ["proof", "place", "statement"]),
]


@pytest.mark.parametrize("value", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize(("name", "fields"), FORMS, ids=[name for name, _ in FORMS])
def test_nothing_that_is_typed_breaks_a_page(client, ines, name, fields, value):
    args = {"new_claim": [make_pen_name().pk]}
    own = [ines.pen_names.get().pk] if name.startswith("pen_name") else []
    address = reverse(f"accounts:{name}", args=args.get(name, own))
    value = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")

    response = client.post(address, dict.fromkeys(fields, value))

    assert response.status_code in (302, 404, 422)
    if response.status_code == 422:
        assert 'class="error"' in response.content.decode()
    names = PenName.objects.filter(user=ines)
    assert all("<script>" not in pen_name.profile for pen_name in names)
