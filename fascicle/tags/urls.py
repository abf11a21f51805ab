"""The curators' desk."""

from django.urls import URLPattern, path

from fascicle.tags.views import changes, deciding, kinds, likely, tag, thesaurus

app_name = "tags"

KIND = "kinds/<slug:slug>/"
TAG = "<number:tag_id>/"

urlpatterns: list[URLPattern] = [
    path("", kinds.overview, name="overview"),
    path(KIND, kinds.kind, name="kind"),
    path(f"{KIND}names/", kinds.names, name="names"),
    # What is decided of tags, one or many at once.
    path(f"{KIND}mergers/", deciding.mergers, name="mergers"),
    path(f"{KIND}broader/", deciding.broader, name="broader"),
    path(f"{KIND}moves/", deciding.moves, name="moves"),
    path(f"{KIND}sorted/", deciding.sorting, name="sorting"),
    # Likely synonyms.
    path("likely/", likely.likely, name="likely"),
    path("likely/mergers/", likely.mergers, name="likely_mergers"),
    path("likely/differences/", likely.differences, name="likely_differences"),
    # One tag.
    path(TAG, tag.tag, name="tag"),
    path(f"{TAG}words/", tag.words, name="words"),
    path(f"{TAG}note/", tag.note, name="note"),
    path(f"{TAG}split/", tag.split, name="split"),
    path(f"{TAG}promotion/", tag.promotion, name="promotion"),
    path(f"{TAG}narrower/", tag.narrower, name="narrower"),
    path(
        f"{TAG}broader/<number:broader_id>/removal/",
        tag.broader_removal,
        name="broader_removal",
    ),
    # What was done, and taking it back.
    path("changes/", changes.changes, name="changes"),
    path("changes/undoing/", changes.undoing, name="undoing"),
    # All tags as a file.
    path("thesaurus/", thesaurus.thesaurus, name="thesaurus"),
    path("thesaurus/tags.csv", thesaurus.csv_file, name="thesaurus_csv"),
    path("thesaurus/tags.json", thesaurus.json_file, name="thesaurus_json"),
    path("thesaurus/taking-in/", thesaurus.taking_in, name="taking_in"),
]
