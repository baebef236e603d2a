"""Which web addresses we may call: https on the open internet, never into our own network.

    scheme, host, port, path = split("https://hooks.slack.com/services/T0/B0/x")
    numbers(host, port)      # the addresses of the host, every one of them allowed

The caller connects to one of these numbers and to nothing else, so that a name that changes its
mind between the check and the call (DNS rebinding) gains nothing. Redirects are never followed.
"""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

NAT64 = ipaddress.ip_network("64:ff9b::/96")
Number = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefusedError(Exception):
    """Not an address we call. The text never holds the address: it is a secret."""


class Place(NamedTuple):
    scheme: str
    host: str
    port: int
    path: str


def split(url: str) -> Place:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefusedError("it cannot be read") from None
    host = (parts.hostname or "").rstrip(".")
    has_odd = any(ord(character) <= 32 or ord(character) > 126 for character in url)
    if not host or has_odd or "\\" in url or parts.username is not None:
        raise AddressRefusedError("it cannot be read")
    if parts.scheme != "https" and not (parts.scheme == "http" and _may_stay_here(host)):
        raise AddressRefusedError("it must start with https://")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path)


def numbers(host: str, port: int) -> list[str]:
    """Raises AddressRefusedError when one of them is not public, OSError when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(is_allowed(address) for address in addresses):
        raise AddressRefusedError("it leads into a private network")
    return addresses


def is_allowed(address: str) -> bool:
    number = _inner(ipaddress.ip_address(address.partition("%")[0]))
    return (settings.WEBHOOKS_ON_LOOPBACK and number.is_loopback) or is_public(address)


def is_public(address: str) -> bool:
    """On the open internet, whatever dress the number wears."""
    number = _inner(ipaddress.ip_address(address.partition("%")[0]))
    is_old_site = isinstance(number, ipaddress.IPv6Address) and number.is_site_local
    is_odd = number.is_multicast or number.is_reserved or number.is_link_local or is_old_site
    return number.is_global and not is_odd


def _inner(number: Number) -> Number:
    """The IPv4 address that some IPv6 addresses are only a dress of."""
    if isinstance(number, ipaddress.IPv4Address):
        return number
    if number in NAT64:
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo or (number,))[-1]


def _may_stay_here(host: str) -> bool:
    return settings.WEBHOOKS_ON_LOOPBACK and host in {"127.0.0.1", "::1", "localhost"}
