from django.urls import path

from insights.views import starts, tips

PROOF = "hr/insights/proof/"

urlpatterns = [
    path(f"{PROOF}starts/", starts.start_effects, name="start-effects"),
    path(f"{PROOF}starts/<int:pk>/", starts.start_effect, name="start-effect"),
    path(PROOF, tips.tip_proof, name="tip-proof"),
    path(f"{PROOF}receipt/", tips.hold_out_receipt, name="hold-out-receipt"),
    path(f"{PROOF}receipt.json", tips.hold_out_receipt_file, name="hold-out-receipt-file"),
    path(f"{PROOF}places/", tips.hold_out_places, name="hold-out-places"),
    path(f"{PROOF}places/<int:pk>/on/", tips.switch_hold_outs_on, name="switch-hold-outs-on"),
]
