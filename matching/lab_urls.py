from django.urls import path

from matching.views import lab, lab_policies, run_diff

LAB = "hr/labs/<int:pk>/"
POLICY = "hr/labs/policies/<int:pk>/"

urlpatterns = [
    path("hr/rounds/<int:pk>/lab/", lab.lab_list, name="lab"),
    path("hr/rounds/<int:pk>/lab/new/", lab.new_lab, name="lab-new"),
    path("hr/rounds/<int:pk>/runs/compare/", run_diff.compare_runs, name="run-diff"),
    path(LAB, lab.lab_page, name="lab-page"),
    path(f"{LAB}progress/", lab.lab_progress, name="lab-progress"),
    path(f"{LAB}start/", lab.start_lab, name="lab-start"),
    path(f"{LAB}cancel/", lab.cancel_lab, name="lab-cancel"),
    path(f"{LAB}again/", lab.compare_again, name="lab-again"),
    path(f"{LAB}copy/", lab.copy_lab, name="lab-copy"),
    path(f"{LAB}policies/add/", lab_policies.add_policy, name="lab-policy-add"),
    path(POLICY, lab_policies.change_policy, name="lab-policy"),
    path(f"{POLICY}remove/", lab_policies.remove_policy, name="lab-policy-remove"),
    path(f"{POLICY}save/", lab_policies.save_as_run, name="lab-policy-save"),
    path(f"{POLICY}changes/", run_diff.policy_changes, name="lab-changes"),
]
