"""Libraries and programs that come from the operating system and not from pip."""

import ctypes
import os
import shutil
import subprocess

from launcher.console import Problem, say

# Debian package -> the library that WeasyPrint loads from it.
LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
# Debian package -> a program in it.
PROGRAMS = {"poppler-utils": "pdftoppm"}
DEVELOPMENT_PROGRAMS = {"qpdf": "qpdf", "chromium": "chromium"}
# Makes PDFs of Word, Excel and PowerPoint files, with the fonts that stand in for Microsoft's.
OFFICE_PROGRAM = "soffice"
OFFICE = [
    *("libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui"),
    *("fonts-liberation", "fonts-crosextra-carlito", "fonts-crosextra-caladea"),
]
INSTALL = "apt-get install -y --no-install-recommends"


def ensure_system_packages(*, development: bool) -> None:
    missing = missing_packages(development=development)
    if missing:
        _require(missing)
    if not development and shutil.which(OFFICE_PROGRAM) is None:
        _offer_office()


def _require(missing: list[str]) -> None:
    if shutil.which("apt-get") is None:
        raise Problem(
            "These are missing on this machine (Debian's names; yours may differ): "
            f"{', '.join(missing)}. Install them with your package manager and start again."
        )
    if os.geteuid() != 0:
        raise Problem(
            f"Some system packages are missing. Install them with this command and start again:\n\n"
            f"  sudo apt-get update && sudo {INSTALL} {' '.join(missing)}\n"
        )
    _apt_install(missing)


def _offer_office() -> None:
    """The site runs without LibreOffice, which is large, but then papers must come as PDF."""
    try:
        if os.geteuid() == 0 and shutil.which("apt-get"):
            _apt_install(OFFICE)
            return
    except Problem as problem:
        say(str(problem))
    say(
        f"Only PDFs and pictures can be uploaded: LibreOffice is missing. Add it: {INSTALL} {' '.join(OFFICE)}"
    )


def missing_packages(*, development: bool) -> list[str]:
    programs = PROGRAMS | (DEVELOPMENT_PROGRAMS if development else {})
    missing = [package for package, library in LIBRARIES.items() if not _loads(library)]
    missing += [package for package, program in programs.items() if shutil.which(program) is None]
    # The tests convert real office files.
    return missing + (OFFICE if development and shutil.which(OFFICE_PROGRAM) is None else [])


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt_install(packages: list[str]) -> None:
    say(f"Installing system packages: {', '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *command], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Problem(f"apt-get could not install {' '.join(packages)}. It said:\n{done.stderr.strip()}")
