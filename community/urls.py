from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("community.groups_urls")),
    path("", include("community.sessions_urls")),
    path("", include("community.path_urls")),
    path("", include("community.library_urls")),
    path("", include("community.questions_urls")),
    path("", include("community.recognition_urls")),
]
