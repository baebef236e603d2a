"""Program health over time, and the report of a program for its sponsors."""

from django.urls import path

from insights.report import desk_views, health_views, views

PROGRAM = "hr/insights/programs/<int:pk>/"
REPORT = "reports/<int:pk>/<slug:period>/"

urlpatterns = [
    path(f"{PROGRAM}health/", health_views.program_health, name="program-health"),
    path(f"{PROGRAM}report/", desk_views.report_desk, name="report-desk"),
    path(f"{PROGRAM}report/schedule/", desk_views.schedule_report, name="schedule-report"),
    path(f"{PROGRAM}report/readers/", desk_views.report_readers, name="report-readers"),
    path(f"{PROGRAM}report/<slug:period>/write/", desk_views.write_report, name="write-report"),
    path("reports/", views.my_reports, name="my-reports"),
    path(REPORT, views.report, name="report"),
    path(f"{REPORT}pdf/", views.report_pdf, name="report-pdf"),
]
