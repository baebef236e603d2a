"""The messages desk: every kind of mail, HR's words in it, a preview per person, a test."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outbox import kinds, wording
from outbox.kinds import Kind
from outbox.models import Wording
from profiles import mail_desk, message_tabs
from profiles.access import profile_of, require_hr
from profiles.forms.mail_desk import PreviewForm, WordingForm
from profiles.models import Profile

FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    context = {"rows": mail_desk.rows(), "tabs": message_tabs.tabs("hr-mails")}
    return render(request, "profiles/desk/mails.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """HR's words for one kind of mail; what is saved here is not in use yet."""
    user = require_hr(request)
    kind = _kind(name)
    shown = _version(kind, request.GET.get("version", "")) or Wording.objects.in_use(kind.name)
    initial = {part: getattr(shown, part, "") for part in kind.words.parts}
    data = request.POST if request.method == "POST" else None
    form = WordingForm(data, kind=kind, initial=initial)
    if kind.words.parts and form.is_valid():
        words = mail_desk.save(kind, form.cleaned_data, by=user)
        return redirect("hr-wording", words.pk)
    context = {
        "kind": kind,
        "label": kinds.label_of(kind.name),
        "form": form,
        "placeholders": mail_desk.placeholders(kind),
        "versions": mail_desk.versions(kind),
        "in_use": Wording.objects.in_use(kind.name),
    }
    return render(request, "profiles/desk/mail.html", context)


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its type knows no address parts
def one_wording(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as a person would get it."""
    require_hr(request)
    words = _wording(pk)
    form, person = _person(request)
    preview = mail_desk.preview(words, person=person.user, reader=require_hr(request))
    in_use = Wording.objects.in_use(words.kind)
    context = {
        "words": words,
        "label": kinds.label_of(words.kind),
        "form": form,
        "chosen": person,
        "preview": preview,
        "is_in_use": in_use == words,
        "was_used": words.used_at is not None,
    }
    return render(request, "profiles/desk/wording.html", context)


@require_safe
@never_cache
@xframe_options_sameorigin
def wording_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part in a frame with a policy of its own."""
    user = require_hr(request)
    words = _wording(pk)
    _form, person = _person(request)
    response = HttpResponse(mail_desk.preview(words, person=person.user, reader=user).mail.html)
    response["Content-Security-Policy"] = FRAME_POLICY
    return response


@require_POST
def test_wording(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    words = _wording(pk)
    _form, person = _person(request)
    mail_desk.send_test(words, person=person.user, to=user)
    messages.success(request, _("The test is on its way to %(to)s.") % {"to": user.email})
    return redirect(f"{reverse('hr-wording', args=[pk])}?person={person.pk}")


@require_POST
def use_wording(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    words = _wording(pk)
    try:
        if mail_desk.use(words, by=user, now=timezone.now()):
            messages.success(request, _("These words are in use from the next mail on."))
    except wording.ReplacedError:
        _say_replaced(request, words.kind)
    return redirect("hr-mail", words.kind)


@require_POST
def restore_mail(request: HttpRequest, name: str) -> HttpResponse:
    user = require_hr(request)
    kind = _kind(name)
    try:
        if mail_desk.restore(kind, by=user, now=timezone.now()):
            messages.success(request, _("The mail is as designed again."))
    except wording.ReplacedError:
        _say_replaced(request, kind.name)
    return redirect("hr-mail", kind.name)


def _say_replaced(request: HttpRequest, kind: str) -> None:
    in_use = Wording.objects.select_related("used_by__profile").in_use(kind)
    profile = getattr(in_use.used_by, "profile", None) if in_use else None
    name = profile.name if profile else _("Somebody")
    text = _(
        "%(name)s has put other words into use meanwhile. Look at them, then save yours again."
    )
    messages.error(request, text % {"name": name})


def _kind(name: str) -> Kind:
    kind = kinds.REGISTRY.get(name)
    if kind is None or kind.name == mail_desk.TEST:
        raise Http404
    return kind


def _wording(pk: int) -> Wording:
    rows = Wording.objects.select_related("by__profile", "used_by__profile")
    words = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if words is None or words.kind not in kinds.REGISTRY:
        raise Http404
    return words


def _version(kind: Kind, number: str) -> Wording | None:
    if not (number.isascii() and number.isdigit()) or int(number) >= 2**63:
        return None
    return Wording.objects.filter(kind=kind.name, pk=int(number)).first()


def _person(request: HttpRequest) -> tuple[PreviewForm, Profile]:
    """The person chosen, by default the reader themselves."""
    data = request.POST if request.method == "POST" else request.GET
    form = PreviewForm(data or None)
    return form, form.chosen() or profile_of(request)
