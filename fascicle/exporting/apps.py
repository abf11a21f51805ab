from django.apps import AppConfig


class ExportingConfig(AppConfig):
    name = "fascicle.exporting"
    label = "exporting"
    #: See ``core.public.changes``.
    off_public_pages = frozenset({"*"})

    def ready(self) -> None:
        from fascicle.exporting import receivers  # noqa: F401, PLC0415 - models must be there
