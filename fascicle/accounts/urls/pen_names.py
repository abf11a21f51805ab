"""Pen names, the public identities of an account."""

from django.urls import URLPattern, path

from fascicle.accounts.views import pen_names, pictures

NAMES = "pen-names/"
NAME = "pen-names/<number:pen_name_id>/"

urlpatterns: list[URLPattern] = [
    path(NAMES, pen_names.pen_names, name="pen_names"),
    path(f"{NAMES}new/", pen_names.new, name="new_pen_name"),
    path(NAME, pen_names.pen_name, name="pen_name"),
    path(f"{NAME}name/", pen_names.name, name="pen_name_name"),
    path(f"{NAME}default/", pen_names.default, name="pen_name_default"),
    path(f"{NAME}removal/", pen_names.removal, name="pen_name_removal"),
    path(f"{NAME}picture/", pictures.showing, name="pen_name_picture"),
    path(f"{NAME}picture/removal/", pictures.removal, name="picture_removal"),
    path("pictures/<number:pen_name_id>.webp", pictures.picture, name="picture"),
]
