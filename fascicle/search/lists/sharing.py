"""Lists that members share: who gets them, and what on them is each reader's own."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Exists, Q

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Request, Viewer
from fascicle.core.prepared import Prepared
from fascicle.core.shared.holes import Own, making_of
from fascicle.reading.queries.progress import attach_progress, progress_in
from fascicle.reading.standing import line_of
from fascicle.search.models import KeptFilter
from fascicle.works.models import ChapterByline, Work


def has_own_lists(user: User, address: Mapping[str, object]) -> bool:
    """Whether lists are others for them: works that only they see, or a filter of theirs."""
    return bool(_OWN(user.pk))


def _own(user_id: int) -> Any:
    user = User(pk=user_id)
    writes = Exists(Work.objects.editable_by(Viewer(user)).order_by())
    writes_along = Exists(ChapterByline.objects.filter(pen_name__user=user))
    opens = Exists(KeptFilter.objects.filter(user=user, is_default=True))
    own = User.objects.filter(Q(writes) | Q(writes_along) | Q(opens), pk=user_id)
    return own.values_list("pk", flat=True)


_OWN = Prepared(_own, int)


def attach_standings(request: Request, works: Sequence[Work]) -> None:
    """Say of each work where its reader is, or leave a hole for it in a list that many share."""
    making = making_of(request)
    if making is None:
        attach_progress(request.viewer, works)
        return
    for work in works:
        fill = partial(_standing, work)
        work.standing_hole = making.leave(fill)  # type: ignore[attr-defined]


def _standing(work: Work, context: object, own: Any) -> str:
    return line_of(own["progress"].get(work.pk), work)


def own_of_list(
    request: Request, *, works: Sequence[Work], beside: Own | None
) -> dict[str, object]:
    """What the holes of a list are filled with; ``beside`` gives what more its page has."""
    more = beside(request) if beside else {}
    return {**more, "progress": progress_in(request.viewer, works)}
