"""The failure of a proof."""


class CertificateError(Exception):
    """A result is not what it claims: not allowed, not within capacity or not optimal."""
