from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("insights.proof_urls")),
    path("", include("insights.learning_urls")),
]
