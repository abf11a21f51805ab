from django.urls import URLPattern

app_name = "exporting"

urlpatterns: list[URLPattern] = []
