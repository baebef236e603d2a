"""One person at a browser: what they see and what they press, in the words of the page."""

import re


class Person:
    def __init__(self, context, site, watches):
        self.site = site
        self.page = context.new_page()
        self.page.set_default_timeout(60_000)
        watches.append(self.page)

    def open(self, address):
        self.page.goto(address if "://" in address else self.site + address)
        return self

    def follow(self, words):
        self.page.get_by_role("link", name=words).first.click()

    def press(self, words):
        button = self.page.get_by_role("button", name=words).first
        with self.page.expect_navigation():
            button.click()

    def fill(self, label, text):
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label):
        """A radio button or a check box, by its words."""
        self.page.get_by_label(label).first.check()

    def take(self, label, skill):
        """A suggestion of the type-ahead, by mouse."""
        box = self.page.get_by_role("combobox", name=label).first
        box.press_sequentially(skill[:5], delay=20)
        self.page.get_by_role("option", name=re.compile(f"^{skill}")).first.click()
        self.page.get_by_role("checkbox", name=skill).first.wait_for()

    def sees(self, words):
        self.page.get_by_text(words).first.wait_for()
        return True

    @property
    def heading(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site)
