// Fields that matter only for one answer are shown only while it is chosen: data-only-with="name=value".
function update() {
  document.querySelectorAll("[data-only-with]").forEach((part) => {
    const [name, value] = part.dataset.onlyWith.split("=");
    const chosen = document.querySelector(`input[name="${name}"]:checked`);
    part.hidden = !chosen || chosen.value !== value;
  });
}

document.addEventListener("change", update);
window.addEventListener("pageshow", update);
update();
