"""Made-up papers for measuring with: reports, scans, plans, turned pages."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageDraw

CSS = """
@font-face { font-family: Pack; src: url(fonts/SourceSans3-Regular.ttf) }
@font-face { font-family: Pack; font-weight: bold; src: url(fonts/SourceSans3-Bold.ttf) }
@page { size: A4; margin: 2cm 2cm 2.5cm }
body { font: 11pt/1.4 Pack }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #999; padding: 2mm; text-align: left }
"""
WORDS = "the council road bus school library budget review panel member report cost year plan public".split()
ITEMS = 15


def prose(chance: random.Random, sentences: int) -> str:
    return " ".join(
        " ".join(chance.choices(WORDS, k=chance.randint(8, 20))).capitalize() + "." for _ in range(sentences)
    )


def agenda(note: str = "") -> str:
    items = "".join(
        f'<li><a href="pack:item-{number}">Item {number}: Report</a> {note}</li>'
        for number in range(1, ITEMS + 1)
    )
    return f'<!DOCTYPE html><html lang="en-GB"><title>Agenda</title><body><h1>Agenda</h1><ol>{items}</ol>'


def cover(number: int, note: str = "") -> str:
    rows = "".join(f"<tr><th scope=row>{word.title()}<td>{note} {word}</tr>" for word in WORDS[:8])
    return (
        f'<!DOCTYPE html><html lang="en-GB"><title>Cover</title><body><h1>Report {number}</h1><table>{rows}</table>'
        f"<h2>Purpose</h2><p>{prose(random.Random(number), 12)}"
    )


def photograph(chance: random.Random) -> str:
    """Something that compresses like a photograph, as an address to put into HTML."""
    small = Image.frombytes("RGB", (96, 64), chance.randbytes(96 * 64 * 3))
    out = io.BytesIO()
    small.resize((960, 640), Image.Resampling.BICUBIC).save(out, "JPEG", quality=75)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"


def long_report(seed: int, sections: int, page: str = "A4") -> str:
    """Headings, paragraphs, a table in each section, and a photograph in every tenth."""
    chance = random.Random(seed)
    body = ""
    for number in range(1, sections + 1):
        rows = "".join(
            f"<tr><td>{chance.choice(WORDS)}<td>{chance.randint(1, 9999)}<td>{prose(chance, 1)}</tr>"
            for _ in range(6)
        )
        body += (
            f"<h2>Section {number}</h2><p>{prose(chance, 14)}<p>{prose(chance, 10)}"
            f"<table><thead><tr><th>What<th>Cost<th>Why</tr></thead><tbody>{rows}</tbody></table>"
        )
        if number % 10 == 0:
            body += f'<p><img src="{photograph(chance)}" alt="A street" width="600">'
    style = f"<style>@page {{ size: {page} }}</style>"
    return f'<!DOCTYPE html><html lang="en-GB"><title>Report</title>{style}<body><h1>Report {seed}</h1>{body}'


def scan(seed: int, pages: int) -> bytes:
    """A document from a photocopier: grey noise with lines of "text"."""
    chance = random.Random(seed)
    images = []
    for _page in range(pages):
        image = Image.frombytes("L", (620, 877), chance.randbytes(620 * 877)).point(lambda v: 225 + v // 12)
        pen = ImageDraw.Draw(image)
        for line in range(60, 820, 16):
            pen.line((60, line, 300 + chance.randint(0, 250), line), fill=40, width=3)
        images.append(image)
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=75)
    return out.getvalue()


def untagged(data: bytes, turn: int = 0) -> bytes:
    """The same file as an ordinary office program would have written it: without tags, perhaps turned."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo", "/Metadata"):
            if key in pdf.Root:
                del pdf.Root[key]
        for page in pdf.pages:
            page.obj["/Rotate"] = turn
        pdf.save(out)
    return out.getvalue()


def mixed(render: Callable[[str], bytes]) -> list[bytes]:
    """15 papers: 6 tagged reports, 4 untagged, 2 on A3, 1 turned, 2 scans."""
    tagged = [render(long_report(seed, 28)) for seed in range(1, 7)]
    plain = [untagged(render(long_report(seed, 28))) for seed in range(7, 11)]
    wide = [render(long_report(seed, 28, "A3 landscape")) for seed in (11, 12)]
    turned = [untagged(render(long_report(13, 14)), turn=90)]
    return [*tagged, *plain, *wide, *turned, scan(14, 30), scan(15, 30)]


def all_tagged(render: Callable[[str], bytes]) -> list[bytes]:
    """15 tagged reports of up to 40 pages."""
    return [render(long_report(seed, 30)) for seed in range(21, 36)]
