"""A browser without scripts: it follows the links and sends the forms it finds in the page.

    reader.open("/")
    reader.follow("Join in two minutes")
    reader.press("Continue", role="mentee")     # only fields the page really has

What a form shows filled in is sent along, as a browser does.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # words, name, value


class Reader:
    def __init__(self) -> None:
        self.client = Client()
        self.url = "/"
        self.page = Page("")

    def open(self, url: str) -> "Page":
        return self._arrive(self.client.get, local(url))

    def follow(self, words: str) -> "Page":
        found = [href for text, href in self.page.links if words in text]
        assert found, f"no link {words!r} on {self.url}: {self.page.links}"
        return self.open(urljoin(self.url, found[0]))

    def press(self, words: str, **answers: object) -> "Page":
        """Send the form that has this button, with these answers in it."""
        form, name, value = self._form_with(words)
        unknown = set(answers) - form.names
        assert not unknown, f"the form has no {unknown}, only {sorted(form.names)}"
        data = form.fields | {name: as_list(answer) for name, answer in answers.items()}
        data |= {name: [value]} if name else {}
        target = local(urljoin(self.url, form.action or self.url))
        send = self.client.post if form.method == "post" else self.client.get
        return self._arrive(send, target, data)

    def _form_with(self, words: str) -> tuple[Form, str, str]:
        for form in self.page.forms:
            for text, name, value in form.buttons:
                if words in text:
                    return form, name, value
        raise AssertionError(f"no button {words!r} on {self.url}:\n{self.page.text}")

    def _arrive(self, send, target: str, data: dict[str, list[str]] | None = None) -> "Page":
        answer = send(target, data, follow=True)
        self.url = answer.redirect_chain[-1][0] if answer.redirect_chain else target
        self.page = Page(answer.content.decode())
        assert answer.status_code == 200, f"{self.url} answers {answer.status_code}"
        return self.page


class Page(HTMLParser):
    """Text, links and forms of one document."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.inside: list[tuple[str, dict[str, str], list[str]]] = []
        self.select: tuple[str, bool] | None = None
        self.feed(source)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __repr__(self) -> str:
        return self.text

    def handle_starttag(self, tag, attrs) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self.form)
        elif tag == "input" and self.form:
            self._input(self.form, given)
        elif tag == "select" and self.form and "name" in given:
            self.form.names.add(given["name"])
            self.select = given["name"], False
        elif tag == "option" and self.form and self.select:
            self._option(self.form, given)
        elif tag in {"a", "button", "textarea", "script", "style"}:
            self.inside.append((tag, given, []))

    def handle_data(self, data: str) -> None:
        for _tag, _given, words in self.inside:
            words.append(data)
        if not any(tag in {"script", "style"} for tag, _given, _words in self.inside):
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif self.inside and self.inside[-1][0] == tag:
            _tag, given, words = self.inside.pop()
            self._ended(tag, given, "".join(words))

    def _ended(self, tag: str, given: dict[str, str], words: str) -> None:
        words = words if tag == "textarea" else " ".join(words.split())
        if tag == "a":
            self.links.append((words, given.get("href", "")))
        elif tag == "button" and self.form and given.get("type", "submit") == "submit":
            self.form.buttons.append((words, given.get("name", ""), given.get("value", "")))
        elif tag == "textarea" and self.form:
            self.form.names.add(given["name"])
            self.form.fields[given["name"]] = [words.removeprefix("\n")]

    def _input(self, form: Form, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if not name:
            return
        form.names.add(name)
        if kind in {"checkbox", "radio"} and "checked" not in given:
            return
        if kind not in {"submit", "button", "file"}:
            usual = "on" if kind == "checkbox" else ""
            form.fields.setdefault(name, []).append(given.get("value", usual))

    def _option(self, form: Form, given: dict[str, str]) -> None:
        name, has_one = self.select
        if "selected" in given or not has_one:
            form.fields[name] = [given.get("value", "")]
        self.select = name, True


def local(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def as_list(answer: object) -> list[str]:
    return [str(one) for one in answer] if isinstance(answer, list) else [str(answer)]
