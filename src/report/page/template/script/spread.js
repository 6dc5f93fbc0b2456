"use strict";
// How what was found is spread over sources and time, in which company it stands, and what a source says.
(() => {
  const { element, drawn, button, count, measure, noun, lines, order } = refrain;

  // Bars of rates: [name, hits, tokens, act].
  const bars = (heading, rows) => {
    const [ROW, NAMES, WIDTH] = [22, 150, 520];
    const rates = rows.map(([, hits, tokens]) => tokens ? 1e4 * hits / tokens : 0);
    const highest = Math.max(...rates, 1e-9);
    const box = element("figure");
    box.append(element("figcaption", heading));
    const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${ROW * rows.length}`, role: "group", "aria-label": heading });
    rows.forEach(([name, hits, , act], at) => {
      const y = ROW * at;
      const bar = drawn("g", { role: "button", tabindex: "0" });
      const length = Math.max(1, (WIDTH - NAMES - 130) * rates[at] / highest);
      const shown = name.length > 22 ? `${name.slice(0, 21)}…` : name;
      bar.append(
        drawn("rect", { x: 0, y, width: WIDTH, height: ROW, class: "reach" }),
        drawn("text", { x: NAMES - 8, y: y + 15, "text-anchor": "end" }, shown),
        drawn("rect", { x: NAMES, y: y + 4, width: length, height: ROW - 8, class: "bar" }),
        drawn("text", { x: NAMES + length + 6, y: y + 15 }, `${measure(rates[at])} (${count(hits)})`),
      );
      refrain.press(bar, act);
      svg.append(bar);
    });
    box.append(svg);
    return box;
  };

  refrain.press = (mark, act) => {
    mark.addEventListener("click", act);
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
  };

  const grouped = (found, documents, of) => {
    const groups = new Map();
    const group = (known) => {
      const name = of(known);
      if (!groups.has(name)) groups.set(name, { name, hits: 0, tokens: 0 });
      return groups.get(name);
    };
    documents.forEach((known) => { group(known).tokens += known.tokens; });
    found.forEach((hit) => { group(hit.document).hits += 1; });
    return [...groups.values()];
  };

  const folded = (summary, isOpen, ...parts) => {
    const box = element("details", "", { class: "folded" });
    box.open = isOpen;
    box.append(element("summary", summary), ...parts);
    return box;
  };

  // Rates by source and by year, where the question leaves them open.
  refrain.spread = (query, found, documents) => {
    const parts = [];
    const asked = documents.filter((known) => lines.fits(known, query));
    if (!query.source) {
      const rate = ({ hits, tokens }) => tokens ? hits / tokens : 0;
      const sources = grouped(found, asked, (known) => known.source).sort((a, b) => rate(b) - rate(a) || order.compare(a.name, b.name));
      const rows = sources.slice(0, 15).map(({ name, hits, tokens }) => [name, hits, tokens, () => refrain.show({ ...query, source: name })]);
      if (sources.length > 1) parts.push(folded(`By ${noun} (per 10,000 tokens; hits)`, Boolean(query.words), bars(`${rows.length} of ${count(sources.length)}, the highest rate first`, rows)));
    }
    if (!query.period) {
      const years = grouped(found, asked.filter((known) => known.date), (known) => known.date.slice(0, 4))
        .filter(({ name, tokens }) => name && tokens).sort((a, b) => order.compare(a.name, b.name));
      const rows = years.map(({ name, hits, tokens }) => [name, hits, tokens, () => refrain.show({ ...query, period: name })]);
      if (rows.length > 1) parts.push(folded("By year (per 10,000 tokens; hits)", Boolean(query.words), bars("Years", rows.slice(-80))));
    }
    return parts;
  };

  const WORDS = /[\p{L}\p{M}\p{N}]+(?:['\u2019-][\p{L}\p{N}]+)*/gu;
  const counted = { words: null, all: 0 };
  const count_all = (documents) => {
    if (counted.words) return;
    counted.words = new Map();
    documents.forEach(({ text }) => {
      for (const [word] of text.toLowerCase().matchAll(WORDS)) {
        counted.words.set(word, (counted.words.get(word) ?? 0) + 1);
        counted.all += 1;
      }
    });
  };

  // Words within five of what was found, by log-likelihood.
  refrain.collocates = (query, found, documents) => {
    const box = folded("Collocates: words within five words", false);
    box.addEventListener("toggle", () => {
      if (!box.open || box.querySelector("ol")) return;
      count_all(documents);
      const near = new Map();
      let size = 0;
      found.slice(0, 20000).forEach(({ document: known, from, to }) => {
        const before = known.text.slice(Math.max(0, from - 120), from).toLowerCase().match(WORDS) ?? [];
        const after = known.text.slice(to, to + 120).toLowerCase().match(WORDS) ?? [];
        for (const word of [...before.slice(-5), ...after.slice(0, 5)]) {
          near.set(word, (near.get(word) ?? 0) + 1);
          size += 1;
        }
      });
      const likelihood = (both, all) => {
        const cells = [both, all - both, size - both, counted.all - all - size + both];
        const [rows, columns] = [[size, counted.all - size], [all, counted.all - all]];
        const expected = [rows[0] * columns[0], rows[1] * columns[0], rows[0] * columns[1], rows[1] * columns[1]];
        return 2 * cells.reduce((sum, cell, at) => cell > 0 && expected[at] > 0 ? sum + cell * Math.log(cell * counted.all / expected[at]) : sum, 0);
      };
      const scored = [...near].filter(([word, both]) => both >= 2 && both * counted.all > (counted.words.get(word) ?? both) * size)
        .map(([word, both]) => ({ word, both, score: likelihood(both, counted.words.get(word) ?? both) }))
        .sort((a, b) => b.score - a.score).slice(0, 40);
      const list = element("ol", "", { class: "collocates" });
      scored.forEach(({ word, both, score }) => {
        const item = element("li");
        item.append(button(word, () => refrain.show({ words: `${query.words} & ${word}` }), { class: "lead" }), ` ${count(both)} near (G² ${measure(score)})`);
        list.append(item);
      });
      box.append(list);
    });
    return box;
  };

  // The rates of a source, each with a way to its lines.
  refrain.source = (source) => {
    const list = element("ul", "", { class: "rates" });
    lines.concepts().forEach(({ concept, name }) => {
      const rows = [...document.querySelectorAll(`#sources-of-concept-${concept} tbody tr`)];
      const row = rows.find((known) => known.cells[0].textContent === source);
      if (!row) return;
      const item = element("li");
      const differs = row.cells[9]?.textContent;
      const verdict = differs === "more" || differs === "less" ? `, reliably ${differs} than elsewhere` : "";
      item.append(button(name, () => refrain.show({ concept, source }), { class: "lead" }), ` ${row.cells[4].textContent} per 10,000 tokens (${row.cells[1].textContent} hits${verdict})`);
      list.append(item);
    });
    return list.children.length ? list : element("p");
  };
})();
