from django.apps import AppConfig


class ExportingConfig(AppConfig):
    name = "fascicle.exporting"
    label = "exporting"
    #: See ``core.public.changes``.
    off_public_pages = frozenset({"*"})
