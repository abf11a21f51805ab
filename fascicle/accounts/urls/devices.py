"""E-readers that are let in."""

from django.urls import URLPattern, path

from fascicle.accounts.views import devices, readers_mail

urlpatterns: list[URLPattern] = [
    path("devices/", devices.devices, name="devices"),
    path("devices/password.json", devices.knocking, name="knocking"),
    path("devices/new/", devices.new_device, name="new_device"),
    path("devices/mail/", readers_mail.address, name="reader_address"),
    path("devices/mail/code/", readers_mail.code, name="reader_code"),
    path("devices/mail/removal/", readers_mail.removal, name="reader_removal"),
    path(
        "devices/<number:device_id>/removal/",
        devices.device_removal,
        name="device_removal",
    ),
]
