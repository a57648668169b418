"""A mail server that keeps only a log of Message-IDs, and may die after DATA, before or after it took the mail.

    python -m benchmarks.smtp_sink PORT LOG [DEATHS IN A THOUSAND]

What stands in the log was taken. A line is written before the reply, as a real server queues before it answers.
"""

from __future__ import annotations

import os
import random
import re
import socketserver
import sys

_message_id = re.compile(rb"(?mi)^message-id:\s*(<[^>]+>)")


class Session(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Sink

    def handle(self) -> None:
        self._say(b"220 sink")
        while line := self.rfile.readline():
            word = line[:4].strip().upper()
            if word in (b"EHLO", b"HELO"):
                self._say(b"250 sink")
            elif word == b"DATA":
                self._say(b"354 go on")
                self._take()
            elif word == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                self._say(b"250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if not line:
            return  # the other side died before the end: nothing was taken
        fate = random.random() * 1000
        if fate < self.server.deaths / 2:
            os._exit(1)
        found = _message_id.search(b"".join(lines))
        os.write(self.server.log, (found[1] if found else b"<none>") + b"\n")
        if fate < self.server.deaths:
            os._exit(1)
        self._say(b"250 taken")

    def _say(self, reply: bytes) -> None:
        self.wfile.write(reply + b"\r\n")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, log: str, deaths: float) -> None:
        self.log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        self.deaths = deaths
        super().__init__(("127.0.0.1", port), Session)


if __name__ == "__main__":
    port, log, *deaths = sys.argv[1:]
    with Sink(int(port), log, float(deaths[0]) if deaths else 0.0) as sink:
        sink.serve_forever()
