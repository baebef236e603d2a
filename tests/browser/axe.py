"""axe-core and the checks beside it, on a page that is already loaded."""

from axe_playwright_python.base import AXE_SCRIPT

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},
}  # fmt: skip
# Dark changes colors and nothing else: there only the rules about colors can find something new.
COLORS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": [
    "color-contrast", "link-in-text-block",
]}}  # fmt: skip
OPTIONS_OF = {"light": OPTIONS, "dark": COLORS}
LOOKS = [(theme, width) for width in (390, 1440) for theme in ("light", "dark")]
HEIGHTS = {390: 844, 1440: 900}
SHOW = """(theme) => {
  document.documentElement.dataset.theme = theme;
  const moving = () => Promise.all(document.getAnimations().map((one) => one.finished));
  return new Promise((done) => requestAnimationFrame(done)).then(moving).then(() => null);
}"""
# A page without navigation has nothing to skip; one with errors starts at their summary.
HAS_WAY_IN = "document.querySelector('nav') && !document.querySelector('[autofocus]')"
# axe no longer looks for these; whoever refers to the id means only the first.
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page, *, shots=None, name="page") -> list[str]:
    """Every fault in light and dark on a phone and on a desk; [] is what a page must give."""
    return _keyboard(page) + state_faults(page, shots=shots, name=name)


def state_faults(page, *, shots=None, name="page") -> list[str]:
    """The same for a page in use, where the focus is no longer at the top."""
    page.evaluate(AXE_SCRIPT)
    found = [f"two elements have the id {name!r}" for name in page.evaluate(TWICE)]
    for theme, width in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.evaluate(SHOW, theme)
        report = page.evaluate("(options) => axe.run(document, options)", OPTIONS_OF[theme])
        found += [f"{theme} {width}: {line}" for line in _lines(report["violations"])]
        if (wider := page.evaluate(SIDEWAYS)) > 0:
            found.append(f"{theme} {width}: scrolls sideways by {wider} px")
        if shots:
            page.screenshot(path=f"{shots}/{name}-{width}-{theme}.png", full_page=True)
    return found


def _lines(violations) -> list[str]:
    return [
        f"{violation['id']} at {node['target'][0]}: {node['html'][:120]!r}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]


def _keyboard(page) -> list[str]:
    """The first stop of the Tab key leads past the navigation."""
    if not page.evaluate(HAS_WAY_IN):
        return []
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.evaluate("document.activeElement.blur()")
    return [] if first == "skip-link" else [f"keyboard: the first stop is {first!r}"]
