"""Pages that exist only in embedded mode (and its tests): demo sign-in and the mailbox."""

from django.urls import path

from mentorship import demo_sign_in, mailbox

urlpatterns = [
    path("demo/", demo_sign_in.demo_sign_in, name="demo-sign-in"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<slug:name>/", mailbox.mail, name="mail"),
    path("mailbox/<slug:name>/html/", mailbox.mail_html, name="mail-html"),
]
