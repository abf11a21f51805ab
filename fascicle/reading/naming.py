"""What chapters are called."""

from django.utils.translation import gettext as _

from fascicle.works.models import Chapter


def chapter_name(chapter: Chapter) -> str:
    """The chapter's title, or what to call it without one."""
    return chapter.title or numbered(chapter)


def numbered(chapter: Chapter) -> str:
    """What to call a chapter without its title."""
    return _("Chapter %(number)s") % {"number": chapter_number(chapter)}


def along_with(names: str) -> str:
    """Beside the writers of a work, who else wrote a chapter of it."""
    return _("with %(names)s") % {"names": names}


def chapter_number(chapter: Chapter) -> str:
    """The number its writer gave it, or else its place."""
    return chapter.number or str(chapter.position)
