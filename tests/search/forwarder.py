"""Passes connections of a port on to a cluster: at once, late, encrypted, or not at all."""

import socket
import ssl
import threading
import time
from contextlib import suppress


class Forwarder:
    """A port in front of the first node of a cluster; may be started again after a stop.

    Each answer is held back for `delay` seconds. With `tls`, clients have to use it.
    """

    def __init__(
        self, cluster: str, *, delay: float = 0.0, tls: ssl.SSLContext | None = None
    ) -> None:
        host, _, port = cluster.split(",")[0].rpartition(":")
        self._target = host, int(port)
        self._delay = delay
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._listen()

    def start(self) -> None:
        """Listen again on the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._listen()

    def stop(self) -> None:
        """Refuse and end all connections."""
        for each in (self._listener, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        with suppress(OSError):  # one that does not trust the certificate hangs up
            if self._tls:
                client = self._tls.wrap_socket(client, server_side=True)
            server = socket.create_connection(self._target)
            self._open += [client, server]
            asked = threading.Event()
            threading.Thread(target=self._ask, args=(client, server, asked), daemon=True).start()
            self._answer(server, client, asked)

    def _ask(self, client: socket.socket, server: socket.socket, asked: threading.Event) -> None:
        with suppress(OSError):
            while data := client.recv(1 << 16):
                asked.set()
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)

    def _answer(self, server: socket.socket, client: socket.socket, asked: threading.Event) -> None:
        while data := server.recv(1 << 16):
            if asked.is_set():
                asked.clear()
                time.sleep(self._delay)
            client.sendall(data)
        client.shutdown(socket.SHUT_WR)
