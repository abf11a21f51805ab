from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "fascicle.importing"
    label = "importing"
