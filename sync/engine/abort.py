"""An adapter of `requests` whose connections can be cut from another thread, wherever they wait."""

from __future__ import annotations

import contextlib
import socket
import ssl
import weakref
from typing import Any

import requests.adapters
import urllib3


class AbortableAdapter(requests.adapters.HTTPAdapter):
    """Knows the connections it has lent out: neither `requests` nor urllib3 can end a read that another thread does."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self._tls = tls
        self._connections: weakref.WeakSet[Any] = weakref.WeakSet()
        super().__init__(pool_connections=1, pool_maxsize=2)

    def abort(self) -> None:
        """Shut every socket down: reads and writes on them fail at once."""
        for connection in list(self._connections):
            sock = getattr(connection, "sock", None)
            if sock is not None:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        self.close()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:  # noqa: FBT001, FBT002 - the signature of requests
        """Override HTTPAdapter.init_poolmanager."""
        if self._tls is not None:
            options["ssl_context"] = self._tls
        super().init_poolmanager(connections, maxsize, block, **options)
        known = self._connections

        class HttpPool(urllib3.HTTPConnectionPool):
            def _new_conn(self) -> Any:
                connection = super()._new_conn()
                known.add(connection)
                return connection

        class HttpsPool(urllib3.HTTPSConnectionPool):
            def _new_conn(self) -> Any:
                connection = super()._new_conn()
                known.add(connection)
                return connection

        self.poolmanager.pool_classes_by_scheme = {"http": HttpPool, "https": HttpsPool}
