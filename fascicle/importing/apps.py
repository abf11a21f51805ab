from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "fascicle.importing"
    label = "importing"
    #: See ``core.public.changes``.
    off_public_pages = frozenset({"*"})
