"""Reading a page the way a browser would post it back."""

import re


def hidden(response, name="seen") -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def errors(response) -> str:
    """What the summary at the top says, without markup."""
    page = response.content.decode()
    summary = re.search(r'class="error-summary".*?</div>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", summary[0]).split()) if summary else ""
