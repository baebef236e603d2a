from django.conf import settings
from django.urls import include, path

from mentorship import design, health, home, searching, theme

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", searching.search, name="search"),
    path("theme/", theme.set_theme, name="set-theme"),
    path("keys/", theme.set_keys, name="set-keys"),
    path("design/", design.design, name="design"),
    path("healthz", health.alive, name="healthz"),
    path("healthz/ready", health.ready, name="healthz-ready"),
    path("healthz/jobs", health.jobs, name="healthz-jobs"),
    path("accounts/", include("allauth.urls")),
    path("", include("outbox.urls")),
    path("", include("profiles.urls")),
    path("", include("matching.urls")),
    path("", include("checkins.urls")),
    path("", include("community.urls")),
    path("", include("insights.urls")),
]
if settings.EMBEDDED or settings.TESTING:
    urlpatterns.append(path("", include("mentorship.embedded_urls")))

handler500 = "mentorship.problems.server_error"
