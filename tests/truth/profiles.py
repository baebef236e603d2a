"""Mails about the account, letters of HR and coordinators, and HR's desk of mails."""

from tests.truth.base import HELLO, PLAIN_BUTTONS, PLAIN_HELLO

_ACCOUNT = {"text": "words:profiles.account_mails", "after": "words:profiles.account_mails"}
_CODE = _ACCOUNT | {"code": "link:code"}
_NOTICE = {
    **(_ACCOUNT | PLAIN_BUTTONS),
    "at": "outbox.Message.created_at",
    "when": "local:at",
    "line": "local:after",
    "zone": "profiles.Profile.time_zone",
}
_CHANGED = {
    "company": "settings.COMPANY_NAME",
    "old": "profiles.User.email",
    "new": "profiles.User.email",
}
_LETTER = {
    "paragraphs": "typed:profiles.Letter.body",
    "paragraph": "local:paragraphs",
    "writer": "profiles.Profile.name",
}
TEMPLATES = {
    "emails/account/code/subject.txt": {"title": "words:profiles.account_mails"},
    "emails/account/code/body.txt": _CODE,
    "emails/account/code/body.html": _CODE,
    "emails/account/notice/subject.txt": {"title": "words:profiles.account_mails"},
    "emails/account/notice/body.txt": {k: v for k, v in _NOTICE.items() if k != "line"},
    "emails/account/notice/body.html": _NOTICE,
    "emails/profiles/address_changed/subject.txt": {},
    "emails/profiles/address_changed/body.txt": _CHANGED,
    "emails/profiles/address_changed/body.html": _CHANGED
    | dict.fromkeys(("change", "out", "wrong"), "local:new"),
    # A mail of which the reader of a preview has none: only HR's words around its name.
    "emails/desk/frame/subject.txt": {"title": "words:outbox.kinds"},
    "emails/desk/frame/body.txt": PLAIN_BUTTONS | PLAIN_HELLO,
    "emails/desk/frame/body.html": PLAIN_BUTTONS | HELLO,
    "emails/letters/letter/subject.txt": {"title": "typed:profiles.Letter.subject"},
    "emails/letters/letter/body.txt": _LETTER,
    "emails/letters/letter/body.html": _LETTER | {"paragraphs.0": "local:paragraphs"},
}
MODULES = {
    # The page shows what `matching.news` wrote.
    "profiles.channel_desk": {},
    "profiles.account_mails": {},
    "profiles.emails": {},
    "profiles.letters": {
        "name": "profiles.Profile.name",
        "n": "profiles.Letter.sent_to",
        "company": "settings.COMPANY_NAME",
    },
    # The subject of a test is that of the mail it shows.
    "profiles.mail_desk": {"subject": "typed:outbox.Wording.subject or words:outbox.render"},
}
