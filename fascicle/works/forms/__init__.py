"""The shapes of what writers enter."""

from fascicle.works.forms.beginning import NewWorkForm
from fascicle.works.forms.chapter import ChapterForm
from fascicle.works.forms.work import WorkForm

__all__ = ["ChapterForm", "NewWorkForm", "WorkForm"]
