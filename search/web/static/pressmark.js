// Everything here is a convenience: without it the page works with its form and its links.
"use strict";

const box = document.getElementById("q");

function typesSomewhere(event) {
  return event.target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === box) box.blur();
  if (event.key === "/" && !typesSomewhere(event)) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
