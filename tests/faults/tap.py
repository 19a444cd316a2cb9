"""A tapped line: a port that passes everything on to the server, keeps every byte the client was sent, and can fail.

`cut` ends the connections, `mend` takes new ones, `mute` loses what the server says while the server still hears all.
"""

from __future__ import annotations

import contextlib
import socket
import threading


class Tap:
    """Listens on a port of its own until `close`."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._is_cut = False
        self._is_mute = False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._heard: list[bytearray] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.port: int = self._listener.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self._start(self._accept)

    def heard(self) -> list[bytes]:
        """Every byte that came from the server so far, a connection each."""
        with self._lock:
            return [bytes(each) for each in self._heard]

    def cut(self) -> None:
        """Ends every connection; no new one comes about."""
        with self._lock:
            self._is_cut = True
            for each in self._open:
                _end(each)
            self._open.clear()

    def mend(self) -> None:
        self._is_cut = self._is_mute = False

    def mute(self) -> None:
        """From now on the server hears the client, and the client hears nothing."""
        self._is_mute = True

    def close(self) -> None:
        self.cut()
        _end(self._listener)
        for thread in self._threads:
            thread.join(5)

    def _start(self, function: object, *arguments: object) -> None:
        thread = threading.Thread(target=function, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                _end(near)
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._to_port), timeout=5)
            except OSError:
                _end(near)
                continue
            far.settimeout(None)
            for each in (near, far):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            heard = bytearray()
            with self._lock:
                self._open |= {near, far}
                self._heard.append(heard)
            self._start(self._pass_on, near, far, None)
            self._start(self._pass_on, far, near, heard)

    def _pass_on(self, source: socket.socket, sink: socket.socket, heard: bytearray | None) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if heard is not None:
                    if self._is_mute:
                        continue
                    with self._lock:
                        heard += data
                sink.sendall(data)
        _end(source)
        _end(sink)
        with self._lock:
            self._open -= {source, sink}


def _end(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
