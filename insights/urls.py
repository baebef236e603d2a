from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("insights.report_urls")),
    path("", include("insights.export_urls")),
]
