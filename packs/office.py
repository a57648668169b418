"""Word, Excel, PowerPoint and OpenDocument files as tagged PDF, made by LibreOffice.

LibreOffice is large and reads old formats, so it is treated as hostile: it gets a file that was looked into
first, no network, a profile that is thrown away, limits on memory, time and disk, and is killed with all it
started, also when the worker that wanted the PDF is killed. It would otherwise fetch pictures that a document only
links to.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from packs import leash
from packs.limits import DEFAULT, MEGABYTE, Limits, Refused
from packs.sandbox import run

NO_CONVERTER = "Word and Excel files cannot be converted here. Save the paper as a PDF and upload that."

# Kind -> the filter that must read it, so that LibreOffice does not guess, and the one that writes the PDF.
FILTERS = {
    "docx": ("MS Word 2007 XML", "writer"),
    "odt": ("writer8", "writer"),
    "xlsx": ("Calc MS Excel 2007 XML", "calc"),
    "ods": ("calc8", "calc"),
    "pptx": ("Impress MS PowerPoint 2007 XML", "impress"),
    "odp": ("impress8", "impress"),
}
EXPORT = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportNotes": {"type": "boolean", "value": "false"},
    "ExportFormFields": {"type": "boolean", "value": "false"},
    "ExportLinksRelativeFsys": {"type": "boolean", "value": "false"},
    "ReduceImageResolution": {"type": "boolean", "value": "true"},
    "MaxImageResolution": {"type": "long", "value": "300"},
    "Quality": {"type": "long", "value": "90"},
}
MAX_WRITTEN = 500 * MEGABYTE

AGAIN = "Open it, save it as a PDF and upload that."
one_at_a_time = threading.Lock()


class NotConverted(Refused):
    """A file we would take, had the conversion worked: the paper exists, but not as pages."""


def available() -> bool:
    return all(shutil.which(program) for program in ("soffice", "prlimit"))


def is_office(data: bytes) -> bool:
    """Whether the first bytes are those of an office file. What it really is, `convert` finds out."""
    return data.startswith(b"PK\x03\x04")


def convert(data: bytes, *, limits: Limits = DEFAULT) -> bytes:
    """The PDF that LibreOffice makes of an office file. It is no safer than an upload: ingest it."""
    if not available():
        raise Refused("no_converter", NO_CONVERTER)
    header, _nothing = run("inspect", data, limits=limits)
    if not one_at_a_time.acquire(timeout=limits.seconds):
        raise Refused("busy", "Other files are being converted just now. Try again in a minute.")
    try:
        with tempfile.TemporaryDirectory(prefix="scrutiny-office-") as folder:
            return _convert(Path(folder), data, header["kind"], limits)
    finally:
        one_at_a_time.release()


def _convert(folder: Path, data: bytes, kind: str, limits: Limits) -> bytes:
    source, result = folder / f"paper.{kind}", folder / "out" / "paper.pdf"
    source.write_bytes(data)
    _write_profile(folder / "profile")
    _run(_command(folder, source, kind, limits), folder, limits.seconds)
    if not result.is_file() or not result.stat().st_size:
        raise NotConverted("not_converted", f"The file could not be made into a PDF. {AGAIN}")
    if result.stat().st_size > limits.max_bytes:
        raise NotConverted("too_large", f"The file makes a PDF that is too large. {AGAIN}")
    return result.read_bytes()


def _command(folder: Path, source: Path, kind: str, limits: Limits) -> list[str]:
    reads, writes = FILTERS[kind]
    # It may use both processors, so the time by the clock runs out first and gives the better refusal.
    seconds = 2 * limits.seconds
    return [
        *without_network(),
        *("prlimit", f"--as={limits.memory_bytes}", f"--cpu={seconds}"),
        *(f"--fsize={MAX_WRITTEN}", "--core=0", "--"),
        *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={reads}",
        *("--convert-to", f"pdf:{writes}_pdf_Export:{json.dumps(EXPORT)}"),
        *("--outdir", str(folder / "out"), str(source)),
    ]


@functools.cache
def without_network() -> tuple[str, ...]:
    """The start of a command that has no network at all; empty where the machine does not let us do that."""
    for command in (("unshare", "--net", "--"), ("unshare", "--map-root-user", "--net", "--")):
        try:
            done = subprocess.run([*command, "true"], capture_output=True, timeout=10)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if not done.returncode:
            return command
    return ()


def _run(command: list[str], folder: Path, seconds: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-I", leash.__file__, *command],
        # Held open as long as this process lives, which is all the leash wants to know.
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    ) as child:
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise NotConverted("timeout", f"The file takes too long to convert. {AGAIN}") from error
        finally:
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """`soffice` is a script that starts the program that does the work: all of them share its session."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the site's: no secrets, no home folder, no display, and a proxy that does not exist."""
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }


OFFICE = "/org.openoffice.Office."
# Path, name, value. Calc and Writer each have their own setting for links; 1 and 2 mean “never” there.
SETTINGS = (
    (f"{OFFICE}Common/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{OFFICE}Common/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{OFFICE}Common/Security/Scripting", "DisablePythonRuntime", "true"),
    (f"{OFFICE}Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{OFFICE}Common/Security/Scripting", "DisableActiveContent", "true"),
    (f"{OFFICE}Writer/Content/Update", "Link", "2"),
    (f"{OFFICE}Calc/Content/Update", "Link", "1"),
    (f"{OFFICE}Common/Load", "UpdateDocMode", "0"),
    (f"{OFFICE}Common/Misc", "FirstRun", "false"),
    (f"{OFFICE}Common/Java", "Enable", "false"),
    (f"{OFFICE}Java/VirtualMachine", "Enable", "false"),
    # What a document leaves open is British: its language, and A4 rather than Letter.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
    (f"{OFFICE}Linguistic/General", "DefaultLocale", "en-GB"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def _write_profile(folder: Path) -> None:
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema">\n'
        f"{items}\n</oor:items>\n"
    )
