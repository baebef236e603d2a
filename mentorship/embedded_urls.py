"""Pages that exist only in embedded mode (and its tests): demo sign-in and the mailbox."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
