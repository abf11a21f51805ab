from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    name = "fascicle.search"
    #: See ``core.public.changes``.
    off_public_pages = frozenset({"*"})

    def ready(self) -> None:
        # Models must be there.
        from fascicle.core.shared import keeping  # noqa: PLC0415
        from fascicle.reading import figures  # noqa: PLC0415
        from fascicle.search import receivers  # noqa: PLC0415
        from fascicle.search.figures import IndexFigures  # noqa: PLC0415
        from fascicle.search.index.looking import IndexWatch  # noqa: PLC0415

        keeping.watch(IndexWatch().has_changed)
        figures.register(IndexFigures())
        pre_migrate.connect(receivers.before_migrating, sender=self)
        post_migrate.connect(receivers.after_migrating, sender=self)
