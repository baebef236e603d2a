from django.urls import path

from profiles.views import options

urlpatterns = [
    path("profile/skill-options/", options.skill_options, name="skill-options"),
    path("people/options/", options.person_options, name="person-options"),
]
