// The page works without this script, by its form and its links.
"use strict";

const TYPING_PAUSE = 120; // ms; shorter searches for unfinished words, longer feels late
const RETRY_PAUSE = 1500; // ms between two attempts to reach the server
const ANNOUNCE_PAUSE = 500; // ms; else a screen reader begins each count while the user types

const NO_ANSWER = "The server does not answer. Trying again …";

const box = document.getElementById("q");
const form = box.form;
const main = document.getElementById("main");
const keys = document.getElementById("keys");
const announcement = document.getElementById("announcement");
const offline = document.getElementById("offline");

document.documentElement.classList.add("scripts"); // shows elements that need scripts

/* Live results: the main part of the page is replaced by that of the search in the box. */

let pause = 0;
let fetching = new AbortController();
let shown = here(); // the address of the page on display
let typing = false; // whether typing made the current history entry, so that it may be replaced

function here() {
  return location.pathname + location.search;
}

function addressOfBox() {
  const params = new URLSearchParams(new FormData(form));
  return box.value.trim() ? `/?${params}` : "/";
}

async function fetchPage(address) {
  fetching.abort(); // an older answer must not replace a newer one
  fetching = new AbortController();
  const { signal } = fetching;
  main.setAttribute("aria-busy", "true");
  for (;;) {
    try {
      const answer = await fetch(address, { signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      stopFetching();
      return { ok: answer.ok, page };
    } catch {
      if (signal.aborted) return null;
      main.removeAttribute("aria-busy"); // the old results stay usable
      if (!offline.textContent) announce(offline.textContent = NO_ANSWER);
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE));
    }
  }
}

function stopFetching() {
  fetching.abort();
  main.removeAttribute("aria-busy");
  offline.textContent = "";
}

function show(page) {
  shown = here();
  document.title = page.title;
  document.body.className = page.body.className;
  document.querySelector("link[rel=alternate]")?.remove(); // the feed of the query before
  document.head.append(...page.querySelectorAll("link[rel=alternate]"));
  main.replaceChildren(...page.getElementById("main").childNodes);
  document.getElementById("hidden-fields").replaceWith(page.getElementById("hidden-fields"));
  announce((document.getElementById("count") ?? main.querySelector("h1"))?.innerText ?? "");
}

/* The live region is outside of the replaced part, or screen readers would miss it. */

let announcing = 0;

function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => (announcement.textContent = text), ANNOUNCE_PAUSE);
}

function remember(address) {
  if (typing) history.replaceState({ scroll: 0 }, "", address);
  else history.pushState({ scroll: 0 }, "", address);
  typing = true;
}

async function showBox({ evenErrors }) {
  clearTimeout(pause);
  const address = addressOfBox();
  if (address === shown) return stopFetching();
  const answer = await fetchPage(address);
  if (answer === null || !(answer.ok || evenErrors)) return; // an unfinished phrase is no error
  remember(address);
  show(answer.page);
  scrollTo(0, 0);
}

box.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(showBox, TYPING_PAUSE, { evenErrors: false });
});
box.addEventListener("change", () => (typing = false));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await showBox({ evenErrors: true });
  typing = false;
});

/* Suggestions: a combobox with a list. */

const list = document.getElementById("suggestions");
const offered = document.getElementById("offered");
let suggestions = [];
let active = -1; // the one that Enter chooses; -1 is the text in the box
let suggestPause = 0;
let suggesting = new AbortController();

box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-controls", list.id);
box.setAttribute("aria-expanded", "false");

function optionFor(suggestion, number) {
  const option = document.createElement("li");
  const aside = document.createElement("span");
  option.id = `suggestion-${number}`;
  option.setAttribute("role", "option");
  aside.textContent = suggestion.articles?.toLocaleString("en") ?? "article";
  option.append(suggestion.text, " ", aside);
  return option;
}

function activate(number) {
  active = number;
  for (const option of list.children) option.setAttribute("aria-selected", "false");
  const option = list.children[active];
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
}

function offer(found) {
  suggestions = found;
  list.replaceChildren(...found.map(optionFor));
  list.hidden = found.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
  offered.textContent = found.length ? `${found.length} suggestions` : "";
  activate(-1);
}

