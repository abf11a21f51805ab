"""Shapes of input for files that writers bring."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.models import PenName, User
from fascicle.importing.actions.manuscripts import Where, chapters_of, text_with
from fascicle.importing.forms.manuscript_pictures import PictureWords
from fascicle.importing.manuscripts.manuscript import Manuscript, Section
from fascicle.works.actions import ChapterInput
from fascicle.works.forms.chapter import MOST_TEXT, TellField
from fascicle.works.models import Chapter


class ManuscriptForm(forms.Form):
    """A file with a text."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Word (.docx), LibreOffice (.odt), .rtf, .md, .txt, .html or .epub, 20 MB at most."
            " Nothing is saved before you have seen it."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".docx,.odt,.rtf,.md,.markdown,.txt,.html,.htm,.epub"}
        ),
    )


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section as the form shows it."""

    number: int
    section: Section
    begins: bool
    opening: str


class BeginningsForm(forms.Form):
    """Which sections of a manuscript begin a chapter, and what the whole is called."""

    title = forms.CharField(
        label=_("Title of the story"), max_length=255, required=False
    )
    pen_name = forms.ModelChoiceField(
        label=_("Pen name"), queryset=PenName.objects.none(), empty_label=None
    )

    def __init__(
        self, data: QueryDict | None, *, manuscript: Manuscript, writer: User | None
    ) -> None:
        """``writer`` begins a work with it; None if it goes into one that there is."""
        super().__init__(data, initial={"title": manuscript.title[:255]})
        field = self.fields["pen_name"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        if writer is None:
            del self.fields["pen_name"]
        else:
            names = writer.pen_names.order_by("-is_default", "key")
            field.queryset = names
            self.initial["pen_name"] = names.first()
        self.manuscript = manuscript
        self.pictures = PictureWords(manuscript, data)
        self._ticked = None if data is None else set(data.getlist("begins"))

    def clean(self) -> None:
        self.chapters = chapters_of(self.manuscript, self.beginnings)
        if not self.chapters:
            raise ValidationError(
                _("There is no text in this file, only headings or pictures.")
            )
        for chapter in self.chapters:
            if len(chapter.html) > MOST_TEXT:
                raise ValidationError(
                    _(
                        "The chapter “%(title)s” is longer than a chapter may be. Tick more"
                        " headings, or part the file."
                    )
                    % {"title": chapter.title}
                )

    def rows(self) -> list[SectionRow]:
        beginnings = set(self.beginnings)
        return [
            SectionRow(at, section, at in beginnings, _opening_of(section.html))
            for at, section in enumerate(self.manuscript.sections)
        ]

    @property
    def beginnings(self) -> list[int]:
        """As ticked; before that, wherever a heading of the highest level stands."""
        sections = self.manuscript.sections
        if self._ticked is not None:
            return [at for at in range(len(sections)) if str(at) in self._ticked]
        highest = min((one.level for one in sections if one.level), default=0)
        return [
            at for at, one in enumerate(sections) if at == 0 or one.level <= highest
        ]


def _opening_of(html: str) -> str:
    return Truncator(strip_tags(html.replace("</p>", "</p> "))).words(24)


class IntoChapterForm(forms.Form):
    """Where in a chapter a file goes, and which state of the chapter its writer has seen."""

    where = forms.ChoiceField(
        choices=[
            (Where.INSTEAD, _("In place of the text")),
            (Where.AFTER, _("After the text")),
        ],
        widget=forms.HiddenInput,
    )
    base_version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    tell = TellField()

    def __init__(
        self, data: Mapping[str, object], *, chapter: Chapter, manuscript: Manuscript
    ) -> None:
        super().__init__(data)
        self.chapter = chapter
        self.manuscript = manuscript
        self.pictures = PictureWords(manuscript, data)

    def clean(self) -> None:
        if "where" not in self.cleaned_data:
            return
        if len(self._text(self.manuscript)) > MOST_TEXT:
            raise ValidationError(
                _(
                    "With this, the text would be longer than a chapter may be. Part the file, and"
                    " bring the rest in a chapter of its own."
                )
            )

    def input_with(self, html: str) -> ChapterInput:
        """The chapter with the file in it, whose pictures are placed in ``html``. It is valid."""
        chapter = self.chapter
        return ChapterInput(
            title=chapter.title,
            number=chapter.number,
            summary=chapter.summary,
            notes_before=chapter.notes_before,
            notes_after=chapter.notes_after,
            text=self._text(replace(self.manuscript, html=html)),
        )

    def _text(self, manuscript: Manuscript) -> str:
        return text_with(self.chapter, manuscript, Where(self.cleaned_data["where"]))
