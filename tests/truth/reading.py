"""Finds the placeholders of mails: in templates, and in the sentences Python writes for them."""

import ast
import re
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
ROOMS = ("checkins", "community", "insights", "matching", "outbox", "profiles")
TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
GAP = re.compile(r"%\((\w+)\)[sd]")
TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
NAME = re.compile(r"(?<![\w.:|])[a-z_]\w*(?:\.\w+)*")
TAG_WORDS = {
    *("if", "elif", "else", "endif", "for", "endfor", "in", "not", "and", "or", "is", "with", "as"),
    *("include", "only", "block", "endblock", "extends", "load", "translate", "trimmed", "count"),
    *("blocktranslate", "endblocktranslate", "asvar", "plural", "autoescape", "endautoescape"),
    *("_", "comment", "endcomment", "on", "off", "True", "False", "None", "i18n", "tz", "by"),
    *("get_current_timezone", "spaceless", "endspaceless", "context", "url"),
}


def templates() -> list[str]:
    folder = TEMPLATES / "emails"
    return sorted(str(path.relative_to(TEMPLATES)) for path in folder.rglob("*.*"))


def placeholders(template: str) -> set[str]:
    """Every name a template reads: in its gaps, conditions, loops and includes."""
    found: set[str] = set()
    for token in Lexer((TEMPLATES / template).read_text()).tokenize():
        if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
            if token.token_type == TokenType.BLOCK and token.contents.startswith(
                ("block ", "endblock", "load ", "extends", "comment", "end")
            ):
                continue
            text = re.sub(r"\|\w+(:\w+)?", "", TEXT.sub("", token.contents))
            text = re.sub(r"\b\w+=", "", text)
            found |= set(NAME.findall(text)) - TAG_WORDS
    return found


def sentences(module: str) -> set[str]:
    """The placeholders of every translated sentence in a module."""
    tree = ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text())
    return {
        gap
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATES
        for argument in node.args
        if isinstance(argument, ast.Constant)
        for gap in GAP.findall(str(argument.value))
    }


def writers() -> set[str]:
    """Modules that render mails: they import `Mail` or something that makes one."""
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and node.module in {
                    *("outbox.kinds", "outbox.render", "matching.emails"),
                }:
                    names = {alias.name for alias in node.names}
                    if names & {"Mail", "mail", "letter"}:
                        found.add(str(path.relative_to(ROOT).with_suffix("")).replace("/", "."))
    return found
