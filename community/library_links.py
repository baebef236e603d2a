"""When two links are the same one.

    key("HTTPS://Example.com:443/Guide/?utm_source=mail#part-2")     # "example.com/Guide"

Scheme, case of the host, default ports, `www.`, the fragment, a slash at the end and what
newsletters add to an address make no other page.
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

TRACKING = re.compile(r"utm_\w+|gclid|fbclid|mc_[ce]id|igshid|msclkid", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}
SCHEMES = tuple(PORTS)


def key(url: str) -> str:
    """Raises ValueError when it is no web address."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if parts.scheme not in SCHEMES or not host or parts.username is not None:
        raise ValueError
    port = "" if parts.port in (None, PORTS[parts.scheme]) else f":{parts.port}"
    kept = [(name, value) for name, value in _query(parts.query) if not TRACKING.fullmatch(name)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"[:500]


def _query(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True)
