// Taps on the meeting screen go to the server without leaving the page, and wait in this browser while there is no
// connection. Without this script each is an ordinary form.
const RETRY = 5000;
const root = document.querySelector("[data-sitting]");
const said = root.querySelector("[data-sitting-said]");
const key = `scrutiny-taps:${root.dataset.sittingFor}:${root.dataset.sitting}`;
let sending = false;

root.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-tap]");
  if (!form) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  if (event.submitter && event.submitter.name) body.set(event.submitter.name, event.submitter.value);
  if (body.has("at") && !body.get("at").trim()) body.set("at", timeNow());
  form.setAttribute("aria-busy", "true");
  keep([...waiting(), { url: form.action, body: body.toString() }]);
  send();
});

window.addEventListener("online", send);
if (waiting().length) send();

// The taps go one after the other, in the order they were made.
async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let taps = waiting(); taps.length; taps = waiting()) {
      show(await post(taps[0]));
      keep(waiting().slice(1));
    }
    tell("");
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
    const number = waiting().length;
    tell(`Not connected. ${number} ${number === 1 ? "tap is" : "taps are"} kept in this browser and sent when the connection is back.`);
    window.setTimeout(send, RETRY);
  } finally {
    sending = false;
  }
}

async function post(tap) {
  const response = await fetch(tap.url, {
    method: "POST",
    body: new URLSearchParams(tap.body),
    credentials: "same-origin",
  });
  return response.ok ? response.text() : "";
}

// What the server shows after the tap replaces what is here, but never a text that somebody is typing.
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.querySelector("[data-sitting]")) {
    tell("That was not recorded: you are signed out, or it has gone. Load the page again.");
    return;
  }
  const place = whereAmI();
  document.querySelectorAll("[data-live]").forEach((part) => {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  });
  const main = document.getElementById("main-content");
  main.querySelectorAll(":scope > .govuk-notification-banner").forEach((banner) => banner.remove());
  const banners = [...page.querySelectorAll("main > .govuk-notification-banner")];
  main.prepend(...banners.map((banner) => document.adoptNode(banner)));
  goBack(place);
  if (banners.length) main.firstElementChild.scrollIntoView({ block: "nearest" });
}

// The button that was pressed has been replaced by its fresh self: keyboards stay where they were.
function whereAmI() {
  const button = document.activeElement;
  const line = button && button.closest("[data-live] [id], [data-live]");
  return line && button.name ? { id: line.id, name: button.name, value: button.value } : null;
}

function goBack(place) {
  const line = place && document.getElementById(place.id);
  const button = line && line.querySelector(`[name="${place.name}"][value="${place.value}"]`);
  if (button) button.focus({ preventScroll: true });
}

function timeNow() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
}

function tell(words) {
  said.textContent = words;
}

function waiting() {
  try {
    return JSON.parse(window.localStorage.getItem(key)) || [];
  } catch {
    return [];
  }
}

function keep(taps) {
  if (taps.length) window.localStorage.setItem(key, JSON.stringify(taps));
  else window.localStorage.removeItem(key);
}
