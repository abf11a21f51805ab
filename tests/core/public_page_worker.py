"""One process of an archive, for the test that has two: does what each line of its input says."""

import json
import re
import sys
from collections.abc import Callable

import django
from django.core.management import call_command

django.setup()

from fascicle.works.models import Work  # noqa: E402 - once the apps are there
from tests.factories import NOW, make_archive, make_work  # noqa: E402
from tests.front import Front, chapter_of  # noqa: E402


def prepare() -> str:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0)
    make_archive()
    return chapter_of(make_work())


def get(path: str) -> list[object]:
    """The status, the title of the work, and whether it was kept."""
    front.settle()
    made = front.made
    status, _headers, body = front.get(path)
    title = re.search("<title>(.*?) · ", body.decode())
    return [status, title and title[1], front.made == made]


def retitle(title: str) -> None:
    Work.objects.update(title=title)


def hide() -> None:
    Work.objects.update(hidden_at=NOW)


front = Front()
does: dict[str, Callable[..., object]] = {
    one.__name__: one for one in (prepare, get, retitle, hide)
}
for line in sys.stdin:
    name, *words = json.loads(line)
    print(json.dumps(does[name](*words)), flush=True)  # noqa: T201 - the answer
