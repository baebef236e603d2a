"""What a service wants to read, written by apprise's own plugin for it.

apprise would also make the call, but tells only yes or no about it; the outbox needs more (see
`outbox.webhooks`). So its plugin speaks to a recorder, and no address of ours ever enters it.
"""

import importlib
import re
import threading
from types import SimpleNamespace
from typing import Any

LOCK = threading.Lock()
# service → apprise's module and class, an address of the right shape that is nobody's
SHAPES = {
    "slack": (
        "slack",
        "NotifySlack",
        "slack://TAAAAAAAA/BAAAAAAAA/aaaaaaaaaaaaaaaaaaaaaaaa?image=no&footer=no",
    ),
    "mattermost": (
        "mattermost",
        "NotifyMattermost",
        "mmosts://localhost/aaaaaaaaaaaaaaaaaaaaaaaaaa?image=no",
    ),
    "teams": ("workflows", "NotifyWorkflows", "workflows://localhost/abc/abc?image=no&wrap=yes"),
}
LONGEST = 3000
# What a chat reads as a call to everybody or to one person; an invisible joiner makes it words.
CALLS = re.compile(r"(?<!\w)([!@#])(?=\w)")
JOINED = "\\1\u2060"


class Recorder:
    """Stands where apprise expects `requests`."""

    def __init__(self, requests: Any) -> None:
        self.codes, self.RequestException = requests.codes, requests.RequestException
        self.bodies: list[Any] = []

    def post(self, url: str, *, data: Any = None, **options: Any) -> SimpleNamespace:
        self.bodies.append(data)
        return SimpleNamespace(status_code=200, content=b"ok", headers={})

    def request(self, method: str, url: str, **options: Any) -> SimpleNamespace:
        return self.post(url, **options)


def payload(service: str, title: str, text: str, *, to: str = "") -> bytes:
    """The body of the one call; `to` is a person's handle, where the service knows handles."""
    name, plugin_class, shape = SHAPES[service]
    # Loading apprise takes a while, which no process pays that has no channel.
    module: Any = importlib.import_module(f"apprise.plugins.{name}")
    assets: Any = importlib.import_module("apprise.asset")
    asset = assets.AppriseAsset(app_id="Mentoring", app_desc="Mentoring", app_url="")
    known = getattr(module, plugin_class)
    plugin = known(**known.parse_url(shape), asset=asset)
    if to:
        plugin.targets = [("@", to)]
    with LOCK:
        real, recorder = module.requests, Recorder(module.requests)
        module.requests = recorder
        try:
            plugin.notify(title=CALLS.sub(JOINED, title), body=CALLS.sub(JOINED, text[:LONGEST]))
        finally:
            module.requests = real
    if len(recorder.bodies) != 1:
        raise ValueError("no payload")
    body = recorder.bodies[0]
    return body if isinstance(body, bytes) else str(body).encode()
