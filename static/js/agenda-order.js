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
      switchOff(up, place === 0);
      switchOff(down, place === items.length - 1);
    });
  });
}

// A disabled button would throw the focus away just as an item reaches the end.
function switchOff(button, off) {
  button.disabled = false;
  button.setAttribute("aria-disabled", String(off));
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

// The other one is moved, not the item in hand: taken out of the page it would lose the pointer and the focus.
function trade(item, other, up) {
  if (up) item.after(other);
  else item.before(other);
}

function step(item, up) {
  const other = up ? item.previousElementSibling : item.nextElementSibling;
  if (!other) {
    say(`${title(item)} is already ${up ? "first" : "last"} in its part.`);
    return false;
  }
  trade(item, other, up);
  save(item);
  return true;
}

function carry(event, item, handle) {
  if (event.button !== 0) return;
  event.preventDefault();
  const before = orderNow().join();
  handle.setPointerCapture(event.pointerId);
  item.classList.add("app-item--carried");
  const follow = (move) => {
    scrollNearEdge(move.clientY);
    while (item.previousElementSibling && move.clientY < middle(item.previousElementSibling)) {
      trade(item, item.previousElementSibling, true);
    }
    while (item.nextElementSibling && move.clientY > middle(item.nextElementSibling)) {
      trade(item, item.nextElementSibling, false);
    }
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

function middle(item) {
  const box = item.getBoundingClientRect();
  return box.top + box.height / 2;
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
  });
  item.querySelectorAll("[data-order-arrows] button").forEach((button) => {
    switchOff(button, button.disabled);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      step(item, button.value === "up");
    });
  });
}

parts.flatMap(itemsOf).forEach(listen);
