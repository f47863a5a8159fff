"""Addresses of the whole site: the readers' pages, and the editors' admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.pages.urls")),
]

handler404 = "articles.pages.errors.not_found"
handler500 = "articles.pages.errors.failed"
