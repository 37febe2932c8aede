// One article: its text with the marks, the source beside it, and everything that was found, each thing a button.

import { el } from "./dom.js";
import { label } from "./labels.js";
import { drawText, findWords, lightOf } from "./spans.js";

const LISTS = ["people", "unnamed_posts", "grants", "awards", "dates", "counts", "issues", "repairs"];

// The whole article. `state` has {path, withSource, query}; `onPick` is called with the path of a clicked value.
export function drawArticle(record, state, onPick, tools) {
  return [
    el("header", { class: "article-head" }, el("h2", { lang: "zh" }, record.source.title ?? record.doc_id), facts(record), tools),
    el("div", { class: state.withSource ? "body" : "body beside" },
      el("div", { class: state.withSource ? "texts two" : "texts" }, ...drawTexts(record, state, onPick)),
      el("section", { class: "fields", "aria-label": label("values") }, ...drawFields(record, state, onPick))),
    el("footer", { class: "made" }, `${label("made")} ${Object.values(record.provenance).filter(Boolean).join(" · ")}`),
  ];
}

function facts(record) {
  const { source } = record;
  const named = [source.published, source.publisher, record.script, source.encoding, source.path];
  const link = /^https?:\/\//u.test(source.url ?? "") && el("a", { href: source.url, rel: "noreferrer noopener" }, source.url);
  return el("p", { class: "facts" }, ...named.filter(Boolean).map((fact) => el("span", {}, fact)), link);
}

export function drawTexts(record, state, onPick) {
  const light = state.path ? lightOf(record, state.path) : [];
  const marks = (start, end) => record.marks.map(([kind, path, note]) => {
    const item = path.split(".").reduce((value, step) => value[step], record);
    return { start: item[start], end: item[end], kind, path, tip: item.rule ? `${note} [${item.rule}, ${item.score}]` : note };
  });
  const clean = drawText(
    record.text, 0, marks("start", "end"), light.map((span) => [span[0], span[1]]), findWords(record.text, state.query, 0), onPick,
  );
  const working = el("div", { class: "text", id: "working", lang: "zh-Hans" }, ...clean);
  if (!state.withSource) return [working];
  return [
    el("div", { class: "side" }, el("h3", {}, label("sourceText")), sourceSide(record, state, marks, light, onPick)),
    el("div", { class: "side" }, el("h3", {}, label("working")), working),
  ];
}

function sourceSide(record, state, marks, light, onPick) {
  const source = record.source_text;
  const notes = [...source.notes, ...(source.same ? [["same", ""]] : [])];
  const note = notes.length > 0 && el("p", { class: "note" }, notes.map(([key, told]) => label(key).replace("{}", () => told)).join(" "));
  const text = source.same ? record.text : source.text;
  if (text === null) return el("div", {}, note);
  const markup = source.markup.map(([start, end]) => ({ start, end, kind: "markup", path: null, tip: "" }));
  const spans = marks("raw_start", "raw_end").filter((mark) => mark.start < mark.end);
  const lit = light.map((span) => [span[2], span[3]]);
  const nodes = drawText(text, source.from, [...markup, ...spans], lit, findWords(text, state.query, source.from), onPick);
  return el("div", {}, note, el("div", { class: "text", id: "source", lang: "zh" }, ...nodes));
}

function countOf(count) {
  const number = count.value === null ? "?" : count.max === null ? String(count.value) : `${count.value}–${count.max}`;
  return `${number} ${count.unit}${count.of ? ` ${count.of}` : ""} (${count.qualifier})`;
}

// The values that can be picked, in the order in which the page shows them.
export function pathsOf(record) {
  return LISTS.flatMap((list) => record[list].map((_, i) => `${list}.${i}`));
}

export function drawFields(record, state, onPick) {
  const groups = LISTS.filter((list) => record[list].length > 0).map((list) =>
    el("section", { class: `group ${list}` },
      el("h3", {}, label(list), " ", el("span", { class: "number" }, String(record[list].length))),
      el("ul", {}, ...record[list].map((item, i) => el("li", {}, ...field(record, list, item, `${list}.${i}`, state, onPick))))));
  return groups.length ? groups : [el("p", { class: "note" }, label("nothing"))];
}

function field(record, list, item, path, state, onPick) {
  const picked = state.path === path || state.path?.startsWith(`${path}.`);
  const button = el("button", { type: "button", class: "field", "data-path": path, "aria-pressed": picked ? "true" : "false", onclick: () => onPick(path) },
    ...DRAW[list](item));
  return picked ? [button, detail(record, list, item)] : [button];
}

const zh = (text, cls) => el("span", { class: cls, lang: "zh" }, text);
const DRAW = {
  people: (person) => [
    zh(person.name, "name"),
    person.official && el("span", { class: "tag official" }, label("official")),
    person.key && el("span", { class: "tag" }, person.key),
    ...person.titles.map((title) => el("span", { class: "title" }, zh(title.text, "what"), title.status !== "current" && el("span", { class: "tag" }, label(title.status)))),
  ],
  unnamed_posts: (post) => [zh(post.text, "what")],
  awards: (award) => [zh(award.name, "name"), el("span", { class: "more" }, [award.level, award.kind].filter(Boolean).join(" · "))],
  grants: (grant) => [
    zh(grant.awards.join("、") + (grant.grade ?? ""), "name"),
    (grant.recipients.length > 0 || grant.count) && el("span", { class: "arrow" }, `→ `, zh([...grant.recipients.map((r) => r.name), ...(grant.count ? [grant.count.text] : [])].join("、"), "what")),
    el("span", { class: "more" }, [label(grant.status), grant.date, grant.granted_by && `${label("by")} ${grant.granted_by}`].filter(Boolean).join(" · ")),
  ],
  dates: (date) => [zh(date.text, "what"), el("span", { class: "value" }, date.value ?? "—")],
  counts: (count) => [zh(count.text, "what"), el("span", { class: "value" }, countOf(count))],
  issues: (issue) => [el("span", { class: "value" }, issue.code), zh(issue.message, "what")],
  repairs: (repair) => [
    el("span", { class: "swap", lang: "zh" }, el("del", {}, shorten(repair.raw)), " → ", repair.text ? el("ins", {}, shorten(repair.text)) : el("em", {}, label("removed"))),
    el("span", { class: "more" }, `${repair.kind} · ${label(repair.certainty)}`),
  ],
};

function shorten(text) {
  const chars = [...text];
  return chars.length > 60 ? `${chars.slice(0, 59).join("")}…` : text;
}

// Below a picked value: what made it, how sure that is, where it stands.
function detail(record, list, item) {
  const parts = list === "people" ? [...item.titles, item] : list === "grants" ? [item, ...item.recipients] : [item];
  const rows = parts.map((part) => el("tr", {},
    el("td", { lang: "zh" }, [...record.text].slice(part.start, part.end).join("").slice(0, 40) || "∅"),
    el("td", {}, el("code", {}, part.rule ?? part.kind ?? part.code ?? "")),
    el("td", {}, part.score === undefined ? "" : part.score.toFixed(2)),
    el("td", {}, `${part.start}–${part.end}`),
    el("td", {}, `${part.raw_start}–${part.raw_end}`)));
  const heads = ["", label("rule"), "", label("place"), label("inSource")];
  return el("table", { class: "detail" }, el("thead", {}, el("tr", {}, ...heads.map((head) => (head ? el("th", { scope: "col" }, head) : el("td", {}))))), el("tbody", {}, ...rows));
}
