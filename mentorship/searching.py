"""The page of the search, which is also what the command palette shows."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from mentorship import navigation
from mentorship.search import Hit, everything
from profiles.access import profile_of
from profiles.search import LONGEST_QUERY


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search people, groups, sessions and the library"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Search words must be 80 characters or fewer")},
    )


@require_safe
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    pages = [Hit(str(item.label), item.href) for item in navigation.everything(request)]
    found = everything(query, reader=profile_of(request), pages=pages, now=timezone.now())
    context = {"form": form, "query": query, "found": found}
    is_part = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "search.html#hits" if is_part else "search.html", context)
