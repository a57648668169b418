// Nothing typed is lost. What is typed into a form that keeps drafts is saved as it is typed; until the server has
// said that it is saved it also stands in this browser, and it is sent again when the connection is back.
//
//   <form method="post" data-keeps-draft="/address/of/the/draft/" data-keeps-draft-for="number of the account">
//     <input type="hidden" name="version" value="3">  <textarea name="text">...</textarea>
//     <p data-keeps-draft-said role="status"></p>  <div data-keeps-draft-conflict></div>
//
// The address takes the form's own fields by POST and answers in JSON:
//   200 {"version": 4}   saved
//   409 {"version": 5, "who": "...", "texts": [{"name", "label", "mine", "theirs"}], "html": "side by side"}
//   400 {"errors": {"text": ["..."]}}
// A field with `data-keeps-draft-briefly` (exempt words) is kept only as long as this tab is open.
// Without JavaScript the form is an ordinary one, and the server compares the versions.
import { merged } from "./three-way.js";

const PAUSE = 1200; // after the last key
const RETRY = 5000;
const KEPT_FOR = 14 * 24 * 3600 * 1000;
const STEM = "scrutiny-draft:";

export function keepDrafts(root = document) {
  root.querySelectorAll("form[data-keeps-draft]:not([data-keeps-draft-on])").forEach((form) => {
    form.setAttribute("data-keeps-draft-on", "");
    new Drafts(form);
  });
}

