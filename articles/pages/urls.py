"""Addresses of the readers' pages."""

from django.urls import path

from . import article, data, downloads, entity, home, lists, quotation, source

app_name = "articles"

urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", lists.articles, name="articles"),
    path("articles/<slug:slug>/", article.article, name="article"),
    path("sources/", lists.sources, name="sources"),
    path("sources/<slug:slug>/", source.source, name="source"),
    path("quotations/", lists.quotations, name="quotations"),
    path("quotations/<slug:public_id>/", quotation.quotation, name="quotation"),
    path("entities/", lists.entities, name="entities"),
    path("entities/<slug:slug>/", entity.entity, name="entity"),
    path("data/", data.data, name="data"),
    *downloads.urlpatterns,
]
