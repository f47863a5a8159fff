"""Addresses of the readers' pages."""

app_name = "articles"

urlpatterns = []
