"""No address makes the archive fail, whatever number stands in it."""

import pytest
from django.urls import get_resolver, reverse

from fascicle.accounts.models import Role
from tests.factories import make_user
from tests.test_headers import patterns, sample

pytestmark = pytest.mark.django_db

LARGEST = 10**18 - 1


def addresses_with(number):
    """Every address with this number at each of its places, one place after another."""
    for name, converters in patterns(get_resolver()):
        kwargs = {key: sample(converter) for key, converter in converters.items()}
        for place, value in kwargs.items():
            if isinstance(value, int):
                yield reverse(name, kwargs={**kwargs, place: LARGEST}).replace(
                    str(LARGEST), str(number)
                )


def is_own_in_catalogue(address):
    """Whether a program is asked who reads before anything of theirs is looked for."""
    return address.startswith(("/opds/shelves/", "/opds/v2/shelves/"))


@pytest.mark.parametrize("number", [0, LARGEST, 2**63, 10**30])
def test_numbers_that_no_database_takes_lead_nowhere(client, archive, number):
    client.force_login(make_user("warden", role=Role.HOST))

    codes = {
        address: client.get(address).status_code for address in addresses_with(number)
    }

    assert codes
    assert not {
        address: code
        for address, code in codes.items()
        if code not in (404, 405) and not (code == 401 and is_own_in_catalogue(address))
    }


@pytest.mark.parametrize("address", ["/languages/%00/", "/works/1/originals/%00/"])
def test_a_nul_in_an_address_leads_nowhere(client, archive, address):
    client.force_login(make_user("warden", role=Role.HOST))

    assert client.get(address).status_code == 404
