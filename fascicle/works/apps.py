from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "fascicle.works"
    label = "works"
