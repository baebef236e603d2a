from django.urls import include, path

from matching.views import answers, proposals, publishing, rounds, runs

urlpatterns = [
    path("", include("matching.lab_urls")),
    path("hr/programs/<int:pk>/rounds/", rounds.round_list, name="hr-rounds"),
    path("hr/programs/<int:pk>/rounds/new/", rounds.new_round, name="new-round"),
    path(
        "hr/programs/<int:pk>/rounds/late-joiners/",
        rounds.match_late_joiners,
        name="match-late-joiners",
    ),
    path("", include("matching.console_urls")),
    path("hr/rounds/<int:pk>/run/", rounds.run_matching, name="run-matching"),
    path("hr/rounds/<int:pk>/cancel/", rounds.cancel_round, name="cancel-round"),
    path("hr/rounds/<int:pk>/publish/", publishing.publish_round, name="publish-round"),
    path("hr/rounds/<int:pk>/recall/", publishing.recall_round, name="recall-round"),
    path("hr/runs/<int:pk>/", runs.run_page, name="run"),
    path("hr/runs/<int:pk>/progress/", runs.run_progress, name="run-progress"),
    path("hr/runs/<int:pk>/cancel/", runs.cancel_run, name="cancel-run"),
    path("hr/runs/<int:pk>/again/", runs.run_again, name="run-again"),
    path("hr/proposals/<int:pk>/", proposals.proposal_page, name="proposal"),
    path("hr/proposals/<int:pk>/approve/", proposals.approve_proposal, name="approve-proposal"),
    path("hr/proposals/<int:pk>/reject/", proposals.reject_proposal, name="reject-proposal"),
    path("hr/proposals/<int:pk>/forbid/", proposals.forbid_proposal, name="forbid-proposal"),
    path("hr/proposals/<int:pk>/lock/", proposals.lock_proposal, name="lock-proposal"),
    path("hr/proposals/<int:pk>/unlock/", proposals.unlock_proposal, name="unlock-proposal"),
    path("hr/proposals/<int:pk>/undo/", proposals.undo_proposal, name="undo-proposal"),
    path("hr/pairs/<int:pk>/next-best/", answers.next_best, name="next-best"),
    path("hr/pairs/<int:pk>/next-best/choose/", answers.choose_next_best, name="choose-next-best"),
    path("hr/pairs/<int:pk>/next-best/let-go/", answers.let_go, name="let-go"),
    path("pairs/<int:pk>/answer/", answers.answer_pair, name="answer-pair"),
    path("m/match/<str:token>/", answers.answer_match, name="answer-match"),
]
