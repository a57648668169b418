"""The site's own processes: web, worker and beat, and what has to be done before they can start."""

import hashlib
import http.client
import os
from collections.abc import Mapping
from pathlib import Path

from launcher.children import Child, Children, Command
from launcher.console import ProgressLine
from launcher.packages import PRODUCT, python_in
from launcher.state import MIGRATIONS, PEOPLE, STATIC_FILES, State

# The demo must never write to people outside, whatever the shell it is started from is set up for.
LEFT_OUT = ("EMAIL_HOST", "DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PYTHONHOME")


class Site:
    def __init__(
        self, project: Path, installed: Path, state: State, port: int, addresses: Mapping[str, str]
    ) -> None:
        self.project = project
        self.python = python_in(installed)
        self.state = state
        self.port = port
        self.addresses = dict(addresses)
        self.address = f"http://localhost:{port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in LEFT_OUT},
            **addresses,
            "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
            "DEBUG": "0",
            "MAIL_DIR": str(state.mail),
            "MEDIA_ROOT": str(state.media),
            "PYTHONUNBUFFERED": "1",
            "SCRUTINY_DEMO": "1",
            "SECRET_KEY": state.secret_key(),
            "SITE_URL": self.address,
            "STATIC_ROOT": str(state.static),
        }

    def prepare(self, tasks: Children) -> None:
        """Brings the database, the demo council and the static files up to date, as far as they are not."""
        collecting = None
        static_files = self._fingerprint("static/**/*")
        if self.state.read(STATIC_FILES) != static_files:
            collecting = self._manage(tasks, "collectstatic", "--noinput", "--clear", "--verbosity", "0")
        migrations = self._fingerprint("*/migrations/*.py")
        if self.state.read(MIGRATIONS) != migrations or "DATABASE_URL" in os.environ:
            tasks.finish(self._manage(tasks, "migrate", "--noinput"))
            self._load(tasks)
            self.state.write(MIGRATIONS, migrations)
        if collecting:
            tasks.finish(collecting)
            self.state.write(STATIC_FILES, static_files)

    def _load(self, tasks: Children) -> None:
        text = "Loading the demo council, once"
        progress = ProgressLine(text)
        tasks.finish(self._manage(tasks, "load_demo"), lambda line: progress.update(f"{text} ... {line}"))
        listing = self._manage(tasks, "demo_people")
        tasks.finish(listing)
        self.state.write(PEOPLE, listing.log.read_text())
        progress.finish("The demo council is loaded.")

    def people(self) -> str:
        return self.state.read(PEOPLE).strip()

    def start_web(self, children: Children) -> None:
        self._start(
            children,
            "web",
            *("gunicorn", "scrutiny.wsgi:application", "--bind", f"127.0.0.1:{self.port}", "--preload"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            *("--timeout", "120", "--graceful-timeout", "5", "--no-control-socket"),
        )

    def start_background(self, children: Children) -> None:
        self._start(
            children,
            "worker",
            *("celery", "--app", "scrutiny", "worker", "--queues", "celery,packs", "--concurrency", "2"),
            *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
        )
        # Making packs keeps a worker busy for minutes, and what must go out in time cannot wait for it.
        self._start(
            children,
            "reminders",
            *("celery", "--app", "scrutiny", "worker", "--queues", "reminders", "--concurrency", "1"),
            *("--hostname", "reminders@%h", "--loglevel", "INFO", "--without-gossip", "--without-mingle"),
        )
        self._start(
            children,
            "beat",
            *("celery", "--app", "scrutiny", "beat", "--loglevel", "INFO"),
            *("--schedule", str(self.state.beat / "schedule"), "--pidfile", ""),
        )

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _manage(self, tasks: Children, command: str, *options: str) -> Child:
        # The checks load every page of the site, and these settings are our own.
        arguments: Command = [self.python, "manage.py", command, "--skip-checks", *options]
        return tasks.start(command, arguments, folder=self.project, environment=self.environment)

    def _start(self, children: Children, name: str, module: str, *options: str) -> None:
        arguments: Command = [self.python, "-m", module, *options]
        children.start(name, arguments, folder=self.project, environment=self.environment)

    def _fingerprint(self, pattern: str) -> str:
        """Changes with the files of that pattern and with the packages, which bring files of the same kind."""
        digest = hashlib.sha256((self.project / PRODUCT).read_bytes())
        for path in sorted(self.project.glob(pattern)):
            facts = path.stat()
            digest.update(f"{path.relative_to(self.project)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
        return digest.hexdigest()
