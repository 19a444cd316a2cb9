"""Addresses: by which this machine can be reached, from itself and from the network of the hall.

Responsible for: finding them without the internet and without asking a name server. Must not know: what is served.
"""

from __future__ import annotations

import ipaddress
import socket
import struct
from pathlib import Path

from contest_app.config import WILDCARD_HOSTS, Config

HERE = "127.0.0.1"
REMEMBERED = "port"
# Bridges and tunnels of other programs: no tablet comes through them.
_NOT_THE_HALL = ("docker", "br-", "veth", "virbr", "lo", "tun", "tap", "wg", "tailscale", "zt")
_SIOCGIFADDR = 0x8915


def here(config: Config) -> str:
    """The address on this machine itself."""
    host = HERE if config.host in WILDCARD_HOSTS else config.host
    return f"http://{_in_url(host)}:{config.port}"


def in_the_hall(config: Config) -> list[str]:
    """The addresses for tablets, the likeliest first; none where the server listens on one host only."""
    if config.host not in WILDCARD_HOSTS:
        return []
    return [f"http://{address}:{config.port}" for address in lan_addresses()]


def for_links(config: Config) -> str:
    """The address that links are made with: as configured, else one that tablets can reach, else this machine's."""
    return config.base or next(iter(in_the_hall(config)), here(config))


def lan_addresses() -> list[str]:
    """This machine's IPv4 addresses in private networks, the likeliest first."""
    found = [address for address in (_by_interface() or _by_route()) if _is_usable(address)]
    return sorted(dict.fromkeys(found), key=lambda address: not address.startswith(("192.168.", "10.")))


def _is_usable(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_unspecified or parsed.is_link_local or parsed.is_multicast)


def _by_interface() -> list[str]:
    """One address of each network card; empty where the system does not tell (Windows)."""
    try:
        import fcntl
    except ImportError:
        return []
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            if name.startswith(_NOT_THE_HALL):
                continue
            try:
                answer = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue  # a card without an address, or a system that asks otherwise
            found.append(socket.inet_ntoa(answer[20:24]))
    return found


def _by_route() -> list[str]:
    """The address this machine would speak from; a datagram socket that is only connected sends nothing."""
    found = []
    for beyond in ("192.168.255.254", "10.255.255.254", "172.31.255.254"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((beyond, 9))
                found.append(probe.getsockname()[0])
            except OSError:
                continue
    return found


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


# --- where a link leads -----------------------------------------------------------------------------------------------


def path_of_link(contest: str, role: str, token: str) -> str:
    """The page behind a link: the tablet, the wall or the desk."""
    if role == "judge":
        return f"/judge/{token}"
    return f"/display/{contest}" if role == "screen" else f"/desk/{token}"


def path_of_sign_in(token: str) -> str:
    """The page behind a one-time sign-in."""
    return f"/organizer/sign-in/{token}"


# --- what a server leaves for the command line ------------------------------------------------------------------------


def remember(config: Config) -> None:
    """Notes in the data folder where its server listens, for `links` to make the same addresses."""
    (config.data / REMEMBERED).write_text(f"{config.host}\n{config.port}\n", encoding="ascii")


def remembered(folder: Path) -> tuple[str, str] | None:
    """Host and port of the folder's last server."""
    try:
        host, port = (folder / REMEMBERED).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return host, port
