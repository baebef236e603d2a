"""Secrets at rest: encrypted under a key of SECRET_KEY, old keys still open what they closed."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class LostKeyError(Exception):
    """The key this was closed with is gone: the secret has to be entered again."""


def close(secret: str) -> str:
    return _keys().encrypt(secret.encode()).decode()


def open_(closed: str) -> str:
    try:
        return _keys().decrypt(closed.encode()).decode()
    except InvalidToken:
        raise LostKeyError from None


def _keys() -> MultiFernet:
    return MultiFernet([_key(k) for k in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    digest = hashlib.sha256(b"mentorship.outbox.vault|" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
