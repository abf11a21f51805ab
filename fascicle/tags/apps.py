from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "fascicle.tags"
    label = "tags"
