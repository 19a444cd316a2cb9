"""A loop of asyncio that writes one ready frame to every screen: what Python can do with nothing around it."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any

from bench.servers import speaks

screens: set[asyncio.Transport] = set()
seq = 1


def framed(text: str) -> bytes:
    payload = text.encode()
    if len(payload) < 126:
        return struct.pack("!BB", 0x81, len(payload)) + payload
    return struct.pack("!BBH", 0x81, 126, len(payload)) + payload


class Line(asyncio.Protocol):
    """One connection."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._in = b""
        self._is_upgraded = False

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        screens.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._in += data
        if not self._is_upgraded:
            if b"\r\n\r\n" not in self._in:
                return
            self._in, self._is_upgraded = b"", True
            head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
            self._transport.write(head + framed('0{"sid":"x"}'))
        while len(self._in) >= 6:  # the client's mask is nought
            length, head = self._in[1] & 127, 6
            if length == 126:
                length, head = struct.unpack("!H", self._in[2:4])[0], 8
            if len(self._in) < head + length:
                return
            text, self._in = self._in[head : head + length].decode(), self._in[head + length :]
            self._heard(text)

    def _heard(self, text: str) -> None:
        global seq
        if text.startswith("40"):
            self._transport.write(framed('40/live,{"sid":"x"}'))
        if not text.startswith("42/live,"):
            return
        number, _, call = text.removeprefix("42/live,").partition("[")
        event, payload = json.loads("[" + call)
        answer: Any = {"now_ms": 0}
        if event == "watch":
            answer = speaks.topics(seq)
            if "stage" in payload["topics"]:
                screens.add(self._transport)
        elif event == "command":
            seq += 1
            answer = speaks.receipt(seq)
        self._transport.write(framed(f"43/live,{number}{json.dumps([answer])}"))
        if event == "command":
            message = json.dumps(["topic", speaks.frame(seq, self._length)], separators=(",", ":"))
            frame = framed(f"42/live,{message}")
            for screen in screens:
                screen.write(frame)


async def main() -> None:
    asked = speaks.options()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(asked.bytes), "127.0.0.1", asked.port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
