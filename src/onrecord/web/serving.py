"""Serve the app to this machine's browser."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import uvicorn

from onrecord.errors import SettingsError
from onrecord.web.app import make_app

HOST = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8420, 20


def serve(path: Path, port: int | None, *, opens_browser: bool, tell: Callable[[str], None]) -> None:
    """Serve the dossier at *path* until the user stops it.

    Args:
        path: the dossier; it is made if missing.
        port: the port; the first free one from `FIRST_PORT` on without.
        opens_browser: open the overview in the user's browser.
        tell: told the address.

    Raises:
        SettingsError: the port is taken.
        DossierError: the file is not a dossier, or cannot be used.
    """
    bound = bind(port)
    with closing(bound):
        number = bound.getsockname()[1]
        address = f"http://{HOST}:{number}/"
        app = make_app(path, {f"{name}:{number}" for name in (HOST, "localhost")})
        tell(address)
        if opens_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
        uvicorn.Server(config).run(sockets=[bound])


def bind(port: int | None) -> socket.socket:
    """Return a socket that listens on *port* of this machine; the first free one from `FIRST_PORT` on without.

    Raises:
        SettingsError: the port is taken.
    """
    wanted = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + PORTS_TRIED), 0]
    for number in wanted:
        bound = socket.socket()
        if sys.platform != "win32":  # there it would let two programs share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((HOST, number))
        except OSError:
            bound.close()
            continue
        bound.listen()
        return bound
    raise SettingsError("this port is in use.", where=f"{HOST}:{port}", do="name another one: --port, or leave it out")
