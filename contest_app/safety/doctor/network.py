"""The doctor's look at the network: addresses, the port, the firewall, whether devices see each other.

Responsible for: what can be told without the internet and without rights. Must not know: the store.
What is said about Windows and macOS was written with care and not tried there.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from contest_app import addresses
from contest_app.config import WILDCARD_HOSTS, Config
from contest_app.contest.words import Words
from contest_app.safety.doctor.findings import Finding, bad, ok, warn

ADDRESS = Words(vi="Địa chỉ", en="Addresses")
PORT = Words(vi="Cổng", en="Port")
FIREWALL = Words(vi="Tường lửa", en="Firewall")
ISOLATION = Words(vi="Wi-Fi", en="Wi-Fi")
_ANSWER_WITHIN_S = 2.0
_TCP_LISTENS = "0A"


def look_at_addresses(config: Config) -> Iterator[Finding]:
    """By which address tablets come in."""
    if config.host not in WILDCARD_HOSTS and config.host.startswith(("127.", "localhost", "::1")):
        yield bad(
            ADDRESS,
            Words(vi="Máy chủ chỉ mở cho chính máy này.", en="The server is open to this machine only."),
            Words(vi="Chạy lại với --host 0.0.0.0", en="Start it again with --host 0.0.0.0"),
        )
        return
    hall = addresses.in_the_hall(config) or ([addresses.here(config)] if config.host not in WILDCARD_HOSTS else [])
    if not hall:
        yield bad(
            ADDRESS,
            Words(vi="Máy chưa nối vào mạng nào.", en="This machine is on no network."),
            Words(
                vi="Nối vào Wi-Fi (hoặc cắm dây) của hội trường; không cần internet.",
                en="Join the hall's Wi-Fi (or plug in the cable); no internet is needed.",
            ),
        )
        return
    yield ok(ADDRESS, f"Máy tính bảng mở {hall[0]}", f"Tablets open {hall[0]}")
    if len(hall) > 1:
        others = ", ".join(hall[1:])
        yield warn(
            ADDRESS,
            Words(vi=f"Máy còn ở mạng khác: {others}", en=f"The machine is on other networks too: {others}"),
            Words(
                vi="Nếu máy tính bảng không vào được, thử địa chỉ ấy, hoặc tắt mạng không dùng.",
                en="If tablets cannot come in, try that address, or turn off the network that is not used.",
            ),
        )


def look_at_port(config: Config) -> Iterator[Finding]:
    """Whether the port is free, or who has it."""
    if answers_as_ours(addresses.here(config)):
        yield ok(PORT, f"Cổng {config.port}: contest-app đang chạy.", f"Port {config.port}: contest-app is running.")
        yield from _look_from_outside(config)
        return
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((config.host, config.port))
    except OSError as error:
        yield _taken(config, error)
        return
    yield ok(PORT, f"Cổng {config.port} còn trống.", f"Port {config.port} is free.")


def _taken(config: Config, error: OSError) -> Finding:
    port, other = config.port, config.port % 65535 + 1
    if error.errno not in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", -1)):
        why = error.strerror or type(error).__name__
        return bad(
            PORT,
            Words(vi=f"Không mở được cổng {port} ({why}).", en=f"Port {port} cannot be opened ({why})."),
            Words(vi="Chạy với --port 8000", en="Start with --port 8000"),
        )
    who = owner_of(port) or "?"
    return bad(
        PORT,
        Words(
            vi=f"Cổng {port} đang được chương trình khác dùng ({who}).",
            en=f"Port {port} is used by another program ({who}).",
        ),
        Words(vi=f"Tắt chương trình đó, hoặc chạy với --port {other}", en=f"Stop it, or start with --port {other}"),
    )


def _look_from_outside(config: Config) -> Iterator[Finding]:
    """The server by the address that tablets use; from the same machine, so a firewall is not crossed."""
    for address in addresses.in_the_hall(config)[:1]:
        if not answers_as_ours(address):
            yield bad(
                PORT,
                Words(vi=f"Máy chủ không trả lời ở {address}.", en=f"The server does not answer at {address}."),
                Words(vi="Chạy lại với --host 0.0.0.0", en="Start it again with --host 0.0.0.0"),
            )


def answers_as_ours(address: str) -> bool:
    """Whether a contest-app answers at an address."""
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{address}/healthz", timeout=_ANSWER_WITHIN_S) as answer:
            said = json.loads(answer.read(1000))
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("status") == "ok" and "now_ms" in said


def owner_of(port: int) -> str | None:
    """Name and number of the program that listens on a port; None where the system does not tell (not on Linux)."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                parts = line.split()
                if parts[3] == _TCP_LISTENS and int(parts[1].rpartition(":")[2], 16) == port:
                    inodes.add(f"socket:[{parts[9]}]")
    if not inodes:
        return None
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(os.readlink(link) in inodes for link in (process / "fd").iterdir()):
                return f"{(process / 'comm').read_text().strip()}, {process.name}"
    return None


