"""To which addresses a feed may lead: to public ones, and to those that FEEDS_ALLOW_PRIVATE names.

Who can add a feed, or owns a server that a feed leads to, must not reach machines behind our firewall through the bot:
databases, routers, the metadata service of a cloud.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Networks that Python's `is_global` calls public, or did in some version: addresses of IANA's own use and relays of
# 6to4 (RFC 6890), the helper of virtual machines at Azure, IPv6 that embeds IPv4 in the first way (RFC 4291, 2.5.5.1).
_NOT_PUBLIC = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "::/96", "fec0::/10")))
# Where an IPv6 address holds an IPv4 one, to which a gateway leads: (network, bits to the right of it). NAT64 with its
# own prefix and with that of RFC 8215, 6to4.
_EMBEDDING = (
    (ip_network("64:ff9b::/96"), 0),
    (ip_network("64:ff9b:1::/48"), 0),
    (ip_network("2002::/16"), 80),
)
# Ports of public servers that are asked: a feed elsewhere is rather a try to talk to another service.
_PORTS = frozenset({80, 443, 8080, 8443})


class AddressRefused(OSError):
    """The name leads to no address that may be asked."""


@dataclass(frozen=True, slots=True)
class AddressRules:
    """`private`: networks that may be asked although they are not public, at any port."""

    private: tuple[Network, ...] = ()

    def may_ask(self, host: str, port: int) -> bool:
        """Whether a connection may go to this address, as sockets write it."""
        try:
            address = ip_address(host)
        except ValueError:
            return False
        if any(one in network for one in _meanings(address) for network in self.private):
            return True
        return port in _PORTS and all(map(_is_public, _meanings(address)))


def _meanings(address: Address) -> Iterator[Address]:
    """The address, and the IPv4 address that it stands for."""
    if isinstance(address, IPv4Address):
        yield address
    elif address.ipv4_mapped is not None:
        # The kernel connects to the IPv4 address; the form around it says nothing.
        yield address.ipv4_mapped
    else:
        yield address
        for network, right in _EMBEDDING:
            if address in network:
                yield IPv4Address((int(address) >> right) & 0xFFFFFFFF)
        if address.teredo is not None:
            yield from address.teredo


def _is_public(address: Address) -> bool:
    if any(address in network for network, _ in _EMBEDDING):
        # Judged by the address inside.
        return True
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special and not any(address in network for network in _NOT_PUBLIC)


class CheckedResolver(AbstractResolver):
    """Looks a name up once and gives only the addresses that may be asked; the connection goes to one of these."""

    def __init__(self, rules: AddressRules, resolver: AbstractResolver | None = None) -> None:
        """`resolver`: what looks names up, the system's by default."""
        self._rules = rules
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        allowed = [one for one in found if self._rules.may_ask(one["host"], port)]
        if found and not allowed:
            raise AddressRefused(host)
        return allowed

    async def close(self) -> None:
        await self._resolver.close()
