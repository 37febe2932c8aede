// The characters of an article with its marks. Offsets count code points, as in the record, not JavaScript's units.

import { el } from "./dom.js";

// What lights up when the item at `path` is clicked: [start, end, raw start, raw end].
export function lightOf(record, path) {
  const [list, number, part, at] = path.split(".");
  const item = record[list][number];
  const place = (thing) => [thing.start, thing.end, thing.raw_start, thing.raw_end];
  if (part !== undefined) return [place(item[part][at])];
  if (list === "people") return [...item.titles, ...item.mentions].map(place);
  if (list === "awards") return item.mentions.map(place);
  if (list !== "grants") return [place(item)];
  const mentions = record.awards.filter((award) => item.awards.includes(award.name)).flatMap((award) => award.mentions);
  const near = mentions.filter((mention) => mention.start >= item.start && mention.end <= item.end);
  const parts = [...near, ...item.recipients, ...(item.count ? [item.count] : [])];
  return parts.length ? parts.map(place) : [place(item)];
}

// `text` from offset `from` on as nodes. `marks` are {start, end, kind, path, tip}, `lit` and `hits` are [start, end].
export function drawText(text, from, marks, lit, hits, onPick) {
  const chars = [...text];
  const size = chars.length;
  const owner = new Array(size).fill(null);
  const inside = (span) => [Math.max(0, span[0] - from), Math.min(size, span[1] - from)];
  for (const mark of [...marks].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    const [start, end] = inside([mark.start, mark.end]);
    if (start < end) owner.fill(mark, start, end);
  }
  const bright = new Uint8Array(size);
  for (const span of hits) bright.fill(2, ...inside(span));
  for (const span of lit) bright.fill(1, ...inside(span));
  const gaps = new Map(marks.filter((mark) => mark.start === mark.end).map((mark) => [mark.start - from, mark]));
  const nodes = [];
  for (let start = 0, end = 1; start < size; end += 1) {
    if (end < size && owner[end] === owner[start] && bright[end] === bright[start] && !gaps.has(end)) continue;
    if (gaps.has(start)) nodes.push(el("span", { class: "m REPAIR gap", title: gaps.get(start).tip }));
    nodes.push(piece(chars.slice(start, end).join(""), owner[start], bright[start], onPick));
    start = end;
  }
  return nodes;
}

function piece(text, mark, bright, onPick) {
  const light = ["", " lit", " hit"][bright];
  if (!mark) return light ? el("span", { class: light.trim() }, text) : text;
  const pick = onPick && mark.path ? { onclick: () => onPick(mark.path, true), "data-path": mark.path } : {};
  return el("span", { class: `m ${mark.kind}${light}`, title: mark.tip, ...pick }, text);
}

// Where the words of a search stand in `text`, in code points.
export function findWords(text, query, from) {
  const found = [];
  const lower = text.toLowerCase();
  for (const word of query.toLowerCase().split(/\s+/u).filter(Boolean)) {
    for (let at = lower.indexOf(word); at >= 0 && found.length < 500; at = lower.indexOf(word, at + word.length)) {
      const start = from + [...lower.slice(0, at)].length;
      found.push([start, start + [...word].length]);
    }
  }
  return found;
}
