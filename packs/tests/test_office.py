"""Office files become PDF, and nothing in them reaches the network, a program or the next upload."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from packs import office
from packs.intake import take_in
from packs.limits import Limits, Refused
from packs.office import NotConverted, convert
from packs.sandbox import ROOT
from packs.tests import office_files as files


class Listener:
    """A web server that only counts who knocks."""

    def __init__(self) -> None:
        self.hits = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/map.png"
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _peer = self.socket.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.socket.close()


@pytest.fixture
def machine_without_unshare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for program in Path("/usr/bin").iterdir():
        if program.name != "unshare":
            (tmp_path / program.name).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    office.without_network.cache_clear()
    yield
    office.without_network.cache_clear()


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        convert(data, limits=limits or Limits())
    assert refused.value.reason.endswith(".")
    return refused.value.code


def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def nothing_left_running() -> bool:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if b"scrutiny-office-" in line and process.name != str(os.getpid()):
            return False
    return True


def test_a_word_document_becomes_a_tagged_pdf() -> None:
    pdf = convert(files.docx())
    assert "Costs of the harbour wall" in words(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.StructTreeRoot.K
    made = take_in(files.docx())
    assert made.tagged
    assert made.pages == 1


@pytest.mark.parametrize(
    ("data", "word"),
    [(files.xlsx(), "Plover 2"), (files.pptx(), "Curlew slides"), (files.odt(), "Open document words")],
    ids=["xlsx", "pptx", "odt"],
)
def test_other_office_files_are_converted(data: bytes, word: str) -> None:
    made = take_in(data)
    assert word in words(made.pdf)
    assert made.warnings[0].startswith("It was made into a PDF here.")


def test_a_linked_picture_is_not_fetched(listener: Listener) -> None:
    assert "Linked picture" in words(convert(files.linked_picture(listener.address)))
    assert listener.hits == 0


def test_a_linked_picture_is_not_fetched_where_the_network_cannot_be_taken_away(
    listener: Listener, machine_without_unshare: None
) -> None:
    assert office.without_network() == ()
    assert "Linked picture" in words(convert(files.linked_picture(listener.address)))
    assert listener.hits == 0


def test_left_to_itself_libreoffice_would_fetch_it(listener: Listener, tmp_path: Path) -> None:
    source = tmp_path / "paper.docx"
    source.write_bytes(files.linked_picture(listener.address))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", "pdf", "--outdir", tmp_path, source], capture_output=True)
    assert listener.hits > 0


MACRO_DOCUMENT = "application/vnd.ms-word.document.macroEnabled.main+xml"
PROJECT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "_VBA_PROJECT".encode("utf-16-le")
PACKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "\x01Ole10Native".encode("utf-16-le")
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")

REFUSED = {
    "macro document under another name": (files.docx(main=MACRO_DOCUMENT), "macros"),
    "macro project in a plain document": (files.docx(extra={"word/vbaProject.bin": PROJECT}), "macros"),
    "macro project under another name": (files.docx(extra={"word/embeddings/ole1.bin": PROJECT}), "macros"),
    "macros of OpenDocument": (files.odt({"Basic/Standard/Module1.xml": "<module/>"}), "macros"),
    "macro document in a document": (
        files.docx(extra={"word/embeddings/a.docx": files.docx(main=MACRO_DOCUMENT)}),
        "macros",
    ),
    "program packed into a document": (
        files.docx(extra={"word/embeddings/ole1.bin": PACKED}),
        "embedded_file",
    ),
    "template from the web": (
        files.with_template("https://templates.example/report.dotm"),
        "remote_template",
    ),
    "bomb": (files.docx(extra={"word/media/zeros.bmp": bytes(30_000_000)}), "too_large"),
    "bomb in a bomb": (
        files.docx(extra={"word/a.zip": files.docx(extra={"word/zeros.xml": bytes(30_000_000)})}),
        "too_large",
    ),
    "far too many entries": (files.archive({f"word/{n}.xml": "" for n in range(10_001)}), "too_large"),
    "encrypted OpenDocument": (files.odt(encrypted=True), "password"),
    "a plain ZIP archive": (files.archive({"notes.txt": "Notes"}), "wrong_type"),
    "a Word template": (files.docx(main="template.main+xml"), "wrong_type"),
    "half a document": (files.docx()[:900], "damaged"),
    "XML that is none": (files.docx(extra={"word/_rels/document.xml.rels": "<a"}), "damaged"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_libreoffice_never_sees(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_an_encrypted_word_document_asks_for_one_without_password() -> None:
    with pytest.raises(Refused) as refused:
        take_in(LOCKED)
    assert refused.value.code == "password"


def test_an_old_word_document_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="older Word, Excel or PowerPoint document"):
        take_in(PROJECT)


def test_a_template_on_the_authors_own_drive_does_no_harm() -> None:
    assert convert(files.with_template("file:///C:/Templates/Council%20report.dotm")).startswith(b"%PDF-")


def test_a_conversion_that_takes_too_long_is_killed_with_all_it_started() -> None:
    assert refusal(files.xlsx(rows=60_000), Limits(seconds=2)) == "timeout"
    assert nothing_left_running()


def test_a_conversion_that_needs_too_much_memory_ends() -> None:
    with pytest.raises(NotConverted) as refused:
        convert(files.docx(), limits=Limits(memory_bytes=150 * 1024 * 1024))
    assert refused.value.code == "not_converted"
    assert nothing_left_running()


def test_what_libreoffice_does_ends_with_the_worker_that_wanted_it(tmp_path: Path) -> None:
    source = tmp_path / "slow.xlsx"
    source.write_bytes(files.xlsx(rows=60_000))
    convert_it = "import sys; from packs.office import convert; convert(open(sys.argv[1], 'rb').read())"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", convert_it, source], cwd=ROOT, env=environment) as worker:
        for _attempt in range(3000):
            if not nothing_left_running():
                break
            time.sleep(0.02)
        worker.kill()
    for _attempt in range(3000):
        if nothing_left_running():
            return
        time.sleep(0.02)
    raise AssertionError("LibreOffice outlived the worker.")


def test_the_same_upload_is_the_same_paper_whenever_it_is_converted() -> None:
    data = files.docx()
    first, second = convert(data), convert(data)
    # LibreOffice writes the time of day into it.
    assert first != second
    assert take_in(data).pdf == take_in(data).pdf


def test_no_file_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    convert(files.docx())
    assert list(tmp_path.iterdir()) == []
