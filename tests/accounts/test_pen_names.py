"""Pen names: which may be had, what changes them, and what their owner's page does."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from fascicle.accounts import actions
from fascicle.accounts.actions import NameRefused, PenNameInUse, Profile
from fascicle.accounts.models import PenName
from fascicle.accounts.naming import Refusal
from fascicle.core import pictures
from fascicle.core.formats import Mode
from tests.factories import NOW, make_pen_name, make_user, make_work

pytestmark = pytest.mark.django_db

A_YEAR = timedelta(days=366)


def refusal(name, *, by=None, at=NOW):
    with pytest.raises(NameRefused) as refused:
        actions.new_pen_name(by or make_user("other"), name, at=at)
    return refused.value.refusal


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("  ", Refusal.EMPTY),
        ("…!", Refusal.EMPTY),
        ("x" * 81, Refusal.LONG),
        ("Ines\u200bOkafor", Refusal.UNSEEN),
        ("Inеs", Refusal.MIXED),  # its e is Cyrillic
        ("Admin", Refusal.RESERVED),
        ("m o d e r a t o r", Refusal.RESERVED),
        ("The Harbour Archive", Refusal.RESERVED),
        ("INES", Refusal.TAKEN),
        ("lnes", Refusal.ALIKE),
        ("Tom Ash", Refusal.UNCLAIMED),
    ],
)
def test_a_name_that_cannot_be_had_is_refused_with_a_reason(archive, name, why):
    make_user("Ines")
    make_pen_name("Tom Ash")

    assert refusal(name) == why


@pytest.mark.parametrize(
    "name", ["Анна Smith", "山田 Taro", "Zoë", "O’Neill", "김철수"]
)
def test_names_of_all_the_world_are_welcome(archive, name):
    assert actions.new_pen_name(make_user(), name, at=NOW).name == name


def test_names_of_one_owner_may_look_alike(archive):
    user = make_user("Bill")

    assert actions.new_pen_name(user, "Bi1l", at=NOW).user == user


def test_a_name_given_up_stays_free_for_a_year_and_for_its_owner(archive):
    user = make_user("Ines")
    actions.rename(user.pen_names.get(), "Nine", at=NOW)

    soon = NOW + timedelta(days=364)
    assert refusal("Ines", at=soon) == Refusal.GIVEN_UP
    assert refusal("lnes", by=make_user("third"), at=soon) == Refusal.GIVEN_UP
    other = make_user("later")
    assert actions.new_pen_name(other, "Ines", at=NOW + A_YEAR).name == "Ines"


def test_who_takes_their_own_former_name_back_has_it(archive):
    pen_name = make_user("Ines").pen_names.get()
    pen_name = actions.rename(pen_name, "Nine", at=NOW)

    pen_name = actions.rename(pen_name, "Ines", at=NOW)

    assert [former.name for former in pen_name.former_names.all()] == ["Nine"]


def test_another_way_to_write_the_same_name_leaves_no_former_name(archive):
    pen_name = make_user("ines").pen_names.get()

    pen_name = actions.rename(pen_name, "Ines", at=NOW)

    assert (pen_name.name, pen_name.former_names.count()) == ("Ines", 0)


def test_one_of_the_names_is_the_one_they_go_by(archive):
    user = make_user("ines")
    second = actions.new_pen_name(user, "Nine Harbours", at=NOW)

    actions.go_by(second)

    assert list(user.pen_names.filter(is_default=True)) == [second]


def test_a_name_on_a_work_cannot_be_dropped(archive):
    user = make_user("ines")
    used = actions.new_pen_name(user, "Nine Harbours", at=NOW)
    spare = actions.new_pen_name(user, "Spare", at=NOW)
    make_work(by=used)

    actions.drop_pen_name(spare)

    for kept in (used, user.pen_names.get(is_default=True)):
        with pytest.raises(PenNameInUse):
            actions.drop_pen_name(kept)
    assert user.pen_names.count() == 2


def test_a_profile_is_cleaned(archive):
    pen_name = make_user().pen_names.get()

    text = "<p>Hello <script>alert(1)</script><em>there</em></p>"
    actions.describe(pen_name, Profile(text, Mode.HTML))

    assert PenName.objects.get(pk=pen_name.pk).profile == "<p>Hello <em>there</em></p>"


def photograph(kind="JPEG", size=(900, 600)):
    image = Image.new("RGB", size, (180, 90, 40))
    exif = image.getexif()
    exif[0x010F] = "A camera of mine"
    out = BytesIO()
    image.save(out, kind, **({"exif": exif.tobytes()} if kind == "JPEG" else {}))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_is_made_anew_small_square_and_bare(archive, kind):
    pen_name = make_user().pen_names.get()

    actions.show_picture(pen_name, photograph(kind), alt="A lighthouse")

    data = pictures.fetch(pen_name.picture)
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("WEBP", (400, 400))
    assert b"camera" not in data
    assert not image.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(3, 900), (1, 1), (400, 400)])
def test_pictures_of_every_kind_and_shape_become_squares(archive, mode, size):
    sent = BytesIO()
    Image.new(mode, size).save(sent, "PNG")

    made = Image.open(BytesIO(pictures.square(sent.getvalue())))

    assert made.size == (min(size), min(size))


def test_a_picture_is_turned_upright():
    image = Image.new("RGB", (300, 300), "red")
    image.paste("blue", (0, 0, 300, 100))
    exif = image.getexif()
    exif[0x0112] = 3  # upside down
    sent = BytesIO()
    image.save(sent, "JPEG", exif=exif.tobytes())

    made = Image.open(BytesIO(pictures.square(sent.getvalue()))).convert("RGB")

    red, _green, blue = made.getpixel((150, 290))
    assert blue > red


def test_a_printers_picture_becomes_one_for_screens():
    sent = BytesIO()
    Image.new("CMYK", (500, 500), (0, 90, 90, 0)).save(sent, "JPEG")

    made = Image.open(BytesIO(pictures.square(sent.getvalue()))).convert("RGB")

    red, _green, blue = made.getpixel((200, 200))
    assert red > blue


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg/>", photograph()[:200], b"\x00" * 4000]
)
def test_what_is_no_picture_is_refused(archive, data):
    with pytest.raises(pictures.NoPicture):
        actions.show_picture(make_user().pen_names.get(), data, alt="")


def test_a_picture_of_a_billion_pixels_is_never_unpacked(archive):
    bomb = BytesIO()
    Image.new("1", (20000, 20000)).save(bomb, "PNG")

    with pytest.raises(pictures.PictureTooLarge):
        actions.show_picture(make_user().pen_names.get(), bomb.getvalue(), alt="")


def test_a_picture_goes_when_the_last_name_lets_go_of_it(archive):
    user = make_user()
    one, two = user.pen_names.get(), actions.new_pen_name(user, "Two", at=NOW)
    for pen_name in (one, two):
        actions.show_picture(pen_name, photograph(), alt="A lighthouse")
    digest = one.picture

    actions.take_picture_away(one)
    assert pictures.fetch(digest)
    actions.take_picture_away(two)

    with pytest.raises(FileNotFoundError):
        pictures.fetch(digest)
