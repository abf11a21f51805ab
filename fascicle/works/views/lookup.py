"""What a page of the desk is about. Missing and somebody else's look the same."""

from django.shortcuts import get_object_or_404

from fascicle.accounts.access import members_only
from fascicle.accounts.viewer import Request
from fascicle.works.models import Chapter, Work

__all__ = ["chapter_of_own_work", "members_only", "own_chapter", "own_work"]


def own_work(request: Request, work_id: int) -> Work:
    """A work that the viewer writes.

    :raises Http404: if there is none.
    """
    return get_object_or_404(Work.objects.editable_by(request.viewer), pk=work_id)


def own_chapter(request: Request, work_id: int, chapter_id: int) -> Chapter:
    """A chapter that the viewer writes, with its work, and whether that is theirs as well.

    :raises Http404: if there is none.
    """
    chapters = Chapter.objects.editable_by(request.viewer).select_related("work")
    chapters = chapters.telling_whose_work(request.viewer)
    return get_object_or_404(chapters, pk=chapter_id, work=work_id)


def chapter_of_own_work(request: Request, work_id: int, chapter_id: int) -> Chapter:
    """A chapter of a work that the viewer writes as a whole; not one of somebody's offered alone.

    :raises Http404: if there is none.
    """
    chapters = Chapter.objects.for_instalments(own_work(request, work_id))
    return get_object_or_404(chapters, pk=chapter_id)
