"""The Content-Security-Policy: everything from here, nothing inline, nobody frames us."""

from collections.abc import Sequence

from csp.constants import NONE, SELF


def strict(*, form_actions: Sequence[str] = ()) -> dict[str, object]:
    """`form_actions` are origins a form may lead to: Chromium applies the rule to redirects too,
    and company sign-in is a form that leads to the provider."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "font-src": [SELF],
            "connect-src": [SELF],
            "form-action": [SELF, *form_actions],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
        }
    }
