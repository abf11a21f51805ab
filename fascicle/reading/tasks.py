"""Background work of telling. Doing any of it twice changes nothing."""

from django.utils import timezone
from django_tasks import task

from fascicle.core.waiting import is_waiting
from fascicle.reading.models import News, Update
from fascicle.reading.telling import digests, spreading

#: Below everything that somebody waits for.
BULK = -50


@task(priority=BULK)
def tell_news() -> None:
    """Tell followers for a while; what is left then waits behind what others wait for."""
    if spreading.spread(at=timezone.now()):
        tell_news.enqueue()


@task(priority=BULK - 1)
def post_digests() -> None:
    if digests.post_due(at=timezone.now()):
        post_digests.enqueue()


def spread_news() -> None:
    """Have news told, unless that waits to be done already. Two queries at most."""
    if News.objects.untold().exists() and not is_waiting(tell_news.module_path):
        tell_news.enqueue()


def look_after_digests() -> None:
    """Have letters posted whose time has come. Two queries at most."""
    if Update.objects.unmailed().exists() and not is_waiting(post_digests.module_path):
        post_digests.enqueue()
