from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching import policies, training
from matching.access import get_managed_program
from matching.forms.fields import posted
from matching.forms.policies import ProgramPolicyForm
from profiles.access import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def program_policy(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    current = policies.current(program)
    rules = policies.engine_policy(current)
    form = ProgramPolicyForm(posted(request), policy=rules, program=program)
    if request.method == "POST" and form.is_valid():
        training.choose(program, form.cleaned_data["training"], by=user)
        saved = policies.save_version(program, form.wanted, by=user)
        text = _("Rules and weights are saved as version %(n)d. The next run uses them.")
        messages.success(request, text % {"n": saved.version})
        return redirect("hr-program", program.pk)
    fixed = [policies.RULES[code] for code in policies.FIXED_RULES]
    context = {"form": form, "program": program, "policy": current, "fixed": fixed}
    return render(request, "matching/programs/policy.html", context)
