from django.urls import path

from checkins.views import answers, groups, health

urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("pairs/<int:pk>/", groups.pair, name="pair"),
    path("pairs/<int:pk>/concern/", answers.concern, name="concern"),
    path("checkins/<int:pk>/", answers.answer, name="answer"),
    path("m/answer/<str:token>/", answers.answer_from_mail, name="answer-from-mail"),
    path("profile/who-read/", health.who_read, name="who-read"),
    path("hr/groups/", health.group_health, name="hr-health"),
    path("hr/checkins/<int:pk>/handle/", health.handle_checkin, name="handle-checkin"),
    path("hr/checkins/<int:pk>/read/", health.read_feedback, name="read-feedback"),
]
