// Shows under the pattern of report references what the next one would look like. The server checks the pattern.
const pattern = document.getElementById("id_report_pattern");
const code = document.getElementById("id_code");

function example() {
  const now = new Date();
  const year = now.getFullYear();
  const municipal = now.getMonth() >= 4 ? year : year - 1;
  const parts = {
    code: code.value.toUpperCase() || "PAF",
    yy: String(year).slice(2),
    yyyy: String(year),
    mm: String(now.getMonth() + 1).padStart(2, "0"),
    municipal: `${municipal}-${String((municipal + 1) % 100).padStart(2, "0")}`,
  };
  return pattern.value
    .replace(/\{(code|yyyy|yy|mm|municipal)\}/g, (_, name) => parts[name])
    .replace(/\{seq(?::0([1-9]))?\}/g, (_, width) => "9".padStart(Number(width || 1), "0"));
}

if (pattern && code) {
  const line = document.createElement("p");
  line.className = "govuk-body app-example";
  line.setAttribute("aria-live", "polite");
  pattern.after(line);
  const show = () => { line.textContent = `Like ${example()}`; };
  pattern.addEventListener("input", show);
  code.addEventListener("input", show);
  show();
}
