from django.urls import include, path

from profiles.views import options

urlpatterns = [
    path("hr/people/import/", include("profiles.imports.urls")),
    path("profile/skill-options/", options.skill_options, name="skill-options"),
    path("people/options/", options.person_options, name="person-options"),
]
