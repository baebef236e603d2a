from django.urls import path

from matching.views import console, pair_options, proposals

ROUND = "hr/rounds/<int:pk>/"
PAIR = "hr/proposals/<int:pk>/"

urlpatterns = [
    path(ROUND, console.round_page, name="round"),
    path(f"{ROUND}rows/", console.round_rows, name="round-rows"),
    path(f"{ROUND}approve/", console.approve_all, name="approve-all"),
    path(f"{ROUND}select/", console.select_pairs, name="select-pairs"),
    path(f"{ROUND}selected/", console.bulk, name="bulk"),
    path(f"{ROUND}selected/reject/", console.reject_selected, name="reject-selected"),
    path(f"{ROUND}undo/", console.undo_step, name="undo-step"),
    path(f"{ROUND}redo/", console.redo_step, name="redo-step"),
    path(f"{ROUND}sample/", console.draw_sample, name="draw-sample"),
    path(f"{PAIR}keep/", proposals.keep_sampled, name="keep-sampled"),
    path(f"{PAIR}options/", pair_options.proposal_options, name="proposal-options"),
    path(f"{PAIR}why-not/", pair_options.why_not_page, name="why-not"),
    path(f"{PAIR}edit/<str:kind>/", pair_options.edit_proposal, name="edit-proposal"),
    path(f"{PAIR}comments/", pair_options.add_comment, name="add-comment"),
    path(
        f"{PAIR}comments/<int:comment>/settle/",
        pair_options.settle_comment,
        name="settle-comment",
    ),
]
