"""The policies of a lab: add, change and remove one of a draft, save one as a new run."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching import engine, policies, rounds
from matching.access import get_own_lab, get_tried_policy
from matching.forms.fields import posted
from matching.forms.lab import LabPolicyForm, form_of
from matching.lab import drafts, page, saving
from matching.lab.drafts import LabRefusedError
from matching.models import Lab, LabPolicy
from profiles.access import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def add_policy(request: HttpRequest, pk: int) -> HttpResponse:
    lab = get_own_lab(user_of(request), pk)
    columns = list(lab.policies.all())
    form = LabPolicyForm(
        posted(request),
        policy=engine.Policy.from_document(columns[0].document),
        taken={column.name for column in columns},
    )
    if request.method == "POST" and form.is_valid():
        try:
            drafts.add(lab, form.cleaned_data["name"], form.wanted)
        except LabRefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect(lab)
    return _form_page(request, lab, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_policy(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_tried_policy(user_of(request), pk, is_own=True)
    form = form_of(row, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            drafts.change(row, form.cleaned_data["name"], form.wanted)
        except LabRefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect(row.lab)
    return _form_page(request, row.lab, form, row)


def _form_page(
    request: HttpRequest, lab: Lab, form: LabPolicyForm, row: LabPolicy | None
) -> HttpResponse:
    if not lab.is_draft:
        messages.info(request, _("This comparison has started. Change its policies in a new one."))
        return redirect(lab)
    fixed = [policies.RULES[code] for code in policies.FIXED_RULES]
    context = {"form": form, "lab": lab, "row": row, "fixed": fixed, "round": lab.round}
    return render(request, "matching/lab/policy.html", context)


@require_POST
def remove_policy(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_tried_policy(user_of(request), pk, is_own=True)
    try:
        drafts.remove(row)
    except LabRefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect(row.lab)


@require_http_methods(["GET", "HEAD", "POST"])
def save_as_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What it will do, then a new run of the round with this policy."""
    user = user_of(request)
    row = get_tried_policy(user, pk)
    if request.method == "POST":
        try:
            run, is_new = saving.save_as_run(row, by=user)
        except (LabRefusedError, rounds.RoundRefusedError) as refusal:
            messages.error(request, str(refusal))
            return redirect(row.lab)
        if not is_new:
            text = _("Run %(n)s was already on its way, so nothing was saved.")
            messages.info(request, text % {"n": run.number})
        return redirect("run", run.pk)
    if row.lab.state != Lab.State.DONE or row.error:
        messages.info(request, _("Only a compared policy with a result can be saved as a run."))
        return redirect(row.lab)
    live = row.lab.policies.get(place=0)
    context = {
        "row": row,
        "lab": row.lab,
        "round": row.lab.round,
        "version": policies.current(row.lab.round.program).version + 1,
        "line": page.headline(row, live),
    }
    return render(request, "matching/lab/save.html", context)