function closeSuggestions() {
  clearTimeout(suggestPause);
  suggesting.abort(); // a late answer must not open the list again
  if (!list.hidden) offer([]);
}

async function suggest() {
  const typed = box.value;
  closeSuggestions();
  if (!/\S$/.test(typed)) return;
  suggesting = new AbortController();
  const address = `/api/suggest?${new URLSearchParams({ q: typed })}`;
  try {
    const answer = await fetch(address, { signal: suggesting.signal });
    const found = answer.ok ? (await answer.json()).suggestions : [];
    offer(found.filter((each) => each.query !== typed.trim()));
  } catch { /* aborted or offline: no suggestions */ }
}

function take(suggestion) {
  closeSuggestions();
  if (suggestion.article !== null) return location.assign(`/articles/${suggestion.article}`);
  box.value = suggestion.query;
  return form.requestSubmit();
}

const IN_LIST = {
  ArrowDown: () => activate(active + 1 < suggestions.length ? active + 1 : -1),
  ArrowUp: () => activate(active < 0 ? suggestions.length - 1 : active - 1),
  Enter: () => (active < 0 ? form.requestSubmit() : take(suggestions[active])),
  Escape: closeSuggestions,
};

box.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing || !(event.key in IN_LIST)) return;
  event.preventDefault();
  event.stopPropagation(); // or Escape would leave the box too
  IN_LIST[event.key]();
});
box.addEventListener("input", () => {
  clearTimeout(suggestPause);
  suggestPause = setTimeout(suggest, TYPING_PAUSE);
});
box.addEventListener("blur", closeSuggestions);
form.addEventListener("submit", closeSuggestions);
list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
list.addEventListener("click", (event) => {
  const number = [...list.children].indexOf(event.target.closest("[role=option]"));
  if (number >= 0) take(suggestions[number]);
});

/* History: Back and Forward restore query, page and scroll position. */

let settled = 0;

addEventListener("scroll", () => {
  clearTimeout(settled);
  settled = setTimeout(() => history.replaceState({ scroll: scrollY }, ""), 100);
}, { passive: true });

addEventListener("popstate", async (event) => {
  if (event.state === null) return; // a jump within the page
  if (location.pathname !== "/") return location.reload(); // a page with a script of its own
  clearTimeout(pause);
  closeSuggestions();
  typing = false;
  const answer = await fetchPage(location.href);
  if (answer === null) return;
  show(answer.page);
  box.value = answer.page.getElementById("q").value;
  scrollTo(0, event.state.scroll);
});
if (history.state === null) history.replaceState({ scroll: scrollY }, "");

/* The timeline: a click or a drag chooses a period for the form below it. */

let dragged = null; // where the drag began

function placeIn(timeline, event) {
  const { left, width } = timeline.getBoundingClientRect();
  const count = timeline.viewBox.baseVal.width;
  return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - left) / width) * count)));
}

function digits(number, width) {
  return String(number).padStart(width, "0");
}

function spanAt(timeline, place) { // 2021, 2021-06 or 2021-06-30, as on the server
  const [year, month, day] = timeline.dataset.first.split("-").map(Number);
  if (month === undefined) return digits(year + place, 4);
  if (day !== undefined) return new Date(Date.UTC(year, month - 1, day + place)).toISOString().slice(0, 10);
  const months = year * 12 + month - 1 + place;
  return `${digits(Math.floor(months / 12), 4)}-${digits((months % 12) + 1, 2)}`;
}

function hitsIn(section, first, last) {
  let sum = 0;
  for (const { cells: [span, hits] } of section.querySelector("tbody").rows) {
    const inside = first <= span.textContent && span.textContent <= last;
    if (inside) sum += Number(hits.textContent.replaceAll(",", ""));
  }
  return sum.toLocaleString("en");
}

function choose(timeline, one, other) {
  const section = timeline.closest("section");
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  const [first, last] = [spanAt(timeline, from), spanAt(timeline, to)];
  const chosen = timeline.querySelector(".chosen");
  chosen.setAttribute("x", from);
  chosen.setAttribute("width", to - from + 1);
  const period = first === last ? first : `${first} to ${last}`;
  section.querySelector("output").textContent = `${period}: ${hitsIn(section, first, last)}`;
  return [first, last];
}

