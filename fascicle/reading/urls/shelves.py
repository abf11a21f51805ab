"""Readers' shelves."""

from django.urls import URLPattern, path

from fascicle.reading.views import shelves

_SHELF = "shelves/<number:shelf_id>/"
_ENTRY = f"{_SHELF}works/<number:work_id>/"

urlpatterns: list[URLPattern] = [
    path("shelves/", shelves.shelves, name="shelves"),
    path("shelves/new/", shelves.new, name="new_shelf"),
    path(f"{_SHELF}about/", shelves.about, name="shelf_about"),
    path(f"{_SHELF}sharing/", shelves.sharing, name="shelf_sharing"),
    path(f"{_SHELF}sharing/removal/", shelves.unsharing, name="shelf_unsharing"),
    path(f"{_SHELF}place/", shelves.place, name="shelf_place"),
    path(f"{_SHELF}removal/", shelves.removal, name="shelf_removal"),
    path(f"{_ENTRY}note/", shelves.note, name="shelf_note"),
    path(f"{_ENTRY}place/", shelves.entry_place, name="shelf_entry_place"),
    path(f"{_ENTRY}removal/", shelves.entry_removal, name="shelf_entry_removal"),
    path("works/<number:work_id>/shelves/", shelves.of_work, name="work_shelves"),
]
