"""Background work of search. Doing any of it twice changes nothing."""

from django.utils import timezone
from django_tasks import task

from fascicle.core.waiting import is_waiting
from fascicle.search import telling

#: Below everything that somebody waits for.
BULK = -50


@task(priority=BULK)
def tell_filters() -> None:
    """Tell followers of filters for a while; what is left waits behind what others wait for."""
    if telling.tell_followers(at=timezone.now()):
        tell_filters.enqueue()


def spread_to_filters() -> None:
    """Have new works told to those whose filter they came into. Three queries at most."""
    if telling.behind().exists() and not is_waiting(tell_filters.module_path):
        tell_filters.enqueue()
