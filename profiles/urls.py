from django.urls import path

from profiles.views import message_log, options

urlpatterns = [
    path("hr/messages/", message_log.message_log, name="hr-messages"),
    path("hr/messages/<int:pk>/retry/", message_log.retry_message, name="retry-message"),
    path("hr/suppressions/<int:pk>/lift/", message_log.lift_suppression, name="lift-suppression"),
    path("profile/skill-options/", options.skill_options, name="skill-options"),
    path("people/options/", options.person_options, name="person-options"),
]
