from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "fascicle.works"
    label = "works"
    #: See ``core.public.changes``.
    off_public_pages = frozenset(
        {
            "Autosave",
            "BulkEdit",
            "ChapterReads",
            "EditingPresence",
            "KeptNote",
            "Revision",
            "Tally",
            "TallySeen",
        }
    )
