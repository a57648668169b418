// A toolbar and a preview over every text that is written in Markdown. Without this file the text box works as it is.
const BUTTONS = [
  ["Bold", (box) => around(box, "**")],
  ["Italic", (box) => around(box, "*")],
  ["Heading", (box) => before(box, () => "### ")],
  ["Bullets", (box) => before(box, () => "- ")],
  ["Numbers", (box) => before(box, (place) => `${place + 1}. `)],
];

for (const box of document.querySelectorAll("textarea[data-markdown]")) addToolbar(box);

function addToolbar(box) {
  const bar = document.createElement("div");
  bar.className = "app-toolbar";
  bar.setAttribute("role", "toolbar");
  const label = document.querySelector(`label[for="${box.id}"]`);
  bar.setAttribute("aria-label", `Tools for ${label ? label.firstChild.textContent.trim() : "the text"}`);
  for (const [name, change] of BUTTONS) bar.append(button(name, () => apply(box, change)));
  const form = box.closest("form");
  const cited = form.querySelector("[data-cite]");
  if (cited) bar.append(button("Cite pages", () => apply(box, (of) => insert(of, `[${cited.textContent.toLowerCase()}](${cited.href})`))));
  if (form.dataset.preview) bar.append(previewButton(box, form));
  box.before(bar);
}

function button(name, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name;
  made.addEventListener("click", pressed);
  return made;
}

function apply(box, change) {
  change(box);
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function around(box, mark) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const chosen = value.slice(start, end) || "words";
  box.setRangeText(`${mark}${chosen}${mark}`, start, end, "end");
  box.setSelectionRange(start + mark.length, start + mark.length + chosen.length);
}

function before(box, mark) {
  const { selectionStart, selectionEnd, value } = box;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value.slice(start, selectionEnd).split("\n");
  box.setRangeText(lines.map((line, place) => mark(place) + line).join("\n"), start, selectionEnd, "end");
}

function insert(box, words) {
  box.setRangeText(words, box.selectionStart, box.selectionEnd, "end");
}

function previewButton(box, form) {
  const shown = document.createElement("div");
  shown.className = "app-preview app-written";
  shown.hidden = true;
  box.after(shown);
  const made = button("Preview", async () => {
    const showing = shown.hidden;
    if (showing) {
      const body = new FormData();
      body.append("text", box.value);
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      try {
        const answer = await fetch(form.dataset.preview, { method: "POST", body });
        if (!answer.ok) throw new Error(String(answer.status));
        shown.innerHTML = await answer.text(); // cleaned on the server, like the printed minutes
      } catch {
        shown.textContent = "The preview needs a connection. Your text is still here.";
      }
    }
    shown.hidden = !showing;
    box.hidden = showing;
    made.setAttribute("aria-pressed", String(showing));
  });
  made.setAttribute("aria-pressed", "false");
  return made;
}
