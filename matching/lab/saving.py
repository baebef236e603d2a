"""A policy of the lab becomes the next version of the program's policy, and a run is asked for.

The run before keeps its record. Locks and approvals are held as in every new run, and the lab's
salt goes along: on the same sign-ups the run finds exactly the pairs that the lab has shown.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from matching import engine, policies, runs
from matching.lab.drafts import LabRefusedError, current_run
from matching.models import Lab, LabPolicy, Run
from profiles import audit
from profiles.models import User


def save_as_run(policy: LabPolicy, *, by: User) -> tuple[Run, bool]:
    """The new run and whether it was asked for now; LabRefusedError or RoundRefusedError say why
    there is none. While another run works nothing is written and that run is returned."""
    round_ = policy.lab.round
    current_run(round_)
    if policy.lab.state != Lab.State.DONE or not policy.result:
        raise LabRefusedError(_("Only a compared policy with a result can be saved as a run."))
    wanted = engine.Policy.from_document(policy.document)
    with transaction.atomic():
        if working := round_.runs.filter(state__in=Run.WORKING).first():
            return working, False
        saved = policies.save_version(round_.program, wanted, by=by)
        run, is_new = runs.request(round_, by=by)
        if is_new:
            Run.objects.filter(pk=run.pk).update(salt=policy.lab.salt)
            audit.record(
                "lab.saved_as_run",
                run,
                by=by,
                data={"lab": policy.lab_id, "policy": policy.name, "version": saved.version},
            )
    run.refresh_from_db()
    return run, is_new
