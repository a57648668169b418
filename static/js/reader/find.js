// Finding words. The text of the pages is only fetched when somebody asks for words.
import { FindState } from "../../pdfjs/pdf_viewer.mjs";

export function connectFind(form, events, starting) {
  const words = form.elements.words;
  const found = form.querySelector("[data-reader-found]");
  let asked = "";

  function search(backwards) {
    const query = words.value.trim();
    if (!query) return;
    starting();
    events.dispatch("find", {
      source: form,
      type: query === asked ? "again" : "",
      query,
      highlightAll: true,
      caseSensitive: false,
      entireWord: false,
      findPrevious: backwards,
      matchDiacritics: false,
    });
    asked = query;
  }

  function say({ current = 0, total = 0 }, state) {
    if (state === FindState.NOT_FOUND) found.textContent = "Not found";
    else if (total) found.textContent = `${current} of ${total}`;
    else if (state === FindState.PENDING) found.textContent = "Looking";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(false);
  });
  form.querySelector("[data-action=find-previous]").addEventListener("click", () => search(true));
  events.on("updatefindmatchescount", ({ matchesCount }) => say(matchesCount));
  events.on("updatefindcontrolstate", ({ state, matchesCount }) => say(matchesCount, state));

  return function stop() {
    asked = "";
    found.textContent = "";
    events.dispatch("findbarclose", { source: form });
  };
}

