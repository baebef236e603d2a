"""Private notes. Every view asks for the reader's own and nobody else's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkins import notes, space
from checkins.access import get_running_space, get_space
from checkins.space_forms import NoteForm
from profiles.access import profile_of, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def pair_notes(request: HttpRequest, pk: int) -> HttpResponse:
    me = profile_of(request)
    pair = get_space(user_of(request), pk, now=timezone.now())
    context = space.head(pair, me, "notes") | {"notes": notes.of(me, pair)[:200]}
    return render(request, "checkins/notes.html", context)


@require_http_methods(GET_OR_POST)
def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    now, me = timezone.now(), profile_of(request)
    pair = get_running_space(user_of(request), pk, now=now)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        notes.write(me, pair, form.cleaned_data["text"], now=now)
        messages.success(request, _("Note saved. Only you can read it."))
        return redirect("pair-notes", pair.pk)
    return render(request, "checkins/edit_note.html", {"form": form, "pair": pair})


@require_http_methods(GET_OR_POST)
def edit_note(request: HttpRequest, pk: int) -> HttpResponse:
    note = notes.get_own(profile_of(request), pk)
    initial = {"text": note.text, "seen": note.changed_at.isoformat()}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial)
    other = ""
    if request.method == "POST" and form.is_valid():
        text, seen = form.cleaned_data["text"], form.seen_at()
        if notes.change(note, text, seen=seen, now=timezone.now()):
            messages.success(request, _("Note saved. Only you can read it."))
            return redirect("pair-notes", note.pair_id)
        other = note.text
        form.data = form.data.copy() | {"seen": note.changed_at.isoformat()}  # type: ignore[attr-defined]
        form.add_error(None, _("You changed this note in another tab. Check both, then save again"))
    context = {"form": form, "pair": note.pair, "note": note, "other": other}
    return render(request, "checkins/edit_note.html", context)


@require_POST
def delete_note(request: HttpRequest, pk: int) -> HttpResponse:
    note = notes.get_own(profile_of(request), pk)
    notes.delete(note)
    messages.success(request, _("Note deleted."))
    return redirect("pair-notes", note.pair_id)
