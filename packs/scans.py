"""Photos and scans as PDF pages. Runs in the child process: image readers are fed a stranger's bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from packs import jpeg
from packs.limits import Limits, Refused
from packs.normalise import save
from packs.sandbox import pack

FORMATS = ("PNG", "JPEG", "TIFF")
MAX_PIXELS = 150_000_000
A4 = (595.28, 841.89)
MARGIN = 42.0
# A picture that says nothing of its size is printed as large as this makes it, or as large as fits.
DEFAULT_DPI = 150.0
# A scan of a whole sheet fills the page instead of getting a second margin.
WHOLE_SHEET = 0.9

TOO_LARGE = Refused(
    "too_large", "The picture has too many pixels. Save it smaller, or as a PDF, and upload that."
)
DAMAGED = Refused(
    "damaged", "The picture is damaged and cannot be opened. Ask for it again, or for a PDF of it."
)
COLOUR_SPACES = {"1": Name.DeviceGray, "L": Name.DeviceGray, "RGB": Name.DeviceRGB}
# EXIF orientation -> how the unit square of the picture is turned: the first four numbers of `cm`, then the shift.
TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as a PDF object, how it is turned, and its size as it is seen, in points."""

    stream: Object
    turn: tuple[int, ...]
    size: tuple[float, float]


def answer(data: bytes, options: dict[str, Any]) -> bytes:
    return pack({}, [pages(data, Limits(**options["limits"]))])


def pages(data: bytes, limits: Limits) -> bytes:
    """A PDF with each picture of the file on an A4 page of its own."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Pdf.new() as pdf, Image.open(io.BytesIO(data), formats=FORMATS) as image:
            # A phone's photo may carry a second one, and a PNG may move; only a TIFF has pages.
            frames = ImageSequence.Iterator(image) if image.format == "TIFF" else [image]
            for number, frame in enumerate(frames, start=1):
                if number > limits.max_pages:
                    raise Refused("too_many_pages", f"The file has more than {limits.max_pages:,} pages.")
                pdf.pages.append(_page(pdf, _picture(pdf, frame, data)))
            return save(pdf)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TOO_LARGE from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DAMAGED from error


def _picture(pdf: Pdf, image: Image.Image, data: bytes) -> Picture:
    if image.width * image.height > MAX_PIXELS:
        raise TOO_LARGE
    # First of all: a damaged picture must be found here, and Pillow turns a TIFF only now.
    image.load()
    turn = TURNS.get(image.getexif().get(0x0112, 1), TURNS[1])
    dpi = _dpi(image)
    wide, tall = (72 * image.width / dpi[0], 72 * image.height / dpi[1])
    size = (wide, tall) if turn[0] else (tall, wide)
    photo = jpeg.bare(data) if image.format in ("JPEG", "MPO") and image.mode in COLOUR_SPACES else None
    if photo:
        return Picture(_stream(pdf, image, photo, Filter=Name.DCTDecode), turn, size)
    plain = _plain(image)
    # Black and white is one bit a pixel; saving the PDF compresses it.
    return Picture(_stream(pdf, plain, plain.tobytes()), turn, size)


def _stream(pdf: Pdf, image: Image.Image, data: bytes, **extra: Object) -> Object:
    return Stream(
        pdf,
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=COLOUR_SPACES[image.mode],
        BitsPerComponent=1 if image.mode == "1" else 8,
        **extra,
    )


def _plain(image: Image.Image) -> Image.Image:
    """Grey, black and white, or red, green and blue; what was see-through becomes white paper."""
    if image.mode in COLOUR_SPACES and "transparency" not in image.info:
        return image
    if image.mode.startswith(("I", "F")):
        return ImageOps.autocontrast(image.convert("F").convert("L"))
    if image.mode in ("LA", "La", "RGBA", "RGBa", "PA", "P") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return image.convert("RGB")


def _dpi(image: Image.Image) -> tuple[float, float]:
    found = image.info.get("dpi", (0, 0))
    across, down = float(found[0]), float(found[1])
    if not (30 <= across <= 2400 and 30 <= down <= 2400):
        return DEFAULT_DPI, DEFAULT_DPI
    return across, down


def _page(pdf: Pdf, picture: Picture) -> Page:
    wide, tall = picture.size
    paper = A4 if tall >= wide else (A4[1], A4[0])
    whole_sheet = wide >= WHOLE_SHEET * paper[0] or tall >= WHOLE_SHEET * paper[1]
    margin = 0.0 if whole_sheet else MARGIN
    factor = min((paper[0] - 2 * margin) / wide, (paper[1] - 2 * margin) / tall)
    factor = factor if whole_sheet else min(factor, 1.0)
    width, height = wide * factor, tall * factor
    left, bottom = (paper[0] - width) / 2, (paper[1] - height) / 2
    a, b, c, d, e, f = picture.turn
    matrix = (a * width, b * height, c * width, d * height, left + e * width, bottom + f * height)
    drawing = b"q %.3f %.3f %.3f %.3f %.3f %.3f cm /Picture Do Q" % matrix
    return Page(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, *paper]),
                Resources=Dictionary(XObject=Dictionary(Picture=picture.stream)),
                Contents=Stream(pdf, drawing),
            )
        )
    )
