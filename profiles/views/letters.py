"""Writing to a list: compose, look at it, test, send."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from profiles import letters, lists, message_tabs
from profiles.access import is_hr, looks_after_programs, user_of
from profiles.forms.letters import LetterForm, SendForm
from profiles.models import Letter, Profile, User

ON_A_PAGE, SHOWN = 50, 50


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """One's own drafts and letters."""
    rows = Letter.objects.filter(author=_writer(request)).order_by("-updated_at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    tabs = message_tabs.tabs("letters") if is_hr(request.user) else []
    return render(request, "profiles/letters/list.html", {"page": page, "tabs": tabs})


@require_http_methods(["GET", "HEAD", "POST"])
def new_letter(request: HttpRequest) -> HttpResponse:
    """The list is in the query string; nothing is kept before the first save."""
    user = _writer(request)
    name, wanted = request.GET.get("list", ""), lists.cleaned(request.GET.dict())
    found = lists.resolve(user, name, wanted)
    form = LetterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        letter = letters.begin(name, wanted, **form.cleaned_data, by=user)
        return redirect("letter", letter.pk)
    context = {
        "form": form,
        "found": found,
        "count": found.people.count(),
        "action": request.get_full_path(),
    }
    return render(request, "profiles/letters/write.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_letter(request: HttpRequest, pk: int) -> HttpResponse:
    user = _writer(request)
    letter = _own(user, pk)
    if not letter.is_draft:
        return redirect("letter", pk)
    found = lists.resolve(user, letter.list_name, letter.wanted)
    initial = {"subject": letter.subject, "body": letter.body}
    form = LetterForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        drafts = Letter.objects.filter(pk=pk, state=Letter.State.DRAFT)
        drafts.update(**form.cleaned_data, updated_at=timezone.now())
        return redirect("letter", pk)
    context = {
        "form": form,
        "found": found,
        "count": found.people.count(),
        "action": request.path,
        "letter": letter,
    }
    return render(request, "profiles/letters/write.html", context)


@require_safe
def one_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as its readers would get it, or what became of a letter."""
    user = _writer(request)
    letter = _own(user, pk)
    if not letter.is_draft:
        skipped = letters.skipped_of(letter)
        context = {"letter": letter, "count": letter.sent_to, **_left_out(skipped)}
        return render(request, "profiles/letters/sent.html", context)
    reached = letters.reach(letter, by=user, now=timezone.now())
    reader = reached.people[0] if reached.people else user.profile
    subject, body = letters.text_for(letter, reader)
    context = {
        "letter": letter,
        "found": reached.found,
        "count": len(reached.people),
        "some": reached.people[:SHOWN],
        "reader": reader,
        "subject": subject,
        "body": body,
        **_left_out(reached.skipped),
    }
    return render(request, "profiles/letters/draft.html", context)


@require_POST
def test_letter(request: HttpRequest, pk: int) -> HttpResponse:
    user = _writer(request)
    letters.send_test(_own(user, pk), to=user)
    messages.success(request, _("The test is on its way to %(to)s.") % {"to": user.email})
    return redirect("letter", pk)


@require_POST
def send_letter(request: HttpRequest, pk: int) -> HttpResponse:
    user = _writer(request)
    letter = _own(user, pk)
    seen = SendForm(request.POST).number()
    try:
        if letters.send(letter, by=user, seen=seen, now=timezone.now()):
            letter.refresh_from_db()
            words = ngettext(
                "The letter is on its way to %(n)d person.",
                "The letter is on its way to %(n)d people.",
                letter.sent_to,
            )
            messages.success(request, words % {"n": letter.sent_to})
    except letters.ListChangedError:
        text = _("Nothing was sent: the list has changed since you looked. Look at it again.")
        messages.error(request, text)
    return redirect("letter", pk)


@require_POST
def drop_letter(request: HttpRequest, pk: int) -> HttpResponse:
    user = _writer(request)
    letter = _own(user, pk)
    if Letter.objects.filter(pk=letter.pk, state=Letter.State.DRAFT).delete()[0]:
        messages.success(request, _("The draft is deleted."))
    return redirect("letters")


def _left_out(skipped: list[tuple[Profile, str]]) -> dict[str, object]:
    shown = [(person, letters.REASONS[reason]) for person, reason in skipped[:SHOWN]]
    return {"skipped": shown, "skipped_count": len(skipped), "more": len(skipped) - len(shown)}


def _writer(request: HttpRequest) -> User:
    user = user_of(request)
    if not looks_after_programs(user):
        raise Http404
    return user


def _own(user: User, pk: int) -> Letter:
    rows = Letter.objects.filter(author=user).select_related("author__profile")
    letter = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if letter is None:
        raise Http404
    return letter
