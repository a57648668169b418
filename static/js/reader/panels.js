// The contents beside the pages and the row for finding words: opened, closed, and closed again with Escape.

const WIDE = window.matchMedia("(min-width: 64em)");

class Panel {
  constructor(button, panel, { opened = () => {}, closed = () => {} }) {
    this.button = button;
    this.panel = panel;
    this.opened = opened;
    this.closed = closed;
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  show(open) {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    (open ? this.opened : this.closed)();
  }

  toggle() {
    this.show(!this.isOpen);
  }

  leave() {
    if (!this.isOpen) return;
    this.show(false);
    this.button.focus();
  }
}

export function connectPanels(page, stopFinding) {
  const form = page.querySelector("[data-reader-find]");
  const contents = new Panel(
    page.querySelector("[data-action=contents]"),
    page.querySelector("[data-reader-contents]"),
    {},
  );
  const find = new Panel(page.querySelector("[data-action=find]"), form, {
    opened: () => form.elements.words.select(),
    closed: stopFinding,
  });
  contents.show(WIDE.matches);
  WIDE.addEventListener("change", () => contents.show(WIDE.matches));
  // Over the pages there is no room for it, so choosing a page closes it.
  contents.panel.addEventListener("click", (event) => {
    if (!WIDE.matches && event.target.closest("[data-page]")) contents.show(false);
  });
  page.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "f" && document.activeElement !== form.elements.words) {
      // The browser would only find words on the few pages that are drawn.
      event.preventDefault();
      find.show(true);
    }
    if (event.key !== "Escape") return;
    if (find.isOpen) find.leave();
    else if (!WIDE.matches) contents.leave();
  });
  return { contents, find };
}
