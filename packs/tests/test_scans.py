"""Photos and scans become A4 pages that look like them."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageOps

from packs.intake import take_in
from packs.limits import Refused
from packs.scans import A4

RED, GREEN, BLUE, WHITE = (200, 20, 20), (20, 160, 20), (20, 20, 200), (255, 255, 255)


def four_corners(size: tuple[int, int] = (240, 120)) -> Image.Image:
    """A different colour in each corner, so that every way of turning it looks different."""
    image = Image.new("RGB", size, WHITE)
    across, down = size[0] // 2, size[1] // 2
    for colour, at in ((RED, (0, 0)), (GREEN, (across, 0)), (BLUE, (0, down))):
        image.paste(colour, (*at, at[0] + across, at[1] + down))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def drawn(pdf: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=1).to_pil().convert("RGB")


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the four quarters of what is not white, near enough."""
    box = ImageOps.invert(image).getbbox()
    assert box is not None
    left, top, right, bottom = box
    quarter, third = (right - left) // 4, (bottom - top) // 4
    spots = [(left + quarter, top + third), (right - quarter, top + third)]
    spots += [(left + quarter, bottom - third), (right - quarter, bottom - third)]
    return [tuple(round(value / 50) for value in image.getpixel(spot)) for spot in spots]


def test_a_png_is_a_page_of_the_right_paper() -> None:
    made = take_in(saved(four_corners(), "PNG"))
    assert made.sizes == (pytest.approx((A4[1], A4[0]), abs=0.1),)
    assert corners(drawn(made.pdf)) == corners(four_corners())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_a_picture_is_turned_the_way_its_camera_says(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(four_corners(), kind, exif=exif)
    as_seen = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    assert corners(drawn(take_in(data).pdf)) == corners(as_seen.convert("RGB"))


def test_a_photo_is_not_compressed_a_second_time() -> None:
    data = saved(four_corners(), "JPEG", quality=70)
    with pikepdf.open(io.BytesIO(take_in(data).pdf)) as pdf:
        assert pdf.pages[0].Resources.XObject.Picture.read_raw_bytes() == data


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_keeps_nothing_of_where_and_with_what_it_was_taken(progressive: bool) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Kestrel cameras", "Quay House"
    options = {"comment": b"Seen from Quay House", "exif": exif, "progressive": progressive, "quality": 80}
    photo = saved(four_corners(), "JPEG", **options) + b"Quay House, afterwards"
    clean = saved(four_corners(), "JPEG", progressive=progressive, quality=80)
    made = take_in(photo).pdf
    # A photo in a PDF that somebody made with another program.
    with pikepdf.open(io.BytesIO(take_in(clean).pdf)) as pdf:
        pdf.pages[0].Resources.XObject.Picture.write(photo, filter=pikepdf.Name.DCTDecode)
        out = io.BytesIO()
        pdf.save(out)
    for file in (made, take_in(out.getvalue()).pdf):
        assert b"Quay" not in file
        assert b"Kestrel" not in file
        with pikepdf.open(io.BytesIO(file)) as pdf:
            pictures = [
                each
                for each in pdf.objects
                if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
            ]
            assert [each.read_raw_bytes() for each in pictures] == [clean]


def test_a_scan_of_several_sheets_has_as_many_pages() -> None:
    sheets = [Image.new("1", (1654, 2339), 1) for _ in range(3)]
    for number, sheet in enumerate(sheets, start=1):
        sheet.paste(0, (100, 100, 100 + 200 * number, 300))
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression="group4", dpi=(200, 200))
    made = take_in(out.getvalue())
    assert made.pages == 3
    widths = [ImageOps.invert(drawn(made.pdf, page)).getbbox() for page in range(3)]
    assert [round((box[2] - box[0]) / 72) for box in widths if box] == [1, 2, 3]
    assert len(made.pdf) < 30_000


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "I;16", "CMYK"])
def test_every_kind_of_pixel(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    source = Image.new("I;16", (40, 40), 30_000) if mode == "I;16" else four_corners().convert(mode)
    assert take_in(saved(source, kind)).pages == 1


def test_what_is_see_through_becomes_white() -> None:
    image = four_corners().convert("RGBA")
    image.putalpha(0)
    assert drawn(take_in(saved(image, "PNG")).pdf).getextrema() == ((255, 255),) * 3


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says how large it is and has next to nothing in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        take_in(data)
    assert refused.value.reason.endswith(".")
    return refused.value.code


def test_a_picture_of_billions_of_pixels_is_refused() -> None:
    assert refusal(png_of_size(60_000, 60_000)) == "too_large"


def test_a_damaged_picture_is_refused() -> None:
    assert refusal(saved(four_corners(), "PNG")[:150]) == "damaged"
    assert refusal(saved(four_corners(), "TIFF")[:40]) == "damaged"
    assert refusal(png_of_size(100, 100)) == "damaged"


def test_other_kinds_of_pictures_are_refused_in_words() -> None:
    with pytest.raises(Refused, match="GIF image"):
        take_in(saved(four_corners(), "GIF"))
