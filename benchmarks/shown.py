"""How much of a pack a browser fetches to show a page: our reader's own way of asking, from a server of ours."""

from __future__ import annotations

import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
KINDS = {".css": "text/css", ".html": "text/html"}
PAGE = """<!DOCTYPE html><html lang="en"><title>Pack</title><link rel="stylesheet" href="/static/css/reader_pages.css">
<style>#container { position: absolute; inset: 0; overflow: auto }</style>
<div id="container" tabindex="0"><div class="pdfViewer"></div></div><script type="module">
import { getDocument, GlobalWorkerOptions } from "/static/pdfjs/pdf.min.mjs";
import { EventBus, PDFLinkService, PDFViewer } from "/static/pdfjs/pdf_viewer.mjs";
import { openInPieces, PIECE } from "/static/js/reader/ranges.js";
GlobalWorkerOptions.workerSrc = "/static/pdfjs/pdf.worker.min.mjs";
const eventBus = new EventBus(), linkService = new PDFLinkService({ eventBus });
const viewer = new PDFViewer({ container: document.getElementById("container"), eventBus, linkService });
linkService.setViewer(viewer);
window.drawn = new Set();
eventBus.on("pagerendered", (event) => window.drawn.add(event.pageNumber));
const source = await openInPieces("/pack.pdf");
const options = { rangeChunkSize: PIECE, disableAutoFetch: true, disableStream: true, useWasm: false };
const pack = await getDocument({ ...source, ...options }).promise;
eventBus.on("pagesinit", () => {
  viewer.currentScaleValue = "auto";
  window.turn = (number) => { viewer.currentPageNumber = number; };
});
viewer.setDocument(pack);
linkService.setDocument(pack);
</script>"""


class Handler(BaseHTTPRequestHandler):
    pack: ClassVar[bytes] = b""
    sent: ClassVar[int] = 0

    def do_GET(self) -> None:
        if self.path == "/pack.pdf":
            self._piece()
        elif self.path == "/":
            self._answer(200, PAGE.encode(), "text/html")
        else:
            path = (STATIC.parent / self.path.lstrip("/").partition("?")[0]).resolve()
            found = path.is_relative_to(STATIC) and path.is_file()
            kind = KINDS.get(path.suffix, "text/javascript")
            self._answer(200 if found else 404, path.read_bytes() if found else b"", kind)

    def _piece(self) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        begin, end = (int(asked[1]), int(asked[2]) + 1) if asked else (0, len(self.pack))
        piece = self.pack[begin:end]
        Handler.sent += len(piece)
        place = f"bytes {begin}-{begin + len(piece) - 1}/{len(self.pack)}"
        self._answer(206 if asked else 200, piece, "application/pdf", place)

    def _answer(self, status: int, body: bytes, kind: str, place: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if place:
            self.send_header("Content-Range", place)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody wants to read it."""


def fetched(pack: bytes, pages: tuple[int, ...]) -> list[int]:
    """The bytes fetched to show each of these pages, one after the other."""
    Handler.pack, Handler.sent = pack, 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_function("() => Boolean(window.turn)")
        for number in pages:
            page.evaluate("number => window.turn(number)", number)
            page.wait_for_function("number => window.drawn.has(number)", arg=number, timeout=120_000)
            page.wait_for_timeout(1000)
            found.append(Handler.sent)
            Handler.sent = 0
        browser.close()
    server.shutdown()
    return found
