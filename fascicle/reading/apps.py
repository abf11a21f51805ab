from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "fascicle.reading"
    label = "reading"
