"""The failure of a proof."""


class CertificateError(Exception):
    """A result is not what it claims: not allowed, not within capacity or not optimal."""


def need(holds: object, otherwise: str) -> None:
    """CertificateError with the reason unless it holds."""
    if not holds:
        raise CertificateError(otherwise)
