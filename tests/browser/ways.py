"""Two ways through the same pages: with the keyboard alone, and with JavaScript off."""

from tests.browser.test_keyboard import FOCUS, MOST_STOPS, Keyboard


class ByKeyboard(Keyboard):
    """Tab, Space, arrows, Enter; every stop is on the screen and has a ring."""

    def answer(self, name, value):
        """A radio button: Tab into the group, arrows to the answer."""
        for _ in range(MOST_STOPS):
            if self.page.evaluate(FOCUS)["name"] == name:
                break
            self.page.keyboard.press("Tab")
        if self.page.evaluate(FOCUS)["value"] != value:
            self.choose(name, value)
        else:
            self.page.keyboard.press("Space")

    def select(self, name, label):
        self.reach(name=name)
        self.page.keyboard.type(label)

    def day(self, name, day):
        self.reach(name=name)
        self.page.keyboard.type(f"{day:%m%d%Y}")

    def time(self, name, words):
        self.reach(name=name)
        self.page.keyboard.type(words)

    def person(self, name, words):
        """The first suggestion that has these words."""
        self.type(f"{name}_text", words)
        self.page.get_by_role("option", name=words).first.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.page.get_by_role("checkbox", name=words).first.wait_for(state="attached")


class WithoutScript:
    """Plain links and forms; a page that needs more stops here."""

    def __init__(self, page, site):
        self.page, self.site = page, site

    def open(self, path):
        self.page.goto(self.site + path)

    def press(self, words):
        found = self.page.get_by_role("button", name=words).or_(
            self.page.get_by_role("link", name=words)
        )
        found.locator("visible=true").first.click()

    def type(self, name, text):
        self.page.locator(f"main [name={name}]").fill(text)

    def answer(self, name, value):
        self.page.locator(f'main [name={name}][value="{value}"]').check()

    def select(self, name, label):
        self.page.locator(f"main select[name={name}]").select_option(label=label)

    def day(self, name, day):
        self.type(name, f"{day:%Y-%m-%d}")

    def time(self, name, words):
        hour = int(words[:2]) % 12 + (12 if words.endswith("PM") else 0)
        self.type(name, f"{hour:02}:{words[2:4]}")

    def person(self, name, words):
        self.type(f"{name}_text", words)
