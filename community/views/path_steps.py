"""One step of a path: read it, do it, and on to the next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import exercises, path_outline, path_pages, path_progress, things
from community.access_paths import get_path, get_path_to_take, get_step
from community.forms.paths import CheckForm, ExerciseForm
from community.models import PathStep
from profiles.access import profile_of, user_of
from profiles.models import Profile


@require_safe
def path_step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    me = profile_of(request)
    step = get_step(get_path(user_of(request), me, slug), pk)
    return _page(request, step, me, form=_form(step, me))


@require_POST
def finish_step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Read, been there, or done on paper. A check is done by its right answers alone."""
    me = profile_of(request)
    step = get_step(get_path_to_take(me, slug), pk)
    if step.is_check and step.questions.exists():
        return redirect(step)
    return _on_from(request, step, me)


@require_POST
def answer_exercise(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    me, now = profile_of(request), timezone.now()
    step = get_step(get_path_to_take(me, slug), pk)
    if not step.is_exercise:
        return redirect(step)
    form = ExerciseForm(request.POST)
    if not form.is_valid():
        return _page(request, step, me, form=form)
    text, seen = form.cleaned_data["text"], form.seen_at()
    if exercises.save(me, step, text, seen=seen, now=now):
        return _on_from(request, step, me)
    stored = exercises.get(me, step)
    if stored:
        message = _("You changed this in another tab. Check both, then save again")
        form.show_other(stored.changed_at, message)
    return _page(request, step, me, form=form, other=stored.text if stored else "")


@require_POST
def answer_check(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Passed with all answers right; otherwise each is explained, and it can be sent again."""
    me = profile_of(request)
    step = get_step(get_path_to_take(me, slug), pk)
    form = CheckForm(request.POST, questions=list(step.questions.all()))
    if not form.questions:
        return redirect(step)
    if form.is_valid() and form.has_passed:
        return _on_from(request, step, me)
    return _page(request, step, me, form=form)


def _on_from(request: HttpRequest, step: PathStep, me: Profile) -> HttpResponse:
    if path_progress.finish_step(step, me, now=timezone.now()):
        messages.success(request, _("You have finished “%(name)s”.") % {"name": step.path.name})
        return redirect(step.path)
    following = path_outline.of(step.path, me).after(step)
    if following is None:
        return redirect(step.path)
    following.path = step.path
    return redirect(following)


def _form(step: PathStep, me: Profile) -> ExerciseForm | CheckForm | None:
    if step.is_exercise:
        stored = exercises.get(me, step)
        if stored is None:
            return ExerciseForm()
        return ExerciseForm(initial={"text": stored.text, "seen": stored.changed_at.isoformat()})
    if step.is_check:
        return CheckForm(questions=list(step.questions.all()))
    return None


def _page(
    request: HttpRequest,
    step: PathStep,
    me: Profile,
    *,
    form: ExerciseForm | CheckForm | None,
    other: str = "",
) -> HttpResponse:
    outline = path_outline.of(step.path, me)
    context = {
        "path": step.path,
        "step": step,
        "outline": outline,
        "line": outline.line_of(step),
        "before": outline.neighbor(step, -1),
        "following": outline.neighbor(step, 1),
        "form": form,
        "other": other,
        "thing": things.of(step, me),
        "is_preview": path_pages.is_preview(step.path, outline),
    }
    return render(request, "community/paths/step.html", context)
