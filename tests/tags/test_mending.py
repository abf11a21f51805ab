"""What has gone wrong below the actions is noticed, and put right."""

import pytest
from django.core.management import CommandError, call_command

from fascicle.pages.checkup import examine
from fascicle.tags.models import Broader, Closure
from fascicle.tags.queries import closure_errors
from tests.tags.arranged import above, coin, make_kind, put_under

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    low, middle, high = coin(make_kind("genre"), "low", "middle", "high")
    put_under(low, middle)
    put_under(middle, high)
    return low, middle, high


def finding():
    return next(found for found in examine() if "mend" in found.advice)


def test_a_sound_thesaurus_has_no_errors(chain):
    assert closure_errors() == 0


def test_a_row_that_is_missing_and_one_too_many_are_found_and_mended(chain):
    low, _middle, high = chain
    Closure.objects.get(tag=low, ancestor=high).delete()
    Closure.objects.create(tag=high, ancestor=low)

    before = closure_errors()
    advice = finding().advice
    call_command("thesaurus", "mend")

    assert (before, closure_errors()) == (2, 0)
    assert advice == "Run `fascicle thesaurus mend`."
    assert (above(low), above(high)) == ({"middle", "high"}, set())


def test_a_circle_is_found_and_not_mended(chain):
    low, _, high = chain
    Broader.objects.create(narrower=high, broader=low)

    assert closure_errors() > 0
    with pytest.raises(CommandError, match="broader than themselves"):
        call_command("thesaurus", "mend")
