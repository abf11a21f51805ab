"""Shapes of input at the review desk."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.core.languages import choices as language_choices
from fascicle.importing.actions.review.story import Details
from fascicle.importing.models import Story
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import Rating
from fascicle.works.models.states import statuses

EMPHASIS: list[tuple[str, StrOrPromise]] = [
    ("", _("guess it, file by file")),
    ("*", _("*asterisks*")),
    ("_", _("_underscores_")),
    ("/", _("/slashes/")),
    ("caps", _("CAPITALS")),
]


class FilesInput(forms.ClearableFileInput):
    """Takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [
            super(FilesField, self).clean(file, initial) for file in files or [None]
        ]


class UploadForm(forms.Form):
    """Files to import, and how the people who wrote them marked italics."""

    uploads = FilesField(label=_("Files"), allow_empty_file=True)
    name = forms.CharField(
        label=_("Name of this import"),
        max_length=200,
        required=False,
        help_text=_("For your own use; the name of the file if you leave it out."),
    )
    emphasis = forms.ChoiceField(
        label=_("Italics are marked by"), choices=EMPHASIS, required=False
    )


class RereadForm(forms.Form):
    """How the house marks italics."""

    emphasis = forms.ChoiceField(
        label=_("Italics are marked by"), choices=EMPHASIS, required=False
    )


# ---------------------------------------------------------------- many works


def status_choices() -> list[tuple[str, StrOrPromise]]:
    return [("", _("unknown")), *statuses()]


def one_line(text: str) -> str:
    return " ".join(text.split())


class AuthorForm(forms.Form):
    """Who wrote them."""

    author = forms.CharField(label=_("Author"), max_length=150, required=False)

    def clean_author(self) -> str:
        return one_line(self.cleaned_data["author"])


class TitleForm(forms.Form):
    """What they are called."""

    title = forms.CharField(label=_("Title"), max_length=255, required=False)

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])


class RatingForm(forms.Form):
    """For whom they are."""

    rating = forms.ModelChoiceField(
        label=_("Rating"),
        queryset=Rating.objects.in_order(),
        required=False,
        empty_label=_("not rated"),
    )


class LanguageForm(forms.Form):
    """In which language they are."""

    language = forms.ChoiceField(
        label=_("Language"), choices=language_choices, required=False
    )


class StatusForm(forms.Form):
    """How far along they are."""

    status = forms.ChoiceField(
        label=_("Status"), choices=status_choices, required=False
    )


class SeriesForm(forms.Form):
    """To which series they belong."""

    series = forms.CharField(
        label=_("Series"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"list": "series-titles", "autocomplete": "off"}),
    )

    def clean_series(self) -> str:
        return one_line(self.cleaned_data["series"])


class TagsForm(forms.Form):
    """Tags to give or to take away."""

    # It shares one form element with other decisions, which do not need it.
    use_required_attribute = False

    kind = forms.ModelChoiceField(
        label=_("Kind"), queryset=Kind.objects.in_order(), empty_label=None
    )
    tags = forms.CharField(label=_("Tags, with commas between them"), max_length=1000)

    def clean_tags(self) -> list[str]:
        names = [one_line(name) for name in self.cleaned_data["tags"].split(",")]
        if not any(names):
            raise forms.ValidationError(_("Write at least one tag."))
        return [name for name in names if name]

    def existing(self) -> list[Tag]:
        """The tags of these names that there are."""
        kind, names = self.cleaned_data["kind"], self.cleaned_data["tags"]
        return [tag for name in names for tag in kind.tags.named(name)]


class MergeForm(forms.Form):
    """Nothing but the choice of works."""


# ---------------------------------------------------------------- one work


class StoryForm(forms.Form):
    """All that is said of a work."""

    title = forms.CharField(label=_("Title"), max_length=255, required=False)
    author = forms.CharField(label=_("Author"), max_length=150, required=False)
    series = forms.CharField(
        label=_("Series"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"list": "series-titles", "autocomplete": "off"}),
    )
    series_position = forms.FloatField(
        label=_("Place in the series"), required=False, min_value=0
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=status_choices, required=False
    )
    planned_chapters = forms.IntegerField(
        label=_("Planned chapters"), required=False, min_value=1, max_value=100_000
    )
    rating = forms.ModelChoiceField(
        label=_("Rating"),
        queryset=Rating.objects.in_order(),
        required=False,
        empty_label=_("not rated"),
    )
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, story: Story, kinds: list[Kind]
    ) -> None:
        self.kinds = kinds
        held: dict[int, list[str]] = {}
        for tag in story.tags.all():
            held.setdefault(tag.kind_id, []).append(tag.name)
        initial = {
            "title": story.title,
            "author": story.author,
            "series": story.series.title if story.series else "",
            "series_position": _plain(story.series_position),
            "language": story.language,
            "status": story.status,
            "planned_chapters": story.planned_chapters,
            "rating": story.rating_id,
            "summary": story.summary,
        }
        super().__init__(data, initial=initial)
        languages = self.fields["language"]
        assert isinstance(languages, forms.ChoiceField)  # noqa: S101 - for the types
        languages.choices = language_choices([story.language])
        for kind in kinds:
            self.fields[f"kind_{kind.pk}"] = forms.CharField(
                label=kind.plural,
                max_length=2000,
                required=False,
                initial=", ".join(held.get(kind.pk, ())),
            )

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("kind_")]

    def tag_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("kind_")]

    def has_tags(self) -> bool:
        """Whether there are any, or some were typed."""
        return any(field.value() for field in self.tag_fields())

    def details(self) -> Details:
        given = self.cleaned_data
        return Details(
            title=one_line(given["title"]),
            author=one_line(given["author"]),
            language=given["language"],
            status=given["status"],
            summary=given["summary"].replace("\r\n", "\n").strip(),
            planned_chapters=given["planned_chapters"],
            rating=given["rating"],
            series=one_line(given["series"]),
            series_position=given["series_position"],
            tags=[
                (kind, [name for name in map(one_line, names) if name])
                for kind in self.kinds
                for names in [given[f"kind_{kind.pk}"].split(",")]
            ],
        )


def _plain(number: float | None) -> int | float | None:
    """A whole number without its decimal point."""
    return int(number) if number is not None and number == int(number) else number


class ChapterForm(forms.Form):
    """What a chapter is called, and by what number."""

    number = forms.FloatField(label=_("Number"), required=False)
    title = forms.CharField(label=_("Title"), max_length=255, required=False)

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])


class PositionForm(forms.Form):
    """At which place a chapter stands."""

    position = forms.IntegerField(label=_("Place"), min_value=1, max_value=1_000_000)


class SeriesNameForm(forms.Form):
    """What a series is called."""

    title = forms.CharField(label=_("Title of the series"), max_length=255)

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])
