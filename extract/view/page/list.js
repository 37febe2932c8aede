// The list of articles. Only the rows in sight are in the page, so 10,000 cost no more than twenty.

import { byId, el } from "./dom.js";
import { label } from "./labels.js";

const ROW = 76;
const SPARE = 6;
const SIZES = { people: "PERSON", awards: "AWARD", dates: "DATE", issues: "ISSUE", repairs: "REPAIR" };

export class ArticleList {
  constructor(index, onOpen) {
    this.index = index;
    this.onOpen = onOpen;
    this.records = [];
    this.current = -1;
    this.box = byId("list");
    this.inner = el("div", { role: "presentation", class: "list-inner" });
    this.box.replaceChildren(this.inner);
    this.box.addEventListener("scroll", () => this.draw(), { passive: true });
    this.box.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  show(records, current) {
    this.records = records;
    this.inner.style.height = `${records.length * ROW}px`;
    this.select(current);
  }

  select(current) {
    this.current = current;
    const at = this.records.indexOf(current);
    if (at >= 0) {
      const top = at * ROW;
      if (top < this.box.scrollTop) this.box.scrollTop = top;
      else if (top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW - this.box.clientHeight;
    }
    this.draw();
  }

  // The record `steps` further down than the current one, or undefined at either end.
  beside(steps) {
    const at = this.records.indexOf(this.current);
    return this.records[at < 0 ? 0 : at + steps];
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const at = Math.max(0, this.records.indexOf(this.current));
    const last = this.records.length - 1;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.onOpen(this.records[Math.min(Math.max(to, 0), last)]);
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE);
    const last = Math.min(this.records.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + SPARE);
    const rows = [];
    for (let i = first; i < last; i += 1) rows.push(this.row(i, this.records[i]));
    this.inner.replaceChildren(...rows);
    const chosen = this.records.includes(this.current) ? `row-${this.current}` : null;
    if (chosen && byId(chosen)) this.box.setAttribute("aria-activedescendant", chosen);
    else this.box.removeAttribute("aria-activedescendant");
  }

  row(i, at) {
    const { docs } = this.index;
    const row = el("div", {
      role: "option", id: `row-${at}`, class: "row", "aria-selected": at === this.current ? "true" : "false",
      "aria-setsize": this.records.length, "aria-posinset": i + 1, onclick: () => this.onOpen(at),
    },
    el("div", { class: "row-title", lang: "zh" }, docs.title[at] ?? docs.head[at]),
    el("div", { class: "row-facts" },
      el("span", { class: "row-id" }, docs.id[at]), docs.date[at] && el("span", {}, docs.date[at])),
    el("div", { class: "row-sizes" },
      ...Object.entries(SIZES).map(([list, kind]) => size(kind, docs[list][at], label(list)))));
    row.style.top = `${i * ROW}px`;
    return row;
  }
}

function size(kind, number, name) {
  return number > 0 && el("span", { class: `dot ${kind}`, title: `${name}: ${number}` }, String(number));
}
