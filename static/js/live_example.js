// Works the example out again whenever a setting changes. Without this script a button does the same.

const form = document.querySelector("form[data-live-example]");
let waiting = 0;
let asked = 0;

async function workOut() {
  const mine = ++asked;
  const data = new FormData(form);
  data.set("preview", "1");
  const answer = await fetch(window.location.href, { method: "POST", body: data });
  if (!answer.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#example");
  const shown = document.querySelector("#example");
  if (fresh && shown && !page.querySelector(".govuk-error-summary")) shown.innerHTML = fresh.innerHTML;
}

if (form) {
  form.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(workOut, 300);
  });
}
