// A filter form marked data-submit-on-change needs no button press; without JavaScript the button is there.
export function submitOnChange(root) {
  root.querySelectorAll("form[data-submit-on-change]").forEach((form) => {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  });
}
