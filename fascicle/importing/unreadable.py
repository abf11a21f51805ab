"""Why a file holds no story, as a sentence."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.importing.story import Problem

REASONS: dict[Problem, StrOrPromise] = {
    Problem.EMPTY: _("There is nothing in it."),
    Problem.BINARY: _("It is not text."),
    Problem.ERROR_PAGE: _("It is a web server's error page."),
    Problem.PLACEHOLDER: _("It says only that the story is not there."),
    Problem.INDEX_PAGE: _("It is a list of links to stories."),
    Problem.TOO_LARGE: _("It is larger than a story may be."),
    Problem.TOO_COMPLEX: _("Reading it takes too much time or memory."),
    Problem.NOT_PERMITTED: _("The system does not let us read it."),
    Problem.SYMLINK: _("It is a link, and links are not followed."),
    Problem.NOT_A_FILE: _("It is a device or a pipe, or it cannot be read."),
    Problem.VANISHED: _("It is not there, or no longer."),
    Problem.BAD_ARCHIVE: _("The archive is damaged, or lies about what it holds."),
    Problem.ENCRYPTED: _("It is protected by a password."),
    Problem.NESTED_ARCHIVE: _("It is an archive inside an archive: unpack it first."),
    Problem.UNSUPPORTED: _("It is packed in a way that we do not know."),
    Problem.CRASHED: _("Reading it failed."),
}


def reason(problem: str) -> StrOrPromise:
    """The sentence for a problem's code; empty for none."""
    return REASONS[Problem(problem)] if problem else ""
