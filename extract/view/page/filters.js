// Which records are shown: words that are searched, values that are picked, and their order.

import { textOf } from "./data.js";

export const FACETS = ["person", "office", "award", "issue", "rule", "year", "month"];

export function noFilters() {
  return { query: "", score: 1, sort: "run", picked: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])) };
}

export function anyFilter(filters) {
  return filters.query !== "" || filters.score < 1 || FACETS.some((facet) => filters.picked[facet].size > 0);
}

// The numbers of the records that have every picked value and every searched word, in order.
export function matching(index, filters) {
  const words = filters.query.toLowerCase().split(/\s+/u).filter(Boolean);
  const named = words.map((word) => namedBy(index, word));
  const wanted = FACETS.flatMap((facet) => [...filters.picked[facet]].map((value) => [index.docs[facet], value]));
  const found = [];
  for (let at = 0; at < index.size; at += 1) {
    if (filters.score < 1 && !(index.docs.score[at] <= filters.score)) continue;
    if (!wanted.every(([lists, value]) => lists[at].includes(value))) continue;
    if (!words.every((word, i) => says(index, at, word, named[i]))) continue;
    found.push(at);
  }
  return sorted(index, found, filters.sort);
}

function namedBy(index, word) {
  return ["person", "office", "award"].map((facet) => {
    const values = index.facets[facet];
    return [index.docs[facet], new Set(values.keys().filter((i) => values[i].toLowerCase().includes(word)))];
  });
}

function says(index, at, word, named) {
  const { id, title, head } = index.docs;
  if (textOf(at)?.includes(word)) return true;
  if (`${id[at]}\n${title[at] ?? ""}\n${head[at]}`.toLowerCase().includes(word)) return true;
  return named.some(([lists, values]) => lists[at].some((value) => values.has(value)));
}

function sorted(index, found, order) {
  const { date, score, issues } = index.docs;
  if (order === "date") return found.sort((a, b) => (date[b] ?? "").localeCompare(date[a] ?? "") || a - b);
  if (order === "score") return found.sort((a, b) => score[a] - score[b] || a - b);
  if (order === "issues") return found.sort((a, b) => issues[b] - issues[a] || a - b);
  return found;
}

// How many of `records` have each value of a facet: pairs of the value's number and its count, commonest first.
export function tally(index, facet, records) {
  const counts = new Map();
  for (const at of records) for (const value of index.docs[facet][at]) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}
