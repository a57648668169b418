"""Ways to send a mail, and what each can honestly say about it afterwards.

Sending exactly once needs a transport that can be asked whether it took a mail. Files and a mail server of our
own whose log we can read can be asked; a foreign mail server cannot, so there a doubt stays a doubt.
"""

from __future__ import annotations

import os
import re
import smtplib
import socket
import ssl
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient, ready to go. `message_id` stands in angle brackets, as in its header."""

    message_id: str
    sender: str
    recipient: str
    content: bytes


class TryLater(Exception):
    """It was certainly not taken, and may be another time."""


class NobodyThere(TryLater):
    """The mail server does not answer at all: no use in trying the next mail."""


class Refused(Exception):
    """It was certainly not taken, and never will be."""


class Unsure(Exception):
    """The connection broke after the mail was given away and before anybody said what became of it."""


class Transport(Protocol):
    can_be_asked: bool

    def send(self, mail: Mail) -> None: ...

    def taken(self, message_id: str) -> bool: ...

    def close(self) -> None: ...


def transport() -> Transport:
    if not settings.EMAIL_HOST:
        return FileTransport(Path(settings.EMAIL_FILE_PATH) / "reminders")
    if settings.MAIL_LOG:
        return LoggedSmtpTransport(Path(settings.MAIL_LOG))
    return SmtpTransport()


class FileTransport:
    """A file for each mail, named after it. The demo's post: nobody receives it, and it can be read."""

    can_be_asked = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def send(self, mail: Mail) -> None:
        """Whole or not at all, and only once: linking fails when the name is taken."""
        try:
            self._write(mail)
        except OSError as error:
            raise NobodyThere(_words(error)) from error

    def _write(self, mail: Mail) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
            file.write(mail.content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(file.name, self._path(mail.message_id))
        except FileExistsError:
            pass
        finally:
            os.unlink(file.name)

    def taken(self, message_id: str) -> bool:
        return self._path(message_id).exists()

    def mails(self) -> Iterator[tuple[str, EmailMessage]]:
        """Every mail with the name of its file, the newest first."""
        files = sorted(self._folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in files:
            yield path.stem, self.read(path.stem)

    def read(self, name: str) -> EmailMessage:
        if not re.fullmatch(r"[A-Za-z0-9.-]+", name) or not (self._folder / f"{name}.eml").is_file():
            raise FileNotFoundError(name)
        content = (self._folder / f"{name}.eml").read_bytes()
        return message_from_bytes(content, policy=policy.default)

    def close(self) -> None:
        pass

    def _path(self, message_id: str) -> Path:
        name = re.sub(r"[^A-Za-z0-9.-]", "", message_id.strip("<>").partition("@")[0])
        return self._folder / f"{name}.eml"


class SmtpTransport:
    """A mail server. The steps are taken one by one, because what a broken one means depends on which it was."""

    can_be_asked = False

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def send(self, mail: Mail) -> None:
        server = self._connected()
        try:
            self._until_data(server, mail)
        except UnicodeError as error:
            self._drop()
            raise Refused(_words(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise TryLater(_words(error)) from error
        self._give_away(server, mail)

    def taken(self, message_id: str) -> bool:
        raise NotImplementedError("A foreign mail server cannot be asked.")

    def close(self) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                pass
        self._drop()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = self._connect()
            except (smtplib.SMTPException, OSError) as error:
                raise NobodyThere(_words(error)) from error
        return self._server

    def _connect(self) -> smtplib.SMTP:
        server = smtplib.SMTP(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            timeout=settings.EMAIL_TIMEOUT,
            local_hostname=socket.gethostname(),
        )
        try:
            if settings.EMAIL_USE_TLS:
                server.starttls(context=ssl.create_default_context())
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _until_data(self, server: smtplib.SMTP, mail: Mail) -> None:
        _require(server, server.mail(mail.sender))
        _require(server, server.rcpt(mail.recipient))
        server.putcmd("data")
        _require(server, server.getreply(), expected=354)

    def _give_away(self, server: smtplib.SMTP, mail: Mail) -> None:
        try:
            server.send(_for_the_wire(mail.content))
            code, words = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise Unsure(_words(error)) from error
        if code == 250:
            return
        if code == 421:
            self._drop()
        raise (TryLater if code < 500 else Refused)(f"{code} {words.decode(errors='replace')}")

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


class LoggedSmtpTransport(SmtpTransport):
    """A mail server of our own: what it has taken stands in its log by Message-ID."""

    can_be_asked = True

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def taken(self, message_id: str) -> bool:
        """Yesterday's log too, where it was rotated. A log that is not there must not look like an empty one."""
        wanted = message_id.encode()
        before = self._log.with_name(self._log.name + ".1")
        return _holds(self._log, wanted) or (before.exists() and _holds(before, wanted))


def _holds(path: Path, wanted: bytes) -> bool:
    with path.open("rb") as file:
        return any(wanted in line for line in file)


def _require(server: smtplib.SMTP, reply: tuple[int, bytes], expected: int = 250) -> None:
    code, words = reply
    if code == expected or (expected == 250 and code == 251):
        return
    if code >= 500:
        server.rset()
        raise Refused(f"{code} {words.decode(errors='replace')}")
    raise smtplib.SMTPResponseException(code, words)


def _for_the_wire(content: bytes) -> bytes:
    """Lines end in CRLF, a dot at the beginning of one is doubled, and a dot alone ends it all (RFC 5321)."""
    text = re.sub(rb"(?m)^\.", b"..", re.sub(rb"\r?\n", b"\r\n", content))
    return text + (b"" if text.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
