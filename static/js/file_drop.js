// The box around a file field takes files dropped anywhere on it, and lists what was chosen.
export function acceptDroppedFiles(root) {
  root.querySelectorAll("[data-file-drop]").forEach((box) => {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector("[data-file-names]");
    if (!input || input.disabled) return;
    listenForDrops(box, input);
    input.addEventListener("change", () => showNames(input, list));
  });
}

function listenForDrops(box, input) {
  const mark = (on) => box.classList.toggle("app-drop--over", on);
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  box.addEventListener("dragleave", (event) => {
    if (!box.contains(event.relatedTarget)) mark(false);
  });
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    const files = new DataTransfer();
    const dropped = [...event.dataTransfer.files];
    (input.multiple ? dropped : dropped.slice(0, 1)).forEach((file) => files.items.add(file));
    if (!files.files.length) return;
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function showNames(input, list) {
  if (!list || !input.multiple) return;
  const items = [...input.files].map((file) => {
    const item = document.createElement("li");
    item.textContent = `${file.name} (${size(file.size)})`;
    return item;
  });
  list.replaceChildren(...items);
}

function size(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
