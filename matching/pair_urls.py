"""The life of a pair after Publish: away, over, somebody new."""

from django.urls import path

from matching.views import asking, away, exits, newcomers, rematch, request_links, requests

PAIR = "pairs/<int:pk>/"
HR_PAIR = f"hr/{PAIR}"
HR_PROGRAM = "hr/programs/<int:pk>/"
PROGRAM = "programs/<int:pk>/"
REQUEST = "requests/<int:pk>/"

urlpatterns = [
    path(f"{PAIR}away/", away.pair_away, name="pair-away"),
    path(f"{PAIR}away/back/", away.come_back, name="come-back"),
    path(f"{PAIR}away/meanwhile/", away.choose_meanwhile, name="choose-meanwhile"),
    path(f"{PAIR}end/", exits.leave_pair, name="leave-pair"),
    path(f"{HR_PAIR}away/", away.hr_pair_away, name="hr-pair-away"),
    path(f"{HR_PAIR}away/back/", away.hr_come_back, name="hr-come-back"),
    path(f"{HR_PAIR}away/release/", away.hr_release, name="hr-release-pair"),
    path(f"{HR_PROGRAM}waiting/", rematch.rematch_page, name="hr-rematch"),
    path(f"{HR_PROGRAM}waiting/<int:enrollment>/pair/", rematch.open_rematch, name="open-rematch"),
    path(f"{HR_PROGRAM}waiting/pair/", newcomers.open_proposed, name="open-proposed"),
    path(f"{HR_PROGRAM}newcomers/", newcomers.newcomer_settings, name="newcomer-settings"),
    path(f"{HR_PROGRAM}exits/", exits.exit_reasons_page, name="exit-reasons"),
    path(f"{PROGRAM}ask/", asking.ask_list, name="ask-list"),
    path(f"{PROGRAM}ask/<int:enrollment>/", asking.ask_mentor, name="ask-mentor"),
    path(f"{PROGRAM}requests/on/", requests.take_requests, name="take-requests"),
    path(f"{PROGRAM}requests/off/", requests.take_no_requests, name="take-no-requests"),
    path(REQUEST, requests.mentor_request, name="mentor-request"),
    path(f"{REQUEST}accept/", requests.accept_request, name="accept-request"),
    path(f"{REQUEST}not-now/", requests.decline_request, name="decline-request"),
    path("m/request/<str:token>/", request_links.answer_request, name="answer-request"),
    path(f"{REQUEST}stop/", asking.stop_request, name="stop-request"),
    path(f"{HR_PROGRAM}requests/", requests.hr_requests, name="hr-requests"),
    path(f"{HR_PROGRAM}requests/settings/", requests.request_settings, name="request-settings"),
]
