"""Being named or not: one's own choice, and what HR sets for countries."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import naming
from community.forms.recognition import ChoiceForm, PlaceForm, RulesForm
from community.models import NamelessPlace
from community.recognition_tabs import desk_tabs
from profiles.access import profile_of, require_hr


@require_http_methods(["GET", "HEAD", "POST"])
def recognition_choice(request: HttpRequest) -> HttpResponse:
    me, is_post = profile_of(request), request.method == "POST"
    choice = naming.choice_of(me)
    initial = {"shows_kudos": choice.shows_kudos, "shows_acts": choice.shows_acts}
    form = ChoiceForm(request.POST if is_post else None, initial=initial)
    if is_post and form.is_valid():
        naming.choose(me, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("recognition-choice")
    is_off = naming.is_off_for([me])
    return render(request, "community/kudos/choice.html", {"form": form, "is_off": is_off})


@require_http_methods(["GET", "HEAD", "POST"])
def hr_recognition(request: HttpRequest) -> HttpResponse:
    """GET shows both forms; POST switches recognition by name off somewhere."""
    user, is_post = require_hr(request), request.method == "POST"
    form = PlaceForm(request.POST if is_post else None, countries=naming.countries())
    if is_post and form.is_valid():
        naming.switch_off(form.country, by=user, now=timezone.now())
        messages.success(request, _("Recognition by name is off there. It holds from now on."))
        return redirect("hr-recognition")
    context = {
        "form": form,
        "rules": RulesForm(initial={"stories_wait_for_hr": naming.rules().stories_wait_for_hr}),
        "places": NamelessPlace.objects.all(),
        "tabs": desk_tabs("rules"),
    }
    return render(request, "community/recognition/rules.html", context)


@require_POST
def set_recognition_rules(request: HttpRequest) -> HttpResponse:
    user = require_hr(request)
    form = RulesForm(request.POST)
    if form.is_valid():
        naming.set_rules(**form.cleaned_data, by=user)
        messages.success(request, _("Saved."))
    return redirect("hr-recognition")


@require_POST
def switch_recognition_on(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    place = NamelessPlace.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if place and naming.switch_on(place.country, by=user):
        messages.success(request, _("Recognition by name is on again there."))
    return redirect("hr-recognition")
