from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "fascicle.pages"
    label = "pages"
