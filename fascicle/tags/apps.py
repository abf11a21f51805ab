from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "fascicle.tags"
    label = "tags"
    #: See ``core.public.changes``.
    off_public_pages = frozenset(
        {"Distinct", "Kind.compared_at", "Lookalike", "TagChange"}
    )
