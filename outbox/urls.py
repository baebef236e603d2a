from django.urls import path

from outbox import views

urlpatterns = [
    path("settings/mail/", views.mail_preferences, name="mail-preferences"),
    path("m/pause/<str:token>/", views.pause, name="pause-mail"),
    path("m/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
