// The pack on screen. PDF.js draws the pages near the one being read; the rest is fetched when it is turned to.
import { AnnotationMode, getDocument, GlobalWorkerOptions } from "../pdfjs/pdf.min.mjs";
import { EventBus, LinkTarget, PDFFindController, PDFLinkService, PDFViewer } from "../pdfjs/pdf_viewer.mjs";
import { connectFind } from "./reader/find.js";
import { connectPanels } from "./reader/panels.js";
import { Places } from "./reader/places.js";
import { openInPieces, PIECE } from "./reader/ranges.js";

const page = document.body;
const container = page.querySelector("[data-reader-pages]");
const links = [...page.querySelectorAll("[data-page]")];
const box = page.querySelector("#reader-page");
const message = page.querySelector("[data-reader-message]");

const NO_SUCH_PAGE = "The pack has no such page.";

function say(text) {
  message.textContent = text;
}

function failed() {
  say("The pack could not be shown. Reload the page, or download the pack.");
}

async function openPack() {
  const source = await openInPieces(page.dataset.pack);
  if (source.range) source.range.failed = failed;
  GlobalWorkerOptions.workerSrc = page.dataset.worker;
  const opening = getDocument({
    ...source,
    rangeChunkSize: PIECE,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    useWasm: false,
    wasmUrl: page.dataset.decoders,
    standardFontDataUrl: page.dataset.fonts,
  });
  return { pack: await opening.promise, readAhead: () => source.range?.readAhead() };
}

function makeViewer() {
  const eventBus = new EventBus();
  const linkService = new PDFLinkService({ eventBus, externalLinkTarget: LinkTarget.BLANK });
  const findController = new PDFFindController({ eventBus, linkService });
  const viewer = new PDFViewer({
    container,
    eventBus,
    linkService,
    findController,
    annotationMode: AnnotationMode.ENABLE,
    // A tablet has little memory for pictures of pages.
    maxCanvasPixels: 2 ** 24,
    enableAutoLinking: false,
    removePageBorders: true,
  });
  linkService.setViewer(viewer);
  return viewer;
}

function show(viewer, pack) {
  const ready = new Promise((resolve) => viewer.eventBus.on("pagesinit", resolve, { once: true }));
  viewer.setDocument(pack);
  viewer.linkService.setDocument(pack);
  return ready;
}

function connectPages(viewer, places) {
  function go(number, label) {
    if (!number) return say(label ? `The pack has no page ${label}.` : NO_SUCH_PAGE);
    say("");
    viewer.currentPageNumber = number;
  }

  function turned() {
    say("");
    const number = viewer.currentPageNumber;
    const label = places.label(number);
    box.value = label;
    page.querySelector("[data-reader-of]").textContent = `of ${places.lastLabelOfSeries(number)}`;
    for (const link of links) link.removeAttribute("aria-current");
    const current = links.findLast((link) => places.number(link.dataset.page) <= number);
    current?.setAttribute("aria-current", "true");
    history.replaceState(history.state, "", `#page=${label}`);
  }

  for (const link of links) {
    link.href = `#page=${link.dataset.page}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.pushState(null, "", link.href);
      go(places.number(link.dataset.page), link.dataset.page);
      container.focus({ preventScroll: true });
    });
  }
  page.querySelector("[data-reader-goto]").addEventListener("submit", (event) => {
    event.preventDefault();
    go(places.number(box.value), box.value);
  });
  box.addEventListener("focus", () => box.select());
  window.addEventListener("hashchange", () => go(places.fromHash(location.hash), ""));
  viewer.eventBus.on("pagechanging", turned);
  const asked = location.hash;
  const first = places.fromHash(asked) ?? 1;
  viewer.currentPageNumber = first;
  turned();
  if (asked && !places.fromHash(asked)) say(NO_SUCH_PAGE);
}

function connectTools(viewer, panels) {
  const actions = {
    previous: () => viewer.previousPage(),
    next: () => viewer.nextPage(),
    smaller: () => viewer.decreaseScale(),
    larger: () => viewer.increaseScale(),
    fit: () => (viewer.currentScaleValue = "page-width"),
    contents: () => panels.contents.toggle(),
    find: () => panels.find.toggle(),
  };
  for (const button of page.querySelectorAll("button[data-action]")) {
    const act = actions[button.dataset.action];
    if (act) button.addEventListener("click", act);
  }
  container.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Sideways arrows scroll a page that is wider than the screen, and turn one that is not.
    if (container.scrollWidth > container.clientWidth) return;
    if (event.key === "ArrowLeft") viewer.previousPage();
    if (event.key === "ArrowRight") viewer.nextPage();
  });
}

function keepFitting(viewer) {
  viewer.currentScaleValue = container.clientWidth < 900 ? "page-width" : "auto";
  new ResizeObserver(() => {
    // A size somebody chose stays; a keyboard that slides in must not change it.
    if (Number.isNaN(Number(viewer.currentScaleValue))) viewer.currentScaleValue = viewer.currentScaleValue;
  }).observe(container);
}

async function start() {
  say("Opening the pack");
  const { pack, readAhead } = await openPack();
  const labels = (await pack.getPageLabels()) ?? Array.from({ length: pack.numPages }, (_, index) => `${index + 1}`);
  const viewer = makeViewer();
  await show(viewer, pack);
  viewer.setPageLabels(labels);
  keepFitting(viewer);
  const stopFinding = connectFind(page.querySelector("[data-reader-find]"), viewer.eventBus, readAhead);
  const panels = connectPanels(page, stopFinding);
  page.querySelector("[data-reader-tools]").hidden = false;
  say("");
  connectPages(viewer, new Places(labels, links));
  connectTools(viewer, panels);
}

start().catch((error) => {
  console.error(error);
  failed();
});
