"""Each way of sending, and what it says when something breaks half way."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reminders.transports import (
    FileTransport,
    LoggedSmtpTransport,
    Mail,
    NobodyThere,
    Refused,
    SmtpTransport,
    TryLater,
    Unsure,
)

MAIL = Mail(
    "<abc@council.example>", "from@x.example", "to@x.example", b"Message-ID: <abc@council.example>\n\n.dot\n"
)


class Server(socketserver.TCPServer):
    allow_reuse_address = True
    script: dict[bytes, bytes | None]
    taken: list[bytes]


class Session(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].strip().upper()
            reply = self.server.script.get(word, b"250 ok")
            if reply is None:
                return
            self.wfile.write(reply + b"\r\n")
            if word == b"DATA" and reply.startswith(b"354"):
                body = b""
                while not body.endswith(b"\r\n.\r\n"):
                    body += self.rfile.readline()
                self.server.taken.append(body)
                end = self.server.script.get(b"END", b"250 taken")
                if end is None:
                    return
                self.wfile.write(end + b"\r\n")


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Session) as found:
        found.script, found.taken = {b"DATA": b"354 go on"}, []
        settings.EMAIL_HOST, settings.EMAIL_PORT = found.server_address
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 2
        thread = threading.Thread(target=found.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def send(post: SmtpTransport) -> None:
    try:
        post.send(MAIL)
    finally:
        post.close()


def test_a_mail_arrives_whole(server: Server) -> None:
    send(SmtpTransport())
    assert server.taken == [b"Message-ID: <abc@council.example>\r\n\r\n..dot\r\n.\r\n"]


@pytest.mark.parametrize(
    ("word", "reply", "outcome"),
    [
        (b"MAIL", b"421 busy", TryLater),
        (b"RCPT", b"451 greylisted", TryLater),
        (b"RCPT", b"550 no such mailbox", Refused),
        (b"RCPT", None, TryLater),
        (b"DATA", b"452 full", TryLater),
        (b"END", b"451 try again", TryLater),
        (b"END", b"554 spam", Refused),
        (b"END", None, Unsure),
    ],
)
def test_every_step_that_fails_is_told_apart(
    server: Server, word: bytes, reply: bytes | None, outcome: type[Exception]
) -> None:
    server.script[word] = reply
    with pytest.raises(outcome):
        send(SmtpTransport())


def test_a_server_that_is_away_is_told_apart_too(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
    with pytest.raises(NobodyThere):
        send(SmtpTransport())


def test_the_log_of_our_own_server_is_asked_and_must_be_there(tmp_path: Path) -> None:
    log = tmp_path / "mail.log"
    post = LoggedSmtpTransport(log)
    with pytest.raises(OSError):
        post.taken(MAIL.message_id)
    log.write_text("postfix/cleanup[1]: 4Xyz: message-id=<other@council.example>\n")
    assert not post.taken(MAIL.message_id)
    log.rename(tmp_path / "mail.log.1")
    log.write_text(f"postfix/cleanup[1]: 4Xyz: message-id={MAIL.message_id}\n")
    assert post.taken(MAIL.message_id)


def test_a_file_is_written_once_and_read_again(tmp_path: Path) -> None:
    post = FileTransport(tmp_path / "reminders")
    assert not post.taken(MAIL.message_id)
    post.send(MAIL)
    post.send(MAIL)
    assert post.taken(MAIL.message_id)
    ((name, mail),) = post.mails()
    assert (name, mail["Message-ID"]) == ("abc", MAIL.message_id)
    with pytest.raises(FileNotFoundError):
        post.read("../reminders/abc")
