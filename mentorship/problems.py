"""What a page answers when it broke: 503 and "back in a minute" while the database is away, full or
locked, 500 for everything else."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import get_template
from django.views import defaults


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, as Django's own handler does not."""
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        broken: HttpResponseServerError = defaults.server_error(request)
        return broken
    response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = "30"
    return response
