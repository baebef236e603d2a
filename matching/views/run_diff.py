"""What differs: between two runs of a round, or between a policy of the lab and the live result."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from matching.access import get_managed_round, get_tried_policy
from matching.forms.lab import ChangesFilter
from matching.lab import change_rows, changes, page, pair_lists, remarks
from matching.lab.changes import Change, Kind
from matching.models import Lab, Round, Run
from profiles.access import user_of

PAGE = 50


@dataclass(frozen=True)
class Runs:
    """The finished runs of a round, newest first, and the two that are compared."""

    all: list[Run]
    before: Run | None
    after: Run | None

    @property
    def are_kept(self) -> bool:
        """Runs of older releases have not kept what they proposed."""
        return all(run is None or hasattr(run, "pair_list") for run in (self.before, self.after))


@require_safe
def compare_runs(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_managed_round(user_of(request), pk)
    form = ChangesFilter(request.GET)
    runs = _runs(round_, form.value("before"), form.value("after"))
    context: dict[str, object] = {"round": round_, "program": round_.program, "runs": runs}
    if runs.before and runs.after and runs.are_kept:
        first, second = runs.before.pair_list, runs.after.pair_list
        found = changes.between(pair_lists.read(first), pair_lists.read(second))
        context |= _difference(request, round_, found, form)
        context["sign_ups"] = changes.sign_ups(first, second)
        context["keep"] = f"before={runs.before.number}&after={runs.after.number}&"
    return render(request, "matching/lab/run_diff.html", context)


def _runs(round_: Round, before: int | None, after: int | None) -> Runs:
    """The newest two, unless the address asks for others."""
    done = Run.objects.filter(round=round_, state=Run.State.DONE).select_related(
        "pair_list", "policy"
    )
    found = list(done.order_by("-number"))
    named = {run.number: run for run in found}
    second = named.get(after or 0) or (found[0] if found else None)
    older = [run for run in found if second is not None and run.number < second.number]
    first = named.get(before or 0) or (older[0] if older else None)
    return Runs(found, first, second)


@require_safe
def policy_changes(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_tried_policy(user_of(request), pk)
    if row.lab.state != Lab.State.DONE or row.error:
        return redirect(row.lab)
    form = ChangesFilter(request.GET)
    live = row.lab.policies.get(place=0)
    found = changes.between(pair_lists.read(live), pair_lists.read(row))
    context = {
        **_difference(request, row.lab.round, found, form),
        "row": row,
        "lab": row.lab,
        "round": row.lab.round,
        "line": page.headline(row, live),
        "sign_up_words": remarks.sign_ups(row.lab),
    }
    return render(request, "matching/lab/changes.html", context)


def _difference(
    request: HttpRequest, round_: Round, found: list[Change], form: ChangesFilter
) -> dict[str, object]:
    """Tabs with counts, and one page of what the tab holds."""
    user = user_of(request)
    visible = change_rows.without_own(found, user)
    counts = changes.counted(visible)
    kind = form.value("kind") or next((kind for kind in Kind if counts[kind]), Kind.SAME)
    chosen = [one for one in visible if one.kind == kind]
    listed = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    return {
        "kind": kind,
        "counts": [(one, change_rows.LABELS[one], counts[one]) for one in Kind],
        "page": listed,
        "rows": change_rows.rows(round_, list(listed)),
        "hidden": len(found) - len(visible),
        "are_identical": not any(one.kind != Kind.SAME for one in found),
    }
