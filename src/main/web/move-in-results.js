/**
 * Arrow keys lead from the field into the results and back; Enter follows a link by itself. Escape
 * empties the field, and where that is empty leaves the key to others.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} input
 * @param {HTMLElement} results
 */
export function moveInResults(event, input, results) {
  const stops = [input, ...results.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      next.focus();
    }
    event.preventDefault();
  } else if (event.key === "Escape" && !results.closest("dialog") && input.value) {
    input.value = "";
    input.dispatchEvent(new Event("input"));
    input.focus();
    event.preventDefault();
  } else if (at > 0 && (event.key.length === 1 || event.key === "Backspace") && event.key !== " ") {
    // What is typed belongs to the query.
    input.focus();
  }
}
