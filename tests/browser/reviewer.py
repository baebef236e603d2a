"""A reviewer with a keyboard: every key is counted, every answer of the server is timed. What waits
here is the reviewer, until the page shows what the key did."""

from statistics import median, quantiles

from django.test import Client
from playwright.sync_api import TimeoutError as TooLateError

# Counts the answers that the console has put on the page, the focus included.
LISTEN = """
window.answers = 0;
document.addEventListener("htmx:afterSettle", ({ detail: { target, elt } }) => {
  if ([target?.id, elt?.id].some((id) => id === "detail" || id === "console")) window.answers += 1;
});
"""
PAIR = "document.querySelector('#detail')?.dataset.pair ?? ''"
SAID = "document.querySelector('#status')?.innerText ?? ''"
FOCUS = """() => {
  const e = document.activeElement;
  return e === document.body ? "" : (e.getAttribute("aria-label") || e.innerText || "").trim();
}"""
MOST_STOPS = 80


def signed_in(context, address, profile):
    client = Client()
    client.force_login(profile.user)
    context.add_cookies([{"name": "sid", "value": client.cookies["sid"].value, "url": address}])


class Reviewer:
    def __init__(self, page):
        self.page = page
        self.keys = 0
        self.times: dict[str, list[float]] = {}
        page.add_init_script(LISTEN)
        page.on("requestfinished", self._note)

    def _note(self, request):
        timing = request.timing
        kind = kind_of(request)
        if kind and timing["responseStart"] > 0:
            spent = timing["responseStart"] - timing["requestStart"]
            self.times.setdefault(kind, []).append(spent)

    @property
    def pair(self) -> str:
        return self.page.evaluate(PAIR)

    @property
    def said(self) -> str:
        return self.page.evaluate(SAID)

    def press(self, key):
        """Shift is a key of its own."""
        self.keys += len(key.split("+"))
        self.page.keyboard.press(key)

    def type(self, words):
        self.keys += len(words)
        self.page.keyboard.type(words)

    def go_on(self, *keys):
        """Keys after which another pair is shown, or none is left."""
        before = self.pair
        self._answered(keys, f"({PAIR}) !== {before!r}")

    def read(self):
        """What is beside the pair is there too: the options and what each would change."""
        self.see(f'#options[data-pair="{self.pair}"]')

    def do(self, *keys, then):
        """Keys after which the status line says so."""
        self._answered(keys, f"({SAID}).includes({then!r})")

    def _answered(self, keys, condition):
        answers = self.page.evaluate("answers")
        for key in keys:
            self.press(key)
        self._until(f"answers > {answers} && {condition}")

    def see(self, query):
        self.page.wait_for_selector(query)

    def reach(self, words, *, back=False):
        """Tab until there, as somebody does who knows that it is on the page."""
        for _ in range(MOST_STOPS):
            if words in self.page.evaluate(FOCUS):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no way to {words!r}; on {self.page.evaluate(FOCUS)!r}")

    def follow(self, words, *, back=False):
        """By Tab to a link or button that leads elsewhere."""
        self.reach(words, back=back)
        before = self.page.url
        self.press("Enter")
        self._until(f"location.href !== {before!r}")
        self.page.wait_for_load_state()

    def enter(self):
        """Into the list, where the keys work."""
        self.page.wait_for_load_state()
        for _ in range(MOST_STOPS):
            at = self.page.evaluate("document.activeElement.className")
            if at == "pair-link":
                return
            self.press("Enter" if at == "skip-link" else "Tab")
        raise AssertionError("no way into the list")

    def _until(self, condition):
        try:
            self.page.wait_for_function(f"() => {condition}")
        except TooLateError as late:
            at = self.page.evaluate(FOCUS)[:60]
            words = f"not so: {condition}; the page says {self.said!r}, the focus is on {at!r}"
            raise AssertionError(words) from late

    def report(self) -> str:
        """The server's times as the browser saw them."""
        lines = []
        for kind, spent in sorted(self.times.items()):
            p95 = quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]
            lines.append(f"  {kind:26}{len(spent):5} x{median(spent):8.0f} ms p50{p95:8.0f} ms p95")
        return "\n".join(lines)


def kind_of(request) -> str:
    """What a request was for: "GET detail", "POST approve", …; "" for what is not the page's."""
    path = request.url.split("?")[0].split("/hr/")
    if len(path) < 2:
        return ""
    words = [word for word in path[1].split("/") if word and not word.isdigit()]
    target = request.headers.get("hx-target", "")
    if words == ["rounds"]:
        words.append(target or "page")
    return f"{request.method} {' '.join(words)}"
