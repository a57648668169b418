// A radio button or checkbox with data-reveals shows the field that goes with it only while it is chosen.
// GOV.UK Frontend's own version puts aria-expanded on radio buttons, which that role does not allow.
export function showRevealed(root) {
  const options = [...root.querySelectorAll("input[data-reveals]")];
  if (!options.length) return;
  const update = () => options.forEach((option) => {
    const part = document.getElementById(option.dataset.reveals);
    if (part) part.hidden = !option.checked;
  });
  root.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
