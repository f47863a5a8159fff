"""Whose address a request comes from, when a proxy stands in front."""

import os
from ipaddress import ip_address, ip_network

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address failed logins are counted under.

    Behind a proxy every request comes from the proxy; the address it adds at the
    end of `X-Forwarded-For` is believed if the proxy is one that gunicorn believes
    too: FORWARDED_ALLOW_IPS, by default this machine only. A caller's own
    `X-Forwarded-For` therefore never hides them.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if forwarded and _is_trusted_proxy(peer) and _is_address(forwarded):
        return forwarded
    return peer


def _is_trusted_proxy(peer: str) -> bool:
    # An empty peer is a Unix socket: whoever can open it is on this machine.
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1").split(",")
    return not peer or any(
        entry.strip() == "*" or _is_within(peer, entry.strip()) for entry in trusted
    )


def _is_within(peer: str, network: str) -> bool:
    try:
        return ip_address(peer) in ip_network(network, strict=False)
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
