// Numbers under the pointer or the arrow keys, and a period to drag; the page works without it.
"use strict";

const lines = document.getElementById("lines");

if (lines !== null) {
  const area = lines.querySelector(".plot-area");
  const chosen = lines.querySelector(".chosen");
  const periods = area.viewBox.baseVal.width;
  const rows = document.getElementById("numbers").tBodies[0].rows;
  const output = document.getElementById("period");
  const values = [...document.querySelectorAll(".legend .value")];
  const queries = values.map((value) => value.parentNode.querySelector("a").textContent);
  const totals = values.map((value) => value.textContent);
  const { elements } = document.querySelector(".draw");
  let start = null; // where a drag, or a choice with Shift, began
  let at = null; // the period on display

  const named = (place) => rows[place].cells[0].textContent;

  const lastDay = (place) => { // of a week only its Monday is named
    if (lines.dataset.by !== "week") return named(place);
    const day = new Date(`${named(place)}T00:00Z`);
    return new Date(day.getTime() + 6 * 864e5).toISOString().slice(0, 10);
  };

  const span = () => [Math.min(start ?? at, at), Math.max(start ?? at, at)];

  const show = (place) => {
    at = place;
    const [first, last] = span();
    chosen.setAttribute("x", first);
    chosen.setAttribute("width", last - first + 1);
    output.textContent = first === last ? named(at) : `${named(first)} to ${lastDay(last)}`;
    values.forEach((value, number) => {
      value.replaceChildren(...rows[at].cells[number + 1].cloneNode(true).childNodes);
    });
    const shown = values.map((value, number) => `${queries[number]} ${value.textContent}`).join(", ");
    lines.setAttribute("aria-valuenow", at + 1);
    lines.setAttribute("aria-valuetext", `${output.textContent}: ${shown}`);
  };

  const reset = () => {
    start = at = null;
    chosen.setAttribute("width", 0);
    output.textContent = output.dataset.all;
    values.forEach((value, number) => (value.textContent = totals[number]));
  };

  const narrow = () => {
    const [first, last] = span();
    elements.from.value = named(first);
    elements.to.value = lastDay(last);
    elements.from.form.requestSubmit();
  };

  const placeOf = (event) => {
    const { left, width } = lines.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * periods);
    return Math.max(0, Math.min(periods - 1, place));
  };

  lines.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    lines.setPointerCapture(event.pointerId);
    start = placeOf(event);
    show(start);
  });
  lines.addEventListener("pointermove", (event) => show(placeOf(event)));
  lines.addEventListener("pointerup", () => {
    if (start === null) return;
    if (start === at) start = null; // a click shows the numbers, and keeps them
    else narrow();
  });
  lines.addEventListener("pointercancel", reset);

  const KEYS = {
    ArrowLeft: () => Math.max(0, (at ?? periods) - 1),
    ArrowRight: () => Math.min(periods - 1, (at ?? -1) + 1),
    Home: () => 0,
    End: () => periods - 1,
  };

  lines.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return reset();
    if (event.key === "Enter" && at !== null) return narrow();
    if (!(event.key in KEYS)) return undefined;
    event.preventDefault();
    start = event.shiftKey ? (start ?? at) : null;
    return show(KEYS[event.key]());
  });

  lines.tabIndex = 0;
  lines.setAttribute("role", "slider");
  lines.setAttribute("aria-label", "Period: arrows move, Shift extends, Enter narrows");
  lines.setAttribute("aria-valuemin", 1);
  lines.setAttribute("aria-valuemax", periods);
  lines.setAttribute("aria-valuenow", 1);
  lines.setAttribute("aria-valuetext", output.dataset.all);
}
