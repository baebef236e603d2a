from django.urls import include, path

from profiles.views import message_log, options

urlpatterns = [
    path("hr/messages/", message_log.message_log, name="hr-messages"),
    path("hr/messages/<int:pk>/retry/", message_log.retry_message, name="retry-message"),
    path("hr/suppressions/<int:pk>/lift/", message_log.lift_suppression, name="lift-suppression"),
    path("hr/people/import/", include("profiles.imports.urls")),
    path("profile/skill-options/", options.skill_options, name="skill-options"),
    path("people/options/", options.person_options, name="person-options"),
]
