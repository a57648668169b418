// Items are carried by their handle with a pointer, or moved with the arrow keys; the new order is saved at once.
// Without this file the arrow buttons do the same with a page load for each step.
const agenda = document.querySelector("[data-agenda-order]");
const said = document.querySelector("[data-order-said]");
const parts = [...agenda.querySelectorAll("[data-order-part]")];
let saving = Promise.resolve();

const itemsOf = (part) => [...part.querySelectorAll(":scope > [data-order-item]")];
const title = (item) => item.dataset.orderTitle;
const say = (words) => {
  said.textContent = words;
};

function orderNow() {
  return parts.flatMap(itemsOf).map((item) => item.dataset.orderItem);
}

async function send(order) {
  const body = new URLSearchParams(order.map((pk) => ["item", pk]));
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(agenda.dataset.agendaOrder, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || "The new order could not be saved. Load the page again.");
  return answer.numbers;
}

function showNumbers(numbers) {
  parts.forEach((part) => {
    const items = itemsOf(part);
    items.forEach((item, place) => {
      item.querySelector("[data-order-number]").textContent = numbers[item.dataset.orderItem];
      const [up, down] = item.querySelectorAll("[data-order-arrows] button");
      up.disabled = place === 0;
      down.disabled = place === items.length - 1;
    });
  });
}

// Saved one after the other, so that a slow answer cannot overtake a later one.
function save(item) {
  const order = orderNow();
  saving = saving.then(() => send(order)).then((numbers) => {
    showNumbers(numbers);
    say(`${title(item)} is now item ${numbers[item.dataset.orderItem]}.`);
  }).catch((error) => showFailure(error.message));
}

function showFailure(words) {
  const note = document.createElement("p");
  note.className = "app-missing";
  note.textContent = words;
  agenda.prepend(note);
  say(words);
}

function step(item, up) {
  const other = up ? item.previousElementSibling : item.nextElementSibling;
  if (!other) {
    say(`${title(item)} is already ${up ? "first" : "last"} in its part.`);
    return false;
  }
  if (up) other.before(item);
  else other.after(item);
  save(item);
  return true;
}

function carry(event, item, handle) {
  if (event.button !== 0) return;
  event.preventDefault();
  const part = item.parentElement;
  const before = orderNow().join();
  handle.setPointerCapture(event.pointerId);
  item.classList.add("app-item--carried");
  const follow = (move) => {
    scrollNearEdge(move.clientY);
    const others = itemsOf(part).filter((other) => other !== item);
    const below = others.find((other) => {
      const box = other.getBoundingClientRect();
      return move.clientY < box.top + box.height / 2;
    });
    if (below) {
      if (item.nextElementSibling !== below) below.before(item);
    } else if (part.lastElementChild !== item) part.append(item);
  };
  const drop = () => {
    item.classList.remove("app-item--carried");
    handle.removeEventListener("pointermove", follow);
    handle.removeEventListener("pointerup", drop);
    handle.removeEventListener("pointercancel", drop);
    if (orderNow().join() !== before) save(item);
  };
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("pointerup", drop);
  handle.addEventListener("pointercancel", drop);
}

function scrollNearEdge(y) {
  const edge = 70;
  if (y < edge) window.scrollBy(0, -12);
  else if (y > window.innerHeight - edge) window.scrollBy(0, 12);
}

function listen(item) {
  const handle = item.querySelector("[data-order-handle]");
  handle.hidden = false;
  handle.addEventListener("pointerdown", (event) => carry(event, item, handle));
  handle.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    step(item, event.key === "ArrowUp");
    handle.focus();
  });
  item.querySelectorAll("[data-order-arrows] button").forEach((button) => {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      step(item, button.value === "up");
      button.focus();
    });
  });
}

parts.flatMap(itemsOf).forEach(listen);
