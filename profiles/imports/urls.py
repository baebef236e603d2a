from django.urls import path

from profiles.imports import views

urlpatterns = [
    path("", views.people_import, name="people-import"),
    path("<int:pk>/", views.people_import_file, name="people-import-file"),
    path("<int:pk>/columns/", views.people_import_columns, name="people-import-columns"),
    path("<int:pk>/levels/", views.people_import_levels, name="people-import-levels"),
    path("<int:pk>/start/", views.start_people_import, name="start-people-import"),
    path("<int:pk>/errors/", views.people_import_errors, name="people-import-errors"),
]
