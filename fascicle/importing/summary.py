"""What came of an import, in a person's words."""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.importing.models import Batch, BatchState, SourceFile, StoryState
from fascicle.importing.unreadable import reason

_MOST_NAMES = 20


def summary(batch: Batch) -> Iterator[str]:
    """Lines that say what was read and proposed, and what could not be read and why."""
    files = batch.files
    read, again = files.understood().count(), files.with_nothing_new().count()
    problems = files.with_problem().count()
    yield ngettext("%d file read.", "%d files read.", read) % read
    if again:
        yield (
            ngettext(
                "%d file is known already and adds nothing.",
                "%d files are known already and add nothing.",
                again,
            )
            % again
        )
        yield from _where(batch)
    yield from _proposed(batch)
    if problems:
        yield ""
        yield (
            ngettext(
                "%d file holds no story that can be read:",
                "%d files hold no story that can be read:",
                problems,
            )
            % problems
        )
        yield from _problems(batch, problems)


def _proposed(batch: Batch) -> Iterator[str]:
    rows = batch.stories.values_list("state").annotate(n=Count("pk")).order_by("state")
    states = dict(list(rows))
    works = states.get(StoryState.PROPOSED, 0)
    accepted = states.get(StoryState.ACCEPTED, 0)
    series = batch.series.count()
    if accepted:
        yield ngettext("%d work accepted.", "%d works accepted.", accepted) % accepted
    if works or not (accepted or batch.files.with_nothing_new().exists()):
        yield _works_proposed(works, series)
    troubled = batch.stories.proposed().troubled().count()
    if troubled:
        yield (
            ngettext("%d of them needs a look.", "%d of them need a look.", troubled)
            % troubled
        )


def _works_proposed(works: int, series: int) -> str:
    if not series:
        return ngettext("%d work proposed.", "%d works proposed.", works) % works
    said = ngettext(
        "%(n)d work proposed, in %(series)s.",
        "%(n)d works proposed, in %(series)s.",
        works,
    )
    counted = ngettext("%d series", "%d series", series) % series
    return said % {"n": works, "series": counted}


def _where(batch: Batch) -> Iterator[str]:
    """Where what is known already came in before."""
    earlier = Batch.objects.holding(batch.files.with_nothing_new()).newest_first()
    for other in earlier[:3]:
        state = BatchState(other.state).label
        yield "  " + _("“%(name)s”: %(state)s") % {"name": other.name, "state": state}


def _problems(batch: Batch, count: int) -> Iterator[str]:
    for file in batch.files.with_problem().in_order()[:_MOST_NAMES]:
        yield f"  {file.name}: {why(file)}"
    if count > _MOST_NAMES:
        yield "  " + _("and %d more") % (count - _MOST_NAMES)


def why(file: SourceFile) -> str:
    """Why a file holds no story, with the detail if there is one."""
    text = str(reason(file.problem))
    return f"{text} {file.problem_detail}".strip()
