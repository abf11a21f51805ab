from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "fascicle.reading"
    label = "reading"
    #: See ``core.public.changes``.
    off_public_pages = frozenset(
        {
            "DocumentProgress",
            "Follow",
            "Highlight",
            "IssuedDocument",
            "News",
            "Progress",
            "Update",
        }
    )

    def ready(self) -> None:
        from fascicle.reading import receivers  # noqa: F401, PLC0415 - models must be there
