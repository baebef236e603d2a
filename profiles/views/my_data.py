"""My data: the file with everything, and the way out."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from profiles import erasure, limits, roles
from profiles import my_data as data
from profiles.access import get_leaver, profile_of, user_of


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, refused: object = "") -> HttpResponse:
    context = {"titles": data.titles(), "not_shown": data.not_shown(), "refused": refused}
    return render(request, "profiles/my_data.html", context)


@require_safe
def download_my_data(request: HttpRequest) -> HttpResponse:
    if not limits.may_take_file(request):
        return limits.refused(_page(request, refused=limits.TOO_MANY))
    answer = JsonResponse(
        data.of(profile_of(request), now=timezone.now()),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def erase_me(request: HttpRequest) -> HttpResponse:
    """The question, and on POST the act: it ends this session too."""
    context: dict[str, object] = {"is_last_admin": False}
    if request.method == "POST":
        try:
            erasure.ask(profile_of(request), by=user_of(request), now=timezone.now())
        except roles.LastAdminError:
            context["is_last_admin"] = True
        else:
            logout(request)
            return redirect("account_login")
    return render(request, "profiles/erase_me.html", context)


def erase_person(request: HttpRequest, pk: int) -> HttpResponse:
    """HR does it for somebody who has left and asks for it."""
    person = get_leaver(user_of(request), pk)
    if request.method == "POST":
        erasure.ask(person, by=user_of(request), now=timezone.now())
        messages.success(
            request, _("%(name)s will be erased within a minute.") % {"name": person.name}
        )
        return redirect("hr-people")
    return render(request, "profiles/hr_person_erase.html", {"person": person})
