"use strict";
// Lines: those that the page holds, and those made from full texts, both with what stands before the hit,
// the hit, and what stands behind it.
(() => {
  const { order } = refrain;
  const rows = (id) => [...document.querySelectorAll(`#${id} tbody tr`)];

  // The lines of a concept in the page.
  const held = (concept) => {
    const sheet = document.getElementById(`lines-of-concept-${concept}`);
    const lines = rows(`lines-of-concept-${concept}`).map((row) => {
      const [source, date, line, name] = row.cells;
      const mark = line.querySelector("mark");
      const [before, after] = [mark.previousSibling, mark.nextSibling].map((node) => node?.textContent ?? "");
      return { source: source.textContent, date: date.textContent, before, hit: mark.textContent, after, id: name.textContent, concept };
    });
    return { lines, all: Number(sheet?.dataset.all ?? 0) };
  };

  const concepts = () => [...document.querySelectorAll("details.part[id^=concept-]")].map((part) =>
    ({ concept: Number(part.id.slice(8)), name: part.querySelector("h3").textContent }));

  const name = (concept) => document.getElementById(`concept-${concept}-heading`)?.textContent ?? `concept ${concept}`;

  // The number of a concept that words name, as nodes of networks do: "peace (concept)".
  const conceptOf = (words) => {
    const named = /^(.+) \(concept\)$/.exec(words);
    return named ? concepts().find((known) => known.name === named[1])?.concept : undefined;
  };

  // The period of a date: a year, a quarter or a month.
  const isIn = (date, period) => {
    const quarter = /^(\d+)-?Q(\d)$/.exec(period);
    if (!quarter) return date.startsWith(period);
    const month = Number(date.slice(5, 7));
    return date.startsWith(quarter[1]) && Math.ceil(month / 3) === Number(quarter[2]);
  };

  const fits = (line, { source, period }) =>
    (!source || line.source === source) && (!period || isIn(line.date, period));

  // A line of a text around a hit.
  const made = ({ document: found, from, to, concept }) => {
    const { text } = found;
    const [start, end] = refrain.matching.sentence(text, from, to);
    return {
      source: found.source, date: found.date, id: found.id, concept, from, to,
      before: text.slice(start, from).trimStart(), hit: text.slice(from, to), after: text.slice(to, end),
    };
  };

  // All hits that a query asks for, from full texts.
  const hits = (query, documents) => {
    const asked = documents.filter((found) => fits(found, query));
    if (query.words) return refrain.matching.find(query.words, asked, conceptOf);
    const isAsked = (hit) => !query.concept || hit.concept === query.concept;
    return asked.flatMap((found) => found.hits.filter(isAsked).map((hit) => ({ document: found, ...hit })));
  };

  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const left = (line) => words(line.before).reverse().slice(0, 5).join(" ");
  const right = (line) => words(line.after).slice(0, 5).join(" ");
  const keys = {
    date: (line) => line.date || "9999", source: (line) => line.source, left, right, hit: (line) => line.hit.toLowerCase(),
  };
  const sorted = (lines, by) => {
    const key = keys[by] ?? keys.date;
    const known = new Map(lines.map((line) => [line, key(line)]));
    return [...lines].sort((a, b) => order.compare(known.get(a), known.get(b)));
  };

  refrain.lines = { held, concepts, name, fits, made, hits, sorted, isIn };
})();
