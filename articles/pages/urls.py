"""Addresses of the readers' pages."""

from django.urls import path

from . import (
    archive_formats,
    article,
    corrections,
    data,
    downloads,
    entity,
    formats,
    home,
    lists,
    quotation,
    reconciliation,
    report,
    source,
    versions,
)

app_name = "articles"

urlpatterns = [
    path("", home.home, name="home"),
    path("articles/", lists.articles, name="articles"),
    path("articles/<slug:slug>/", article.article, name="article"),
    path("articles/<slug:slug>/versions/", versions.versions, name="versions"),
    path("articles/<slug:slug>/versions/<int:number>/", versions.version, name="version"),
    path(
        "articles/<slug:slug>/versions/<int:first>/<int:second>/",
        versions.difference,
        name="difference",
    ),
    path("sources/", lists.sources, name="sources"),
    path("sources/<slug:slug>/", source.source, name="source"),
    path("quotations/", lists.quotations, name="quotations"),
    path("quotations/<slug:public_id>/", quotation.quotation, name="quotation"),
    path("entities/", lists.entities, name="entities"),
    path("entities/<slug:slug>/", entity.entity, name="entity"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<slug:public_id>/", corrections.correction, name="correction"),
    path("corrections.atom", corrections.feed, name="corrections-feed"),
    path("report/", report.report, name="report"),
    path("report/received/", report.received, name="report-received"),
    path("data/", data.data, name="data"),
    path("data/datapackage.json", data.package, name="datapackage"),
    path("data/csv-metadata.json", data.table_group, name="csv-metadata"),
    path("data/archive.zip", data.archive, name="archive"),
    *downloads.urlpatterns,
    *formats.urlpatterns,
    *archive_formats.urlpatterns,
    *reconciliation.urlpatterns,
]
