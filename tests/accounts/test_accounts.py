import pytest

from fascicle.accounts import actions
from fascicle.accounts.models import PenName
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_an_account_begins_with_one_pen_name():
    user = make_user("ines")

    assert [name.name for name in user.pen_names.all()] == ["ines"]


@pytest.mark.parametrize("name", ["ines", "INES", "Ínes"])
def test_a_name_in_use_is_refused(name):
    make_user("ines")

    with pytest.raises(actions.NameTaken):
        actions.create_user("other", password=PASSWORD, pen_name=name)


def test_the_same_unclaimed_name_is_one_pen_name():
    first = actions.unclaimed_pen_name("Ines Okafor")

    assert actions.unclaimed_pen_name("ines  okafor") == first
    assert PenName.objects.unclaimed().count() == 1
