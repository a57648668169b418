// Taps on the meeting screen go to the server without leaving the page, and wait in this browser while there is no
// connection. Without this script each is an ordinary form.
const RETRY = 5000;
const SIGNED_OUT = "You are signed out. Sign in again in another tab and load this page again.";
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
  keep([...waiting(), { id: `${Date.now()}-${Math.random()}`, url: form.action, body: body.toString() }]);
  send();
});

window.addEventListener("online", send);
if (waiting().length) send();

// The taps go one after the other, in the order they were made. One is forgotten when the server has answered it;
// an answer that was lost on the way is asked for again, and the server records the same tap once.
async function send() {
  if (sending) return;
  sending = true;
  let words = "";
  try {
    for (let taps = waiting(); taps.length; taps = waiting()) {
      const [tap] = taps;
      const answer = await post(tap);
      if (answer.wait) return wait(answer.wait);
      keep(waiting().filter((other) => other.id !== tap.id)); // another tab may have sent some meanwhile
      if (answer.page) show(answer.page);
      else words = "A tap was not recorded: what it was about has gone. Load the page again.";
    }
    tell(words);
  } finally {
    sending = false;
  }
}

async function post(tap) {
  const body = new URLSearchParams(tap.body);
  const token = root.querySelector("[name=csrfmiddlewaretoken]");
  if (token) body.set("csrfmiddlewaretoken", token.value); // signing in again gives another
  try {
    const response = await fetch(tap.url, { method: "POST", body, credentials: "same-origin" });
    if (response.status >= 500 || response.status === 429) return { wait: "The server does not answer." };
    if (response.status === 403) return { wait: SIGNED_OUT };
    if (!response.ok) return { page: null };
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("[data-sitting]") ? { page } : { wait: SIGNED_OUT };
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
    return { wait: "Not connected." };
  }
}

function wait(why) {
  const number = waiting().length;
  tell(`${why} ${number} ${number === 1 ? "tap is" : "taps are"} kept in this browser and will be sent.`);
  window.setTimeout(send, RETRY);
}

// What the server shows after the tap replaces what is here, but never a text that somebody is typing.
function show(page) {
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
