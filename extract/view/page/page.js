// The page as a whole: its state, its keys, and what is drawn when something changes.

import { drawArticle, drawFields, drawTexts, pathsOf } from "./article.js";
import { drawOverview } from "./charts.js";
import { readIndex, readRecord, readTexts } from "./data.js";
import { byId, el } from "./dom.js";
import { anyFilter, FACETS, matching, noFilters, tally } from "./filters.js";
import { currentLanguage, label, setLanguage } from "./labels.js";
import { ArticleList } from "./list.js";

const TYPED = ["person", "office", "award"];
const CHOSEN = ["issue", "rule"];
const MOST_OFFERED = 300;

const state = { filters: noFilters(), records: [], at: -1, path: null, withSource: false, query: "" };
let index;
let list;
let record = null;

function remember(key, value) {
  try { localStorage.setItem(`extract.${key}`, value); } catch { /* a page from a file may not keep anything */ }
}

function remembered(key) {
  try { return localStorage.getItem(`extract.${key}`); } catch { return null; }
}

// --- the list -------------------------------------------------------------------------------------------------------

function refresh() {
  state.records = matching(index, state.filters);
  state.query = state.filters.query;
  list.show(state.records, state.at);
  const shown = state.records.length.toLocaleString();
  byId("shown").textContent = state.records.length ? `${shown} ${label("of")} ${index.size.toLocaleString()}` : label("none");
  byId("score-value").textContent = state.filters.score.toFixed(2);
  drawChips();
  if (state.at < 0) drawMain();
  else redraw();
}

function drawChips() {
  const chips = FACETS.flatMap((facet) => [...state.filters.picked[facet]].map((value) => chip(facet, value)));
  if (state.filters.score < 1) chips.push(removable(`${label("score")} ${state.filters.score}`, () => { state.filters.score = 1; byId("score").value = 1; }));
  const clear = anyFilter(state.filters) && el("button", { type: "button", id: "clear", class: "plain", onclick: clearFilters }, label("clear"));
  byId("chips").replaceChildren(...chips, ...(clear ? [clear] : []));
}

function chip(facet, value) {
  return removable(`${label(facet)}: ${index.facets[facet][value]}`, () => state.filters.picked[facet].delete(value));
}

function removable(text, remove) {
  return el("button", { type: "button", class: "chip", onclick: () => { remove(); refresh(); } }, text, el("span", { "aria-hidden": "true" }, " ×"));
}

function clearFilters() {
  state.filters = { ...noFilters(), sort: state.filters.sort };
  byId("search").value = "";
  byId("score").value = 1;
  refresh();
}

function pick(facet, value) {
  state.filters.picked[facet].add(value);
  refresh();
}

// --- filters --------------------------------------------------------------------------------------------------------

function drawFilters() {
  const typed = TYPED.map((facet) => {
    const offered = el("datalist", { id: `offered-${facet}` });
    const input = el("input", {
      type: "text", id: `filter-${facet}`, list: offered.id, autocomplete: "off",
      onfocus: () => offered.replaceChildren(...tally(index, facet, state.records).slice(0, MOST_OFFERED)
        .map(([value, count]) => el("option", { value: index.facets[facet][value] }, String(count)))),
      onchange: () => {
        const value = index.facets[facet].indexOf(input.value.trim());
        if (value >= 0) { input.value = ""; pick(facet, value); }
      },
    });
    return el("label", {}, label(facet), input, offered);
  });
  const chosen = CHOSEN.map((facet) => {
    const values = tally(index, facet, index.docs.id.keys());
    const select = el("select", { id: `filter-${facet}`, onchange: () => { if (select.value) pick(facet, Number(select.value)); select.value = ""; } },
      el("option", { value: "" }, label("any")), ...values.map(([value, count]) => el("option", { value }, `${index.facets[facet][value]} (${count})`)));
    return el("label", {}, label(facet), select);
  });
  const score = el("input", { type: "range", id: "score", min: 0, max: 1, step: 0.05, value: state.filters.score, oninput: (event) => { state.filters.score = Number(event.target.value); refresh(); } });
  const orders = { run: "sortRun", date: "sortDate", score: "sortScore", issues: "sortIssues" };
  const sort = el("select", { id: "sort", onchange: (event) => { state.filters.sort = event.target.value; refresh(); } },
    ...Object.entries(orders).map(([order, name]) => el("option", { value: order, selected: order === state.filters.sort }, label(name))));
  byId("filter-fields").replaceChildren(...typed, ...chosen, el("label", {}, el("span", {}, `${label("score")} `, el("output", { id: "score-value", for: "score" }, state.filters.score.toFixed(2))), score), el("label", {}, label("sort"), sort));
}

// --- the article ----------------------------------------------------------------------------------------------------

