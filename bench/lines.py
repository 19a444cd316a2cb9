"""Many lines to one server from one process: the protocol of docs/protocol.md over bare sockets, cheaply.

Responsible for: connecting, asking, counting what is told, leaving politely or not. Must not know: what is asked.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import struct
import time
from collections.abc import Mapping
from typing import Any

NAMESPACE = "/live"
UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: YmVuY2hiZW5jaGJlbmNoYg==\r\n\r\n"
)
TEXT, CLOSE = 1, 8


class Refused(Exception):
    """The server did not let the line in; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Line:
    """One connection; `frames` counts the topics it was told."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._task: asyncio.Task[None] | None = None
        self.frames = 0

    @classmethod
    async def connect(cls, port: int, auth: Mapping[str, str]) -> Line:
        """A line that was let in; Refused, OSError."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        line = cls(reader, writer)
        try:
            writer.write(UPGRADE)
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 101 " not in head.split(b"\r\n", 1)[0]:
                raise ConnectionError(head.split(b"\r\n", 1)[0].decode())
            line._send(f"40{NAMESPACE},{json.dumps(auth)}")
            await line._until_let_in()
        except BaseException:
            writer.transport.abort()
            raise
        line._task = asyncio.create_task(line._listen())
        return line

    async def ask(self, event: str, payload: Mapping[str, Any], within_s: float = 30) -> Any:
        """The answer to one message."""
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        self._send(f"42{NAMESPACE},{number}{json.dumps([event, payload])}")
        async with asyncio.timeout(within_s):
            return await answer

    async def leave(self, *, politely: bool = True) -> None:
        """Closes the line, or just is not there any more."""
        if self._task is not None:
            self._task.cancel()
        if politely and not self._writer.is_closing():
            self._writer.write(_frame(CLOSE, struct.pack("!H", 1000)))
            self._writer.close()
        else:
            self._writer.transport.abort()

    @property
    def is_open(self) -> bool:
        return self._task is not None and not self._task.done()

    async def _until_let_in(self) -> None:
        while True:
            packet = await self._packet()
            if packet.startswith("40"):
                return
            if packet.startswith("44"):
                said = json.loads(packet.removeprefix(f"44{NAMESPACE},"))
                raise Refused(said.get("data", {}).get("code", "unknown"))

    async def _listen(self) -> None:
        try:
            while True:
                packet = await self._packet()
                if packet == "2":
                    self._send("3")
                elif packet.startswith("42"):
                    self.frames += 1
                elif packet.startswith("43"):
                    number, _, answer = packet.removeprefix(f"43{NAMESPACE},").partition("[")
                    asked = self._asked.pop(int(number), None)
                    if asked is not None and not asked.done():
                        asked.set_result(json.loads("[" + answer)[0])
        except (OSError, asyncio.IncompleteReadError) as error:
            for asked in self._asked.values():
                if not asked.done():
                    asked.set_exception(ConnectionError(str(error)))

    async def _packet(self) -> str:
        """The next text that the server sent, whole."""
        while True:
            first, second = await self._reader.readexactly(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", await self._reader.readexactly(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", await self._reader.readexactly(8))
            payload = await self._reader.readexactly(length)
            if first & 0x0F == CLOSE:
                raise ConnectionResetError("closed by the server")
            if first & 0x0F == TEXT:
                return payload.decode()

    def _send(self, packet: str) -> None:
        self._writer.write(_frame(TEXT, packet.encode()))


def _frame(kind: int, payload: bytes) -> bytes:
    """A client's frame, masked as the protocol wants it."""
    mask = os.urandom(4)
    size = len(payload)
    head = bytes((0x80 | kind, 0x80 | size)) if size < 126 else struct.pack("!BBH", 0x80 | kind, 0xFE, size)
    spread = (mask * (size // 4 + 1))[:size]
    masked = (int.from_bytes(payload, "big") ^ int.from_bytes(spread, "big")).to_bytes(size, "big")
    return head + mask + masked


async def get(port: int, path: str, etag: str = "") -> tuple[int, str, float]:
    """A page over a connection of its own: status, ETag, seconds."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asks = f"If-None-Match: {etag}\r\n" if etag else ""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n{asks}\r\n".encode())
    head, _, _ = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    lines = head.decode("latin-1").split("\r\n")
    found = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("etag:")]
    return int(lines[0].split()[1]), found[0] if found else "", time.perf_counter() - began
