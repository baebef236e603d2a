from django.urls import path

from matching.views import place_asks, reports

ROUND = "hr/rounds/<int:pk>/"

urlpatterns = [
    path(f"{ROUND}unmatched/", reports.unmatched, name="round-unmatched"),
    path(f"{ROUND}unmatched/invite/", reports.invite_for_skill, name="invite-for-skill"),
    path(f"{ROUND}unmatched/start/", reports.start_for_waiting, name="start-for-waiting"),
    path(f"{ROUND}unmatched/ask-for-goals/", reports.ask_for_goals, name="ask-for-goals"),
    path(f"{ROUND}capacity/", reports.capacity_page, name="round-capacity"),
    path(f"{ROUND}capacity/ask/", reports.ask_one_more, name="ask-one-more"),
    path(f"{ROUND}fairness/", reports.fairness_page, name="round-fairness"),
    path(f"{ROUND}fairness/print/", reports.fairness_print, name="fairness-print"),
    path(f"{ROUND}fairness/export/", reports.fairness_csv, name="fairness-csv"),
    path("m/one-more/<str:token>/", place_asks.answer_one_more, name="answer-one-more"),
]
