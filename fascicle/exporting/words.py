"""The book's own words, translated."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _


def language_of_words(language: str) -> str:
    """The language for the words of a book in ``language``: its own if we speak it.

    Never the reader's: a file must not depend on who downloads it, or an e-reader takes two
    downloads for two books.
    """
    spoken = {code for code, _name in settings.LANGUAGES}
    for code in (language.lower(), language.lower().split("-")[0]):
        if code in spoken:
            return code
    return str(settings.LANGUAGE_CODE)


def labels(language: str) -> dict[str, str]:
    """The words by their English, in a language from ``language_of_words``."""
    with translation.override(language):
        return {
            "About this book": _("About this book"),
            "Afterword": _("Afterword"),
            "Archive": _("Archive"),
            "Author": _("Author"),
            "Chapter": _("Chapter"),
            "Content notes": _("Content notes"),
            "Contents": _("Contents"),
            "Cover": _("Cover"),
            "Landmarks": _("Landmarks"),
            "Language": _("Language"),
            "Licence": _("Licence"),
            "Note": _("Note"),
            "Published": _("Published"),
            "Rating": _("Rating"),
            "Series": _("Series"),
            "Source": _("Source"),
            "Start of the text": _("Start of the text"),
            "Status": _("Status"),
            "Summary": _("Summary"),
            "Tags": _("Tags"),
            "Title": _("Title"),
            "Updated": _("Updated"),
            "Words": _("Words"),
            "with %(names)s": _("with %(names)s"),
            ACCESSIBILITY: _(
                "Text with headings, a table of contents and a described cover."
                " Fonts, colours and spacing can be changed."
            ),
        }


#: Says in a sentence, in the package document, what a reader with a screen reader gets.
ACCESSIBILITY = "accessibility"
