// A table wrapper needs the keyboard only while its table is wider than the screen.
export function markScrollRegions(root) {
  const regions = root.querySelectorAll("[data-scroll-region]");
  if (!regions.length) return;
  const observer = new ResizeObserver((entries) => entries.forEach((entry) => update(entry.target)));
  regions.forEach((region) => observer.observe(region));
}

function update(region) {
  const overflows = region.scrollWidth > region.clientWidth + 1;
  region.classList.toggle("app-scroll--overflows", overflows);
  if (overflows) {
    region.setAttribute("tabindex", "0");
    region.setAttribute("role", "region");
  } else {
    region.removeAttribute("tabindex");
    region.removeAttribute("role");
  }
}
