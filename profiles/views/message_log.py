from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outbox import heartbeat, kinds
from outbox.models import Message, Suppression
from profiles import message_log as log
from profiles import message_tabs
from profiles.access import require_hr
from profiles.forms.message_log import MessageFilterForm

ON_A_PAGE = 50


@require_safe
def message_log(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    now = timezone.now()
    form = MessageFilterForm(request.GET)
    chosen = form.chosen()
    page = Paginator(log.rows(now=now, **chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "entries": [log.Entry(message) for message in page],
        "tabs": message_tabs.tabs("hr-messages", "?view=all" if chosen["view"] else ""),
        "suppressions": Suppression.objects.order_by("-at")[:ON_A_PAGE],
        "last_tick": heartbeat.last_tick(),
        "is_late": heartbeat.is_late(now=now),
    }
    return render(request, "profiles/message_log.html", context)


@require_POST
def retry_message(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    rows = Message.objects.exclude(kind__in=kinds.private())
    message = rows.filter(pk=pk).first() if pk < 2**63 else None
    if message is None:
        raise Http404
    if log.retry(message, by=user, now=timezone.now()):
        messages.success(request, _("The mail is on its way again."))
    else:
        messages.info(request, _("Nothing to do: this mail cannot be sent again."))
    return redirect("hr-messages")


@require_POST
def lift_suppression(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    suppression = Suppression.objects.filter(pk=pk).first() if pk < 2**63 else None
    if suppression is None:
        raise Http404
    log.lift(suppression, by=user)
    messages.success(request, _("This address gets mail again."))
    return redirect("hr-messages")
