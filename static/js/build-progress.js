// Shows a build as it goes on. Without it the page refreshes itself, or can be refreshed by hand.
const EVERY = 1000;
const WHEN_UNREACHABLE = 5000;

const box = document.querySelector("[data-progress-url]");
const status = document.getElementById("build-status");

async function look() {
  let wait = EVERY;
  try {
    const answer = await fetch(box.dataset.progressUrl, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.text());
  } catch {
    say("The page cannot reach Scrutiny. It keeps trying.");
    wait = WHEN_UNREACHABLE;
  }
  if (!over()) setTimeout(look, wait);
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  if (fresh.innerHTML.trim() !== box.innerHTML.trim()) box.replaceChildren(...fresh.childNodes);
  const note = box.querySelector(".govuk-inset-text strong");
  const done = box.querySelector("progress");
  if (note) say(note.textContent);
  // Screen readers hear every fourth part, not every second.
  else if (done && done.value % 4 === 0) say(`${done.value} of ${done.max} parts made`);
}

function over() {
  const state = box.querySelector("[data-build-state]")?.dataset.buildState;
  if (!["built", "failed", "cancelled"].includes(state)) return false;
  window.location.reload();
  return true;
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

if (box) setTimeout(look, EVERY);
