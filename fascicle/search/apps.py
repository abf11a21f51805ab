from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SearchConfig(AppConfig):
    name = "fascicle.search"

    def ready(self) -> None:
        from fascicle.search import receivers  # noqa: PLC0415 - models must be there

        pre_migrate.connect(receivers.before_migrating, sender=self)
        post_migrate.connect(receivers.after_migrating, sender=self)
