from django.apps import AppConfig


class ExportingConfig(AppConfig):
    name = "fascicle.exporting"
    label = "exporting"
