"""The answer to an invitation from the mail: a GET shows the one chosen, a POST gives it."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from community import emails_groups, joining
from community.models import Membership
from matching.forms.fields import posted
from outbox import links
from outbox.models import Link
from profiles.widgets import ChoiceCards

CHOOSE = _("Choose whether you join")


class InvitationForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Do you join?"),
        choices=[(emails_groups.YES, _("Yes, I join")), (emails_groups.NO, _("No, thank you"))],
        widget=ChoiceCards(),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


@login_not_required
@links.private_page
@require_http_methods(["GET", "HEAD", "POST"])
def group_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = links.resolve(token, emails_groups.ANSWER)
    if link is None:
        raise Http404
    row, wanted = _membership_of(link)
    is_open = row.state == Membership.State.INVITED and not row.group.is_over
    is_open = is_open and not link.is_expired(now=now)
    form = InvitationForm(posted(request) if is_open else None, initial={"answer": wanted})
    if form.is_valid():
        joining.answer(row, yes=form.cleaned_data["answer"] == emails_groups.YES, now=now)
        return redirect("group-from-mail", token)
    context = {
        "form": form,
        "row": row,
        "group": row.group,
        "facts": emails_groups.facts(row.group),
        "is_open": is_open,
    }
    return render(request, "community/groups/mail.html", context)


def _membership_of(link: Link) -> tuple[Membership, str]:
    """The invitation of a link and the answer it carries, for the person it was sent to."""
    number, _colon, answer = link.subject.partition(":")
    rows = Membership.objects.select_related("group", "profile")
    row = rows.filter(pk=number, profile__user=link.person_id).first()
    if row is None:
        raise Http404
    return row, answer
