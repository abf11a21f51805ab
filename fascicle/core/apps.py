from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "fascicle.core"
    label = "core"
