from django.urls import path

from matching.views import cohorts, setup

PROGRAM = "hr/programs/<int:pk>/"

urlpatterns = [
    path(f"{PROGRAM}setup/", setup.setup_page, name="program-setup"),
    path(f"{PROGRAM}setup/rules/", setup.count_rules, name="program-rule-counts"),
    path(f"{PROGRAM}setup/run/", setup.run_program, name="run-program"),
    path(f"{PROGRAM}next-cohort/", cohorts.next_cohort, name="next-cohort"),
]
