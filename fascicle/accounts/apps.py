from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fascicle.accounts"
    label = "accounts"
