"""Which place counts where devices disagree, and which one is offered beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.accounts.models import PlaceRule
from fascicle.reading.agreeing import CLOSE, Agreed, Spot, agree
from tests.factories import NOW

BOTH = pytest.mark.parametrize("rule", PlaceRule.values)
FAR = CLOSE + 1


def spot(position=1, paragraph=0, *, minutes=0, device="phone", read=False):
    return Spot(
        chapter=position,
        position=position,
        version=1,
        paragraph=paragraph,
        words="The tide was out",
        within=0.5,
        is_chapter_read=read,
        device=device,
        at=NOW + timedelta(minutes=minutes),
    )


spots = st.builds(
    spot,
    st.integers(1, 4),
    st.integers(0, 30),
    minutes=st.integers(-60, 60),
    device=st.sampled_from(["", "phone", "desk"]),
    read=st.booleans(),
)


def test_the_furthest_counts_however_old_it_is():
    far, near = spot(3), spot(1, minutes=9, device="desk")

    assert agree(far, None, near, rule=PlaceRule.FURTHEST, knew=False).place == far


def test_the_latest_counts_wherever_it_is():
    far, near = spot(3), spot(1, minutes=9, device="desk")

    assert agree(far, None, near, rule=PlaceRule.LATEST, knew=False).place == near


def test_within_a_chapter_reading_it_to_its_end_is_furthest():
    there, end = spot(2, 30), spot(2, 29, read=True, minutes=1)

    assert agree(there, None, end, rule=PlaceRule.FURTHEST, knew=True).place == end


@BOTH
def test_a_device_that_did_not_know_offers_the_other_place(rule):
    place, new = spot(1, 0), spot(1, FAR, minutes=1, device="desk")

    assert agree(place, None, new, rule=rule, knew=False) == Agreed(new, place)


@BOTH
def test_places_close_together_do_not_disagree(rule):
    place, new = spot(1, 0), spot(1, CLOSE, minutes=1, device="desk")

    assert agree(place, None, new, rule=rule, knew=False) == Agreed(new, None)


@BOTH
def test_who_knew_the_place_went_on_from_there(rule):
    place, new = spot(1, 0), spot(2, 9, minutes=1, device="desk")

    assert agree(place, None, new, rule=rule, knew=True) == Agreed(new, None)


@BOTH
def test_a_device_does_not_disagree_with_itself(rule):
    place, new = spot(1, 0), spot(1, FAR, minutes=1)

    assert agree(place, None, new, rule=rule, knew=False) == Agreed(new, None)


@BOTH
def test_devices_without_a_name_may_be_two(rule):
    place, new = spot(1, 0, device=""), spot(1, FAR, minutes=1, device="")

    assert agree(place, None, new, rule=rule, knew=False) == Agreed(new, place)


def test_going_back_a_chapter_keeps_the_furthest_at_hand():
    place, elsewhere = spot(3), spot(4, device="desk")
    back = spot(1, minutes=1)

    found = agree(place, elsewhere, back, rule=PlaceRule.LATEST, knew=True)
    assert found == Agreed(back, elsewhere)


def test_reading_again_from_the_beginning_does_not_move_the_furthest():
    place, again = spot(4), spot(1, minutes=1)

    found = agree(place, None, again, rule=PlaceRule.FURTHEST, knew=True)
    assert found == Agreed(place, None)


def test_the_device_that_lost_says_anew_where_it_is():
    place, lost = spot(4), spot(1, device="desk")
    new = spot(2, minutes=1, device="desk")

    found = agree(place, lost, new, rule=PlaceRule.FURTHEST, knew=True)
    assert found == Agreed(place, new)


@BOTH
def test_a_place_that_its_reader_has_passed_is_no_longer_offered(rule):
    place, elsewhere = spot(1), spot(2, device="desk")
    new = spot(3, minutes=1)

    assert agree(place, elsewhere, new, rule=rule, knew=True) == Agreed(new, None)


@given(
    spots, st.none() | spots, spots, st.sampled_from(PlaceRule.values), st.booleans()
)
def test_nothing_is_made_up_and_nothing_stands_beside_itself(
    place, elsewhere, new, rule, knew
):
    found = agree(place, elsewhere, new, rule=rule, knew=knew)

    assert found.place in (place, new)
    assert found.elsewhere in (None, place, elsewhere, new)
    if place.depth != new.depth and place.at != new.at:
        assert found.place == max(
            (place, new),
            key=lambda one: one.at if rule == PlaceRule.LATEST else one.depth,
        )


@given(spots)
def test_what_is_kept_of_a_place_is_all_of_it(place):
    assert Spot.from_json(place.as_json()) == place


def test_devices_are_called_without_what_tells_them_apart():
    assert replace(spot(), device="Reader #2").device_name == "Reader"
