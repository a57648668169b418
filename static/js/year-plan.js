// A topic is carried onto the line of a meeting with a pointer, or along the lines with the arrow keys. Either way
// ends in the same small form, which asks why and is sent like any other. Without this file a topic is a link to
// the page that moves it.
const plan = document.querySelector("[data-year-plan]");
const form = document.querySelector("[data-plan-form]");
const status = document.querySelector("[data-plan-status]");
const FAR_ENOUGH = 6;

const lines = plan ? [...plan.querySelectorAll("[data-plan-meeting]")] : [];
const xOf = (line) => Number(line.dataset.planX);
const say = (words) => {
  status.textContent = words;
};

function mark(line) {
  lines.forEach((each) => each.classList.toggle("app-plan__meeting--target", each === line));
}

function pointIn(event) {
  const point = new DOMPoint(event.clientX, event.clientY);
  return point.matrixTransform(plan.getScreenCTM().inverse());
}

function nearest(x) {
  return lines.reduce((best, line) => (Math.abs(xOf(line) - x) < Math.abs(xOf(best) - x) ? line : best), lines[0]);
}

function shift(topic, line) {
  const shown = topic.querySelector("[data-plan-mark]");
  const own = shown.getBBox();
  const middle = own.x + (shown.tagName === "rect" ? 0 : own.width / 2);
  shown.setAttribute("transform", line ? `translate(${xOf(line) - middle} 0)` : "");
}

function leave(topic) {
  topic.classList.remove("app-plan__topic--carried");
  shift(topic, null);
  mark(null);
  form.hidden = true;
}

// The last step of both ways: say what is about to happen, and ask why.
function ask(topic, line) {
  if (line.dataset.planMeeting === topic.dataset.planAt) {
    leave(topic);
    say(`${topic.dataset.planTitle} stays where it is.`);
    return;
  }
  const words = `Move “${topic.dataset.planTitle}” to the meeting of ${line.dataset.planName}, which has ${line.dataset.planLoad} topics.`;
  form.action = topic.getAttribute("href");
  form.elements.meeting.value = line.dataset.planMeeting;
  form.elements.reason.value = "";
  form.querySelector("[data-plan-said]").textContent = words;
  form.hidden = false;
  form.topic = topic;
  say(words);
  form.elements.reason.focus();
}

function carry(event, topic) {
  if (event.button !== 0 || !lines.length) return;
  event.preventDefault();
  const from = event.clientX;
  let line = null;
  const follow = (move) => {
    if (!line && Math.abs(move.clientX - from) < FAR_ENOUGH) return;
    topic.classList.add("app-plan__topic--carried");
    line = nearest(pointIn(move).x);
    mark(line);
    shift(topic, line);
  };
  const stop = (end) => {
    topic.removeEventListener("pointermove", follow);
    topic.removeEventListener("pointerup", stop);
    topic.removeEventListener("pointercancel", stop);
    topic.dataset.planDragged = line ? "yes" : "";
    if (line && end.type === "pointerup") ask(topic, line);
    else if (line) leave(topic);
  };
  topic.setPointerCapture(event.pointerId);
  topic.addEventListener("pointermove", follow);
  topic.addEventListener("pointerup", stop);
  topic.addEventListener("pointercancel", stop);
}

function step(topic, forward) {
  const now = lines.find((line) => line.classList.contains("app-plan__meeting--target"));
  const at = now || lines.find((line) => line.dataset.planMeeting === topic.dataset.planAt);
  const place = at ? lines.indexOf(at) + (forward ? 1 : -1) : forward ? 0 : lines.length - 1;
  const line = lines[Math.min(Math.max(place, 0), lines.length - 1)];
  mark(line);
  shift(topic, line);
  say(`${topic.dataset.planTitle}: ${line.dataset.planName}, ${line.dataset.planLoad} topics. Enter to move it there, Escape to leave it.`);
}

function keys(event, topic) {
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    if (!lines.length) return;
    event.preventDefault();
    step(topic, event.key === "ArrowRight");
  } else if (event.key === "Escape") {
    leave(topic);
  } else if (event.key === "Enter") {
    const line = lines.find((each) => each.classList.contains("app-plan__meeting--target"));
    if (!line) return;
    event.preventDefault();
    ask(topic, line);
  }
}

function listen(topic) {
  topic.addEventListener("pointerdown", (event) => carry(event, topic));
  topic.addEventListener("dragstart", (event) => event.preventDefault());
  topic.addEventListener("keydown", (event) => keys(event, topic));
  topic.addEventListener("blur", () => {
    if (form.hidden) leave(topic);
  });
  // The click that ends a drag leads nowhere.
  topic.addEventListener("click", (event) => {
    if (!topic.dataset.planDragged) return;
    event.preventDefault();
    topic.dataset.planDragged = "";
  });
}

if (plan) {
  plan.querySelectorAll("[data-plan-topic]").forEach(listen);
  form.querySelector("[data-plan-cancel]").addEventListener("click", () => {
    const topic = form.topic;
    leave(topic);
    topic.focus();
  });
}
