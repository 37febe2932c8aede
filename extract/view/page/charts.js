// The overview: what the shown articles speak of. Every bar is a button that filters by what it stands for.

import { el, svg } from "./dom.js";
import { tally } from "./filters.js";
import { label } from "./labels.js";

const MOST = 12;

export function drawOverview(index, records, filters, onPick) {
  return [
    el("header", { class: "article-head" }, el("h2", {}, index.name), runFacts(index, records)),
    timeline(index, records, filters, onPick),
    el("div", { class: "charts" },
      bars(index, "award", "topAwards", records, onPick), bars(index, "office", "topOffices", records, onPick),
      bars(index, "person", "topPeople", records, onPick), bars(index, "issue", "issues", records, onPick)),
    failures(index),
  ];
}

function runFacts(index, records) {
  const shown = records.length === index.size ? index.size.toLocaleString() : `${records.length.toLocaleString()} / ${index.size.toLocaleString()}`;
  return el("p", { class: "facts" }, el("span", {}, `${shown} ${label("records")}`), ...index.facts.map((fact) => el("span", {}, fact)));
}

function bars(index, facet, title, records, onPick) {
  const found = tally(index, facet, records).slice(0, MOST);
  if (!found.length) return null;
  const most = found[0][1];
  return el("section", { class: `chart ${facet}` }, el("h3", {}, label(title)),
    el("ul", {}, ...found.map(([value, count]) => el("li", {},
      el("button", { type: "button", class: "bar", onclick: () => onPick(facet, value) },
        el("span", { class: "bar-name", lang: "zh" }, index.facets[facet][value]),
        svg("svg", { class: "bar-line", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
          svg("rect", { width: Math.max(1, (100 * count) / most), height: 8, rx: 1 })),
        el("span", { class: "bar-count" }, count.toLocaleString()))))));
}

// Dates by year; once a year is picked, by month of that year.
function timeline(index, records, filters, onPick) {
  const year = [...filters.picked.year].map((value) => index.facets.year[value])[0];
  const facet = year ? "month" : "year";
  const counts = new Map(tally(index, facet, records).map(([value, count]) => [index.facets[facet][value], [value, count]]));
  const slots = year ? months(year) : years([...counts.keys()]);
  if (!slots.some((slot) => counts.has(slot))) return null;
  const most = Math.max(...slots.map((slot) => counts.get(slot)?.[1] ?? 0));
  const columns = slots.map((slot) => column(slot, counts.get(slot), most, (value) => onPick(facet, value)));
  return el("section", { class: "chart timeline" }, el("h3", {}, label("timeline")), el("div", { class: "columns" }, ...columns));
}

function months(year) {
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, "0")}`);
}

// The years between the first and the last that are shown: at most 40, the latest, so that a founding date does not squeeze all others.
function years(found) {
  const numbers = found.map(Number).sort((a, b) => a - b);
  const last = numbers.at(-1);
  const first = Math.max(numbers[0], last - 39);
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
}

function column(slot, found, most, onPick) {
  const [value, count] = found ?? [null, 0];
  const height = (100 * count) / most;
  const drawn = svg("svg", { viewBox: "0 0 10 100", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { x: 0, y: 100 - height, width: 10, height }));
  const name = el("span", { class: "column-name" }, slot.slice(5) || slot);
  if (!found) return el("div", { class: "column", "aria-hidden": "true" }, drawn, name);
  return el("button", { type: "button", class: "column", title: `${slot}: ${count}`, "aria-label": `${slot}: ${count}`, onclick: () => onPick(value) }, drawn, name);
}

function failures(index) {
  if (!index.failures.length) return null;
  return el("section", { class: "failures" }, el("h3", {}, label("failures"), " ", el("span", { class: "number" }, String(index.failures.length))),
    el("ul", {}, ...index.failures.map((failure) => el("li", {}, el("code", {}, failure.path || failure.doc_id), ` ${failure.stage}: ${failure.reason}`))));
}
