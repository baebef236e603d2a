"""What somebody has answered on the way to a new group, kept in their session until it is made.

keep(request, "kind", request.POST)
answers(request, "kind")              # a QueryDict, or None when that page is still to come
"""

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict

KEY = "group_draft"
PAGES = ("kind", "topic", "when")


def keep(request: HttpRequest, page: str, posted: QueryDict) -> None:
    draft: Mapping[str, object] = request.session.get(KEY, {})
    found = {name: values for name, values in posted.lists() if name != "csrfmiddlewaretoken"}
    request.session[KEY] = {**draft, page: found}


def answers(request: HttpRequest, page: str) -> QueryDict | None:
    stored = request.session.get(KEY, {}).get(page)
    if stored is None:
        return None
    found = QueryDict(mutable=True)
    for name, values in stored.items():
        found.setlist(name, values)
    return found


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
