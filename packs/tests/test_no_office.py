"""Where LibreOffice is not installed the upload says so; PDFs and pictures do not need it."""

from __future__ import annotations

from pathlib import Path

import pytest

from packs import office
from packs.intake import take_in
from packs.limits import Refused
from packs.tests import office_files as files


def test_without_libreoffice_an_office_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not office.available()
    with pytest.raises(Refused) as refused:
        take_in(files.docx())
    assert refused.value.code == "no_converter"
    assert refused.value.reason.endswith("Save the paper as a PDF and upload that.")