class Drafts {
  constructor(form) {
    this.form = form;
    this.version = form.querySelector('input[name="version"]');
    this.fields = [...form.querySelectorAll("textarea[name], input[type=text][name], select[name]")];
    this.saved = Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
    this.stem = `${STEM}${form.dataset.keepsDraftFor || ""}:${form.dataset.keepsDraft}:`;
    this.waiting = null;
    this.sending = false;
    this.torn = false; // two texts stand side by side, and somebody has to say what becomes of them
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.send());
    this.restore();
  }

  changed() {
    this.keep();
    if (this.torn) return;
    this.say("Typing. Kept in this browser.");
    this.later(PAUSE);
  }

  later(pause) {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.send(), pause);
  }

  submitted(event) {
    if (event.submitter && event.submitter.hasAttribute("formaction")) return; // another form's business
    event.preventDefault();
    window.clearTimeout(this.waiting);
    if (!this.torn) this.send(true);
  }

  get unsaved() {
    return this.fields.filter((field) => field.value !== this.saved[field.name]);
  }

  async send(asked = false) {
    if (this.sending || this.torn) return;
    if (!this.unsaved.length) {
      if (asked) this.say("Saved. Nothing has changed since.");
      return;
    }
    this.sending = true;
    const sent = Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
    try {
      await this.answered(await this.post(), sent);
    } catch (failure) {
      if (!(failure instanceof TypeError)) throw failure;
      this.say("Not connected. Your words are kept in this browser, and are sent when the connection is back.");
      this.later(RETRY);
    } finally {
      this.sending = false;
    }
  }

  post() {
    return fetch(this.form.dataset.keepsDraft, {
      method: "POST",
      body: new FormData(this.form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
    });
  }

  async answered(response, sent) {
    if (response.ok) {
      const told = await response.json();
      this.isSaved(told.version, sent);
    } else if (response.status === 409) {
      this.meet(await response.json(), sent);
    } else if (response.status === 400) {
      const { errors } = await response.json();
      this.say(`Not saved. ${Object.values(errors || {}).flat().join(" ")}`);
    } else if (response.status >= 500) {
      this.say("Not saved: the server has a problem. Your words are kept in this browser, and are sent again.");
      this.later(RETRY);
    } else {
      this.say("Not saved: you are signed out, or may no longer change this. Your words are kept in this browser. Sign in again in another tab, then type on.");
    }
  }

  isSaved(version, sent) {
    this.version.value = version;
    Object.assign(this.saved, sent);
    this.keep();
    if (this.unsaved.length) this.later(PAUSE);
    const now = new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
    this.say(`Saved at ${now.replace(" ", "")}.`);
    this.form.dispatchEvent(new CustomEvent("draft:saved", { bubbles: true, detail: { version } }));
  }

  // Somebody saved first. Lines that only one of the two changed go together; else both texts are shown.
  meet(told, sent) {
    // Servers end lines in two characters, text fields in one.
    const theirs = Object.fromEntries(told.texts.map((text) => [text.name, text.theirs.replaceAll("\r\n", "\n")]));
    const together = this.together(theirs, sent);
    if (!together) {
      this.tear(told, theirs);
      return;
    }
    this.adopt(told.version, theirs, together);
    this.keep();
    this.say(`${told.who} changed this too. Both changes are kept.`);
    this.later(0);
  }

  // The texts in which both changes stand, or null when that takes a person to decide.
  together(theirs, sent) {
    const result = {};
    for (const [name, other] of Object.entries(theirs)) {
      const field = this.fields.find((each) => each.name === name);
      const mine = field ? field.value : sent[name];
      result[name] = merged(this.saved[name] ?? "", mine ?? "", other);
      if (result[name] === null) return null;
    }
    return result;
  }

  adopt(version, theirs, values) {
    this.version.value = version;
    Object.assign(this.saved, theirs);
    for (const field of this.fields) {
      if (values[field.name] !== undefined && field.value !== values[field.name]) {
        field.value = values[field.name];
        field.dispatchEvent(new Event("draft:replaced", { bubbles: true }));
      }
    }
  }

  tear(told, theirs) {
    this.torn = true;
    this.keep();
    const place = this.form.querySelector("[data-keeps-draft-conflict]");
    place.innerHTML = told.html || "";
    place.append(this.choices(told, theirs));
    place.hidden = false;
    this.say(`${told.who} changed the same words. Nothing is lost: choose what stays.`);
    place.scrollIntoView({ block: "nearest" });
  }

  choices(told, theirs) {
    const buttons = document.createElement("div");
    buttons.className = "govuk-button-group";
    const mine = () => Object.fromEntries(this.fields.map((field) => [field.name, field.value]));
    const both = () =>
      Object.fromEntries(
        Object.entries(theirs).map(([name, other]) => [name, inOne(this.saved[name], mine()[name], other)]),
      );
    buttons.append(
      this.button("Keep both texts", () => this.settle(told, theirs, both())),
      this.button("Keep mine", () => this.settle(told, theirs, mine())),
      this.button(`Keep what ${told.who} wrote`, () => this.settle(told, theirs, theirs)),
    );
    return buttons;
  }

  button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  settle(told, theirs, values) {
    this.torn = false;
    const place = this.form.querySelector("[data-keeps-draft-conflict]");
    place.replaceChildren();
    place.hidden = true;
    this.adopt(told.version, theirs, values);
    this.keep();
    this.say("Saving what you chose.");
    if (this.unsaved.length) this.later(0);
    else this.say("Saved.");
  }

  // What is not saved yet goes into the browser, with the text it started from; what is saved leaves it.
  keep() {
    for (const field of this.fields) {
      const store = storeOf(field);
      const key = this.stem + field.name;
      if (field.value === this.saved[field.name]) {
        forget(store, key);
      } else {
        const draft = { value: field.value, base: this.saved[field.name], at: Date.now() };
        remember(store, key, JSON.stringify({ ...draft, version: this.version.value }));
      }
    }
  }

  restore() {
    let found = false;
    for (const field of this.fields) {
      const draft = read(storeOf(field), this.stem + field.name);
      if (!draft || draft.value === field.value) {
        forget(storeOf(field), this.stem + field.name);
        continue;
      }
      found = true;
      this.saved[field.name] = draft.base;
      this.version.value = draft.version; // an old one: the server then says what has happened since
      field.value = draft.value;
    }
    if (!found) return;
    this.say("What you had typed and not saved is here again.");
    this.later(0);
  }

  say(words) {
    const place = this.form.querySelector("[data-keeps-draft-said]");
    if (place && place.textContent !== words) place.textContent = words;
  }
}

// Both texts one after the other, when neither holds the other.
function inOne(base, mine, theirs) {
  const both = merged(base ?? "", mine ?? "", theirs);
  if (both !== null) return both;
  if (mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : `${theirs}\n\n${mine}`;
}

function storeOf(field) {
  return field.hasAttribute("data-keeps-draft-briefly") ? window.sessionStorage : window.localStorage;
}

function remember(store, key, text) {
  try {
    store.setItem(key, text);
  } catch {
    // The browser keeps nothing for this site: the words are still in the field, and are sent as ever.
  }
}

function read(store, key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function forget(store, key) {
  try {
    store.removeItem(key);
  } catch {
    // as above
  }
}

// Drafts that nobody came back for do not stay on the machine for ever.
function tidy() {
  try {
    for (const key of Object.keys(window.localStorage)) {
      const draft = key.startsWith(STEM) && read(window.localStorage, key);
      if (draft && Date.now() - draft.at > KEPT_FOR) forget(window.localStorage, key);
    }
  } catch {
    // as above
  }
}

tidy();
keepDrafts();
