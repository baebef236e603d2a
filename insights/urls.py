from django.urls import URLPattern, URLResolver, include, path

from insights.views import measures, overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("hr/insights/", overview.insights, name="hr-insights"),
    path("hr/insights/programs/<int:pk>/", overview.program_insights, name="program-insights"),
    path("hr/insights/measures/<slug:slug>/", measures.measure, name="measure"),
    path("", include("insights.proof_urls")),
    path("", include("insights.learning_urls")),
]
