// Sends the chosen files one after the other and shows how far each has got. A refused file does not stop the others.
const form = document.querySelector("[data-uploads]");
const list = form.querySelector("[data-upload-list]");
const said = form.querySelector("[data-upload-said]");
const summary = document.querySelector("[data-upload-errors]");
const input = form.querySelector("input[type=file]");

form.addEventListener("submit", async (event) => {
  if (!input.files.length) return; // the server says what is wrong
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  const errors = await sendAll([...input.files]);
  button.disabled = false;
  if (!errors.length) {
    finish();
    return;
  }
  showErrors(errors);
});

function finish() {
  const here = new URL(window.location.href);
  const there = new URL(form.dataset.uploadsDone, here);
  window.location.assign(there);
}

async function sendAll(files) {
  list.hidden = false;
  const rows = files.map(addRow);
  const errors = [];
  const refused = new DataTransfer();
  for (const [place, file] of files.entries()) {
    const answer = await send(file, rows[place]);
    const words = answer.errors.length ? "Refused" : "Added";
    rows[place].said.textContent = words;
    rows[place].bar.hidden = true;
    said.textContent = `${file.name}: ${words}`;
    if (answer.errors.length) refused.items.add(file);
    errors.push(...answer.errors);
  }
  // Those that were taken are done with; only the refused ones stay chosen.
  input.files = refused.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return errors;
}

function addRow(file) {
  const item = document.createElement("li");
  item.className = "app-upload";
  const name = document.createElement("span");
  name.className = "app-upload__name";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `Upload of ${file.name}`);
  const words = document.createElement("span");
  words.className = "app-upload__said";
  words.textContent = "Waiting";
  item.append(name, bar, words);
  list.append(item);
  return { bar, said: words };
}

function send(file, row) {
  const data = new FormData(form);
  data.delete(input.name);
  data.append(input.name, file);
  const request = new XMLHttpRequest();
  request.open("POST", window.location.href);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    row.bar.value = (event.loaded / event.total) * 100;
    row.said.textContent = event.loaded < event.total ? `${Math.round(row.bar.value)}%` : "Checking";
  });
  return new Promise((resolve) => {
    const lost = { errors: [`${file.name}: The upload did not get through. Try it again.`] };
    request.addEventListener("load", () => {
      row.bar.value = 100;
      resolve(answerOf(request) || lost);
    });
    request.addEventListener("error", () => resolve(lost));
    request.addEventListener("abort", () => resolve(lost));
    request.send(data);
  });
}

function answerOf(request) {
  try {
    const answer = JSON.parse(request.responseText);
    return Array.isArray(answer.errors) ? answer : null;
  } catch {
    return null;
  }
}

function showErrors(errors) {
  const box = document.createElement("div");
  box.className = "govuk-error-summary";
  box.tabIndex = -1;
  box.setAttribute("role", "alert");
  const heading = document.createElement("h2");
  heading.className = "govuk-error-summary__title";
  heading.textContent = "There is a problem";
  const items = document.createElement("ul");
  items.className = "govuk-list govuk-error-summary__list";
  items.append(...errors.map((words) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${input.id}`;
    link.textContent = words;
    item.append(link);
    return item;
  }));
  box.append(heading, items);
  summary.replaceChildren(box);
  document.title = document.title.startsWith("Error: ") ? document.title : `Error: ${document.title}`;
  box.focus();
}
