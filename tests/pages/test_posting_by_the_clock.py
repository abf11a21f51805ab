"""The worker posts what is due, and reckons anew when that is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fascicle.works import actions, walltime
from fascicle.works.models import ScheduledPosting
from tests.clock import do
from tests.factories import make_user, make_work

pytestmark = pytest.mark.django_db


def test_the_worker_posts_what_is_due_within_seconds():
    user = make_user("writer")
    work = make_work(by=user.pen_names.get(), posted=False)
    now = timezone.now()
    wall = walltime.on_wall(now - timedelta(minutes=1), "Asia/Kathmandu")
    actions.schedule_chapter(
        work.chapters.get(),
        wall=wall,
        zone_name="Asia/Kathmandu",
        quietly=False,
        by=user,
        at=now - timedelta(hours=1),
    )

    duty = do("post the chapters that are due")

    assert work.chapters.posted().exists()
    assert not ScheduledPosting.objects.exists()
    assert duty.every <= 15


def test_the_worker_reckons_wall_times_anew():
    user = make_user("writer")
    work = make_work(by=user.pen_names.get(), posted=False)
    now = timezone.now()
    row = actions.schedule_chapter(
        work.chapters.get(),
        wall=walltime.on_wall(now + timedelta(days=9), "UTC"),
        zone_name="UTC",
        quietly=False,
        by=user,
        at=now,
    )
    right = row.due_at
    assert right.second == 0
    ScheduledPosting.objects.update(due_at=right - timedelta(hours=1))

    do("reckon anew when chapters are due")

    assert ScheduledPosting.objects.get().due_at == right
