"""The writer's desk: a module for each of its rooms."""

from fascicle.works.urls import company, departure, desk, instalments, texts

app_name = "works"

urlpatterns = [
    *desk.urlpatterns,
    *texts.urlpatterns,
    *instalments.urlpatterns,
    *company.urlpatterns,
    *departure.urlpatterns,
]
