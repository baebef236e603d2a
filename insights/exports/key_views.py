"""Making and ending keys, and what a tool with a key fetches.

A fetch is a GET, because that is all tools can do. It writes what a log would: when a key was used
last, and the audit.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from insights.access import Reader, company_reader, get_export_key
from insights.exports import answers, keys, lines
from insights.exports.answers import Write
from insights.exports.forms import ExportForm, KeyForm
from insights.exports.page import render_page
from profiles import limits
from profiles.access import user_of


@require_POST
def make_export_key(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    page, form = ExportForm({}, reader=company_reader(user)), KeyForm(request.POST)
    if not form.is_valid():
        return render_page(request, page, key_form=form)
    token = keys.make(form.cleaned_data["name"], by=user, now=timezone.now())
    return render_page(request, page, token=token)


@require_POST
def end_export_key(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    key = get_export_key(user, pk)
    keys.end(key, by=user, now=timezone.now())
    messages.success(request, _("“%(name)s” reads nothing any more.") % {"name": key.name})
    return redirect("export-figures")


@login_not_required
@require_GET
def pull_figures_csv(request: HttpRequest) -> HttpResponseBase:
    return _pulled(request, "csv", answers.csv)


@login_not_required
@require_GET
def pull_figures_json(request: HttpRequest) -> HttpResponseBase:
    return _pulled(request, "json", answers.json)


def _pulled(request: HttpRequest, ending: str, write: Write) -> HttpResponseBase:
    authorization = request.headers.get("Authorization", "")
    key = keys.opened(authorization)
    if key is None:
        return _unknown(request) if authorization else _says_no()
    if not limits.may_pull(request, key.token_hash):
        return limits.refused(_plain(_("This key has been used often within an hour.")))
    form = ExportForm(request.GET, reader=Reader(key.made_by, company=True))
    if not form.is_valid():
        wrong = [f"{name}: {words}" for name, found in form.errors.items() for words in found]
        return _plain("\n".join(wrong), status=400)
    keys.note(key, form.selection, ending, now=timezone.now())
    answer = write(lines.of(form.selection))
    answer["Cache-Control"] = "no-store"
    return answer


def _unknown(request: HttpRequest) -> HttpResponse:
    """Whoever tries many keys is told to wait."""
    if limits.may_try_key(request):
        return _says_no()
    return limits.refused(_plain(_("Too many keys that are not known. Try again in a minute.")))


def _says_no() -> HttpResponse:
    answer = _plain(_("This needs a key that is known and has not been ended."), status=401)
    answer["WWW-Authenticate"] = 'Bearer realm="figures", Basic realm="figures"'
    return answer


def _plain(words: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
