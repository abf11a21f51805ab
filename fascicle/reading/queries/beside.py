"""What a chapter's page says of where its reader is."""

from dataclasses import dataclass

from fascicle.accounts.viewer import Viewer
from fascicle.reading.agreeing import Spot
from fascicle.reading.models import Progress
from fascicle.reading.queries.progress import keeps_history, place_in
from fascicle.works.models import Chapter, Work


@dataclass(frozen=True, slots=True)
class Beside:
    """Where the reader of a page is. ``chapter`` is None for the whole work on one page."""

    keeps: bool | None
    """Whether places are kept; None if the reader was never asked."""
    progress: Progress | None = None
    chapter: Chapter | None = None
    is_there: bool = False
    """Whether the page was opened at the place."""

    @property
    def elsewhere(self) -> Spot | None:
        """The place of another device, for the reader to choose."""
        kept = self.progress and self.progress.elsewhere
        return Spot.from_json(kept) if kept else None

    @property
    def is_further_down(self) -> bool:
        """Whether the place is in this chapter, beyond its beginning."""
        here = self._progress_here
        return bool(
            here
            and not self.is_there
            and not here.is_chapter_read
            and (here.paragraph or here.within)
        )

    @property
    def is_away(self) -> bool:
        """Whether the place is in another chapter, and this one does not follow from there."""
        progress, chapter = self.progress, self.chapter
        if progress is None or progress.placed_at is None or chapter is None:
            return False
        if self._progress_here or self.is_there:
            return False
        is_next = chapter.position > progress.position and progress.is_chapter_read
        return not is_next

    @property
    def _progress_here(self) -> Progress | None:
        progress, chapter = self.progress, self.chapter
        if progress is None or progress.placed_at is None or chapter is None:
            return None
        return progress if progress.chapter_id == chapter.pk else None


def beside(
    viewer: Viewer,
    work: Work,
    chapter: Chapter | None = None,
    *,
    is_there: bool = False,
) -> Beside:
    """At most one query."""
    progress = place_in(viewer, work)
    return Beside(keeps_history(viewer), progress, chapter, is_there)
