"""A writer's whole way, from signing up to leaving, by keyboard alone.

The archive, the browsers, the letters and the worker are real; the clock alone is put forward.
Every page that is passed is looked at by axe and for its width; ``SOAK_SCREENS`` names a folder
for pictures of them.
"""

import pytest

from fascicle.core.models import Archive, SignUp
from tests.clock import Clock
from tests.factories import make_archive, make_user
from tests.looking import NARROW, WIDE
from tests.soak.writers_way import WritersWay

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["390", "1280"])
def test_a_writer_goes_the_whole_way_by_keyboard(
    browser, live_server, settings, monkeypatch, size, scheme
):
    settings.SENDS_MAIL = True
    make_archive()
    Archive.objects.update(sign_up=SignUp.OPEN)
    make_user("tom")
    clock = Clock(monkeypatch)
    way = WritersWay(browser, live_server.url, clock, size=size, scheme=scheme)

    way.sign_up()
    way.write_a_story()
    way.lose_the_connection()
    way.plan_a_run()
    way.see_it_come_out()
    way.ask_a_co_writer()
    way.save_the_same_paragraph()
    way.restore_what_was()
    way.change_many()
    way.read_statistics()
    way.take_it_all_out()
    way.orphan_one()
    way.ask_to_leave()
    way.be_gone()
