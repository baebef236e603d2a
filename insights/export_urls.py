"""Figures as files, and what such a file looks like."""

from django.urls import path

from insights.exports import key_views, views

EXPORT = "hr/insights/export/"

urlpatterns = [
    path(EXPORT, views.export_figures, name="export-figures"),
    path(f"{EXPORT}csv/", views.export_figures_csv, name="export-figures-csv"),
    path(f"{EXPORT}xlsx/", views.export_figures_xlsx, name="export-figures-xlsx"),
    path(f"{EXPORT}json/", views.export_figures_json, name="export-figures-json"),
    path(f"{EXPORT}schema/", views.export_schema, name="export-schema"),
    path(f"{EXPORT}keys/make/", key_views.make_export_key, name="make-export-key"),
    path(f"{EXPORT}keys/<int:pk>/end/", key_views.end_export_key, name="end-export-key"),
    path("figures/csv/", key_views.pull_figures_csv, name="pull-figures-csv"),
    path("figures/json/", key_views.pull_figures_json, name="pull-figures-json"),
]