def look_at_firewall(config: Config) -> Iterator[Finding]:
    """Whether a firewall is known to be on; nobody without rights can see its rules."""
    port = config.port
    if sys.platform == "win32":
        yield warn(
            FIREWALL,
            Words(
                vi="Windows hỏi “cho phép truy cập” ở lần chạy đầu; nếu đã bấm Hủy, máy tính bảng không vào được.",
                en="Windows asks to “allow access” at the first start; after Cancel no tablet comes in.",
            ),
            Words(
                vi="Đặt mạng là “Riêng tư”, rồi chạy với quyền quản trị: netsh advfirewall firewall add rule "
                f"name=contest-app dir=in action=allow protocol=TCP localport={port}",
                en="Set the network to “Private”, then run as administrator: netsh advfirewall firewall add rule "
                f"name=contest-app dir=in action=allow protocol=TCP localport={port}",
            ),
        )
    elif sys.platform == "darwin":
        yield warn(
            FIREWALL,
            Words(vi="macOS có thể chặn kết nối vào.", en="macOS may block incoming connections."),
            Words(
                vi="Cài đặt hệ thống > Mạng > Tường lửa: cho phép Python nhận kết nối vào.",
                en="System Settings > Network > Firewall: allow incoming connections for Python.",
            ),
        )
    else:
        yield from _linux_firewall(port)


def _linux_firewall(port: int) -> Iterator[Finding]:
    with suppress(OSError):
        if "ENABLED=yes" in Path("/etc/ufw/ufw.conf").read_text():
            yield warn(
                FIREWALL,
                Words(vi="Tường lửa ufw đang bật.", en="The firewall ufw is on."),
                Words(vi=f"Mở cổng: sudo ufw allow {port}/tcp", en=f"Open the port: sudo ufw allow {port}/tcp"),
            )
            return
    if Path("/run/firewalld").exists():
        yield warn(
            FIREWALL,
            Words(vi="Tường lửa firewalld đang bật.", en="The firewall firewalld is on."),
            Words(
                vi=f"Mở cổng: sudo firewall-cmd --add-port={port}/tcp",
                en=f"Open the port: sudo firewall-cmd --add-port={port}/tcp",
            ),
        )
        return
    yield ok(FIREWALL, "Không thấy ufw hay firewalld đang bật.", "Neither ufw nor firewalld is on.")


def look_at_isolation(config: Config) -> Iterator[Finding]:
    """Whether devices on the Wi-Fi see each other: only a phone can really tell."""
    seen = _neighbours()
    if seen:
        yield ok(ISOLATION, f"Máy này thấy {seen} thiết bị khác trên mạng.", f"This machine sees {seen} other devices.")
        return
    address = next(iter(addresses.in_the_hall(config)), f"http://…:{config.port}")
    yield warn(
        ISOLATION,
        Words(
            vi="Chưa thấy thiết bị nào khác trên mạng; bộ phát Wi-Fi có thể cách ly các máy.",
            en="No other device is seen on the network; the access point may keep devices apart.",
        ),
        Words(
            vi=f"Lấy điện thoại cùng Wi-Fi mở {address}. Không mở được: tắt “AP isolation / Cách ly máy khách / "
            "Mạng khách” trên bộ phát, hoặc dùng bộ phát khác.",
            en=f"Open {address} on a phone in the same Wi-Fi. If it does not open: turn off “AP isolation / client "
            "isolation / guest network” on the access point, or use another one.",
        ),
    )


def _neighbours() -> int:
    """Devices that answered this machine lately, the router included only once (Linux tells; elsewhere 0)."""
    try:
        lines = Path("/proc/net/arp").read_text().splitlines()[1:]
    except OSError:
        return 0
    gateways = _gateways()
    found = [line.split() for line in lines]
    return sum(1 for row in found if len(row) > 5 and row[2] == "0x2" and row[0] not in gateways and _is_lan(row[5]))


def _is_lan(card: str) -> bool:
    return not card.startswith(("docker", "br-", "veth", "virbr", "tun", "tap", "wg"))


def _gateways() -> set[str]:
    found = set()
    with suppress(OSError):
        for line in Path("/proc/net/route").read_text().splitlines()[1:]:
            gateway = line.split()[2]
            if gateway != "00000000":
                found.add(socket.inet_ntoa(bytes.fromhex(gateway)[::-1]))
    return found
