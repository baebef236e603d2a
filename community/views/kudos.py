"""The wall, giving kudos, and one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import kudos, naming
from community.access_recognition import get_given_kudos, get_received_kudos
from community.forms.kudos import KudosForm, WallForm
from community.models import Kudos
from community.models.kudos import KudosQuerySet
from community.recognition_tabs import tabs
from profiles.access import profile_of
from profiles.fields import ids_in
from profiles.models import Profile, Skill
from profiles.pages import LongPaginator

A_PAGE = 24


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    reader = profile_of(request)
    form = WallForm(request.GET, profile=reader)
    wanted = form.wanted()
    page = LongPaginator(kudos.wall(reader, **wanted), A_PAGE).get_page(_number(request))
    context = {
        "form": form,
        "page": page,
        "days": kudos.by_day(page.object_list),
        "is_filtered": any(wanted.values()),
        "tabs": tabs("kudos"),
    }
    return render(request, "community/kudos/wall.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give_kudos(request: HttpRequest) -> HttpResponse:
    me, is_post = profile_of(request), request.method == "POST"
    to = _wanted(request, me)
    initial = {"recipient": [to] if to else [], "skill": _for_what(request)}
    form = KudosForm(request.POST if is_post else None, giver=me, initial=initial)
    if is_post and form.is_valid() and (sent := _give(form, me)):
        words = _("Kudos sent to %(name)s.") % {"name": sent.recipient.first_name}
        messages.success(request, words)
        return redirect("kudos" if sent.audience == Kudos.Audience.PUBLIC else "kudos-given")
    why = naming.why_private(me, to) if to and not is_post else ""
    if why:
        form.initial["audience"] = Kudos.Audience.PRIVATE
    return render(request, "community/kudos/give.html", {"form": form, "to": to, "why": why})


def _give(form: KudosForm, me: Profile) -> Kudos | None:
    """None when the recipient has chosen otherwise since the form was checked."""
    data = form.cleaned_data
    try:
        return kudos.give(
            me,
            data["recipient"],
            data["words"],
            skill=data["skill"],
            audience=data["audience"],
            nonce=data["nonce"],
            now=timezone.now(),
        )
    except kudos.PrivateOnlyError as error:
        form.ask_again(str(error))
        return None


def _wanted(request: HttpRequest, me: Profile) -> Profile | None:
    """Whom the link that led here names."""
    ids = ids_in([request.GET.get("to", "")])
    return Profile.objects.active().without(me).filter(pk__in=ids).first() if ids else None


def _for_what(request: HttpRequest) -> list[Skill]:
    ids = ids_in([request.GET.get("skill", "")])
    return list(Skill.objects.active().filter(pk__in=ids)) if ids else []


@require_safe
def kudos_received(request: HttpRequest) -> HttpResponse:
    return _mine(request, kudos.received(profile_of(request)), "received")


@require_safe
def kudos_given(request: HttpRequest) -> HttpResponse:
    return _mine(request, kudos.given(profile_of(request)), "given")


def _mine(request: HttpRequest, rows: KudosQuerySet, side: str) -> HttpResponse:
    me = profile_of(request)
    page = LongPaginator(rows, A_PAGE).get_page(_number(request))
    context = {"page": page, "side": side, "choice": naming.choice_of(me), "tabs": tabs("mine")}
    return render(request, "community/kudos/mine.html", context)


@require_POST
def take_back_kudos(request: HttpRequest, pk: int) -> HttpResponse:
    kudos.take_back(get_given_kudos(profile_of(request), pk), now=timezone.now())
    messages.success(request, _("Taken back. Nobody sees it any more."))
    return redirect("kudos-given")


@require_POST
def remove_kudos(request: HttpRequest, pk: int) -> HttpResponse:
    kudos.remove(get_received_kudos(profile_of(request), pk), now=timezone.now())
    messages.success(request, _("Removed. Nobody is told."))
    return redirect("kudos-received")


@require_POST
def keep_kudos_private(request: HttpRequest, pk: int) -> HttpResponse:
    kudos.keep_private(get_received_kudos(profile_of(request), pk))
    messages.success(request, _("Only the two of you see it now."))
    return redirect("kudos-received")


@require_POST
def show_kudos(request: HttpRequest, pk: int) -> HttpResponse:
    kudos.let_show(get_received_kudos(profile_of(request), pk))
    messages.success(request, _("It may stand on the wall again."))
    return redirect("kudos-received")


def _number(request: HttpRequest) -> str:
    return request.GET.get("page", "1")[:8]
