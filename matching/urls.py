from django.urls import include, path

urlpatterns = [path("", include("matching.round_urls"))]