function unchoose(timeline) {
  dragged = null;
  timeline.querySelector(".chosen").setAttribute("width", 0);
  timeline.closest("section").querySelector("output").textContent = "";
}

function onTimeline(type, act) {
  main.addEventListener(type, (event) => {
    if (event.target.matches?.(".timeline")) act(event.target, event);
  }, true); // pointerleave does not bubble
}

onTimeline("pointerdown", (timeline, event) => {
  if (event.button !== 0) return;
  timeline.setPointerCapture(event.pointerId); // the drag may leave the timeline
  dragged = placeIn(timeline, event);
  choose(timeline, dragged, dragged);
});
onTimeline("pointermove", (timeline, event) => {
  const here = placeIn(timeline, event);
  choose(timeline, dragged ?? here, here);
});
onTimeline("pointerup", (timeline, event) => {
  if (dragged === null) return;
  const { elements } = timeline.closest("section").querySelector(".period");
  [elements.from.value, elements.to.value] = choose(timeline, dragged, placeIn(timeline, event));
  dragged = null;
  elements.from.form.submit();
});
onTimeline("pointerleave", unchoose);
onTimeline("pointercancel", unchoose); // a finger began to scroll

/* Keys: move between results, or between highlights of an article. */

function stops() {
  return [...main.querySelectorAll(".hit h2 a, .article mark")];
}

function firstVisible(all) {
  const head = document.querySelector(".top").getBoundingClientRect().bottom;
  return all.findIndex((stop) => stop.getBoundingClientRect().top >= head);
}

function move(step) {
  const all = stops();
  const here = all.indexOf(document.activeElement);
  const number = here < 0 && step > 0 ? Math.max(0, firstVisible(all)) : here + step;
  const next = all[number];
  if (here === 0 && step < 0) return box.focus();
  if (next === undefined) return undefined;
  if (next.matches("mark")) return showMark(all, number);
  next.focus({ preventScroll: true });
  return next.closest(".hit").scrollIntoView({ block: "nearest" });
}

function showMark(marks, number) {
  const mark = marks[number];
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  document.getElementById("at").textContent = `${number + 1} of ${marks.length}`;
}

let last = null; // the last focused highlight: a click on a button moves the focus

main.addEventListener("focusin", (event) => event.target.matches("mark") && (last = event.target));
main.addEventListener("click", (event) => {
  const step = Number(event.target.closest("[data-step]")?.dataset.step ?? 0);
  const marks = stops();
  if (step) showMark(marks, (marks.indexOf(last) + step + marks.length) % marks.length);
});

/* Copying a citation, with the paragraph in the address, if any. */

function citation() {
  const paragraph = location.hash.match(/^#p([1-9]\d*)$/);
  const text = document.getElementById("citation").textContent;
  return paragraph ? `${text}, ¶ ${paragraph[1]}` : text;
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(citation());
    button.textContent = "Copied";
    announce("Citation copied");
  } catch { // no clipboard without HTTPS: select it instead
    getSelection().selectAllChildren(document.getElementById("citation"));
  }
}

main.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button !== null) copy(button);
});

const ACTIONS = {
  "/": () => box.select(),
  "?": () => keys.showModal(),
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  n: () => main.querySelector("a[rel=next]")?.click(),
  p: () => main.querySelector("a[rel=prev]")?.click(),
  u: () => main.querySelector("a.up")?.click(),
};

/* Single-character shortcuts can be turned off (WCAG 2.1.4). */

const single = document.getElementById("single");

try {
  single.checked = localStorage.getItem("keys") !== "off";
  single.addEventListener("change", () => {
    localStorage.setItem("keys", single.checked ? "on" : "off");
  });
} catch { /* no storage: the choice holds for this page */ }

function mayAct(event) {
  if (event.key.length === 1 && !single.checked) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return false;
  if (event.target === box) return event.key === "ArrowDown";
  if (event.key.startsWith("Arrow")) return stops().includes(event.target);
  return event.target.closest("input, textarea, select") === null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === box) return box.blur();
  if (!(event.key in ACTIONS) || !mayAct(event)) return undefined;
  event.preventDefault();
  return ACTIONS[event.key]();
});

document.getElementById("show-keys").addEventListener("click", ACTIONS["?"]);