async function open(at) {
  if (at === undefined) return;
  state.at = at;
  state.path = null;
  list.select(at);
  const opened = await readRecord(index, at);
  if (state.at !== at) return;
  record = { ...opened, provenance: index.provenance[opened.provenance] };
  document.body.classList.add("reading");
  history.replaceState(null, "", `#${encodeURIComponent(record.doc_id)}`);
  drawMain();
  byId("main").scrollTop = 0;
}

function overview() {
  state.at = -1;
  record = null;
  document.body.classList.remove("reading");
  history.replaceState(null, "", "#");
  list.select(-1);
  drawMain();
}

function drawMain() {
  const main = byId("main");
  if (!record) main.replaceChildren(...drawOverview(index, state.records, state.filters, pick).filter(Boolean));
  else main.replaceChildren(...drawArticle(record, state, light, tools()));
}

function tools() {
  const step = (key, steps) => el("button", { type: "button", class: "plain", disabled: list.beside(steps) === undefined, onclick: () => open(list.beside(steps)) }, label(key));
  return el("nav", { class: "tools", "aria-label": label("articles") },
    el("button", { type: "button", class: "plain only-narrow", onclick: overview }, `← ${label("back")}`),
    step("previous", -1), step("next", 1),
    el("button", { type: "button", id: "with-source", class: "plain", "aria-pressed": String(state.withSource), onclick: toggleSource }, label("source")));
}

// Draw the text and the values anew, and leave everything else, the focus too, where it is.
function redraw() {
  if (!record) return;
  const focused = document.activeElement?.dataset?.path;
  document.querySelector(".texts").replaceChildren(...drawTexts(record, state, light));
  document.querySelector(".fields").replaceChildren(...drawFields(record, state, light));
  if (focused) document.querySelector(`.field[data-path="${focused}"]`)?.focus({ preventScroll: true });
}

// Light up the evidence of a value, or put it out. What was clicked stays where it is, and the other side comes into sight.
function light(path, inText = false) {
  state.path = state.path === path ? null : path;
  redraw();
  if (!state.path) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const others = inText ? [".field[aria-pressed=true]"] : ["#working .lit", "#source .lit"];
  for (const selector of others) {
    document.querySelector(selector)?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

function lightBeside(steps) {
  if (!record) return;
  const paths = pathsOf(record);
  const at = paths.indexOf(state.path);
  const path = paths[at < 0 && steps < 0 ? paths.length - 1 : at + steps];
  if (path) light(path);
}

function toggleSource() {
  state.withSource = !state.withSource;
  drawMain();
}

// --- the frame ------------------------------------------------------------------------------------------------------

function drawFrame() {
  for (const node of document.querySelectorAll("[data-label]")) node.textContent = label(node.dataset.label);
  byId("search").placeholder = label("search");
  byId("search").setAttribute("aria-label", label("search"));
  byId("language").title = label("languageHint");
  byId("list").setAttribute("aria-label", label("articles"));
  byId("keys").replaceChildren(...label("keys").map(([key, text]) =>
    el("div", {}, el("dt", {}, ...key.split(" ").map((one) => el("kbd", {}, one))), el("dd", {}, text))));
  drawFilters();
  refresh();
  drawMain();
}

function switchLanguage() {
  setLanguage(currentLanguage() === "zh" ? "en" : "zh");
  remember("language", currentLanguage());
  drawFrame();
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
}

function help() {
  const dialog = byId("help");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

function escape() {
  if (state.path) light(state.path);
  else if (state.filters.query) { byId("search").value = ""; state.filters.query = ""; refresh(); }
  document.activeElement?.blur();
}

const KEYS = {
  "/": () => byId("search").focus(), j: () => open(list.beside(1)), k: () => open(list.beside(-1)),
  n: () => lightBeside(1), p: () => lightBeside(-1), r: () => record && toggleSource(), o: overview,
  l: switchLanguage, t: switchTheme, "?": help, Escape: escape,
};

function key(event) {
  const writing = event.target.matches("input[type=text], input[type=search], select");
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open || (writing && event.key !== "Escape")) return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

async function start() {
  setLanguage(remembered("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));
  if (remembered("theme")) document.documentElement.dataset.theme = remembered("theme");
  index = await readIndex();
  list = new ArticleList(index, open);
  drawFrame();
  document.addEventListener("keydown", key);
  let waiting;
  byId("search").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.filters.query = event.target.value.trim(); refresh(); }, 120);
  });
  for (const [id, action] of Object.entries({ language: switchLanguage, theme: switchTheme, "help-button": help, overview, print: () => print() })) {
    byId(id).addEventListener("click", action);
  }
  const asked = index.docs.id.indexOf(decodeURIComponent(location.hash.slice(1)));
  if (asked >= 0) await open(asked);
  document.body.dataset.ready = "list";
  byId("reading").hidden = false;
  await readTexts(index, (last) => {
    if (last || state.filters.query) refresh();
  });
  byId("reading").hidden = true;
  document.body.dataset.ready = "texts";
}

start();
