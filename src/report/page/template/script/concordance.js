"use strict";
// The lines behind a number: a concept, a source, a period, a word or pattern, or several of these.
(() => {
  const { element, button, count, plural, measure, noun, lines, texts } = refrain;
  // Texts beside the page are read unasked up to this size.
  const UNASKED = 64 * 2 ** 20;

  const title = ({ concept, source, period, words }) => [
    words && `“${words}”`, concept && lines.name(concept), source, period,
  ].filter(Boolean).join(" · ");

  const sorting = (query) => {
    const box = element("p", "", { class: "controls", role: "group", "aria-label": "Order of lines" });
    box.append("Sort by ");
    for (const [key, name] of [["date", "date"], ["source", noun], ["left", "word before"], ["right", "word after"], ["hit", "hit"]]) {
      const isOn = (query.sort ?? "date") === key;
      box.append(button(name, () => refrain.show({ ...query, sort: key }), { "aria-pressed": isOn }));
    }
    return box;
  };

  // Only one source, only dates that begin so.
  const filters = (query) => {
    const box = element("p", "", { class: "controls" });
    const source = element("select", "", { "aria-label": `Only this ${noun}` });
    source.append(element("option", `every ${noun}`, { value: "" }));
    [...new Set([...texts.sources(), query.source].filter(Boolean))].sort(refrain.order.compare)
      .forEach((name) => source.append(element("option", name, { value: name })));
    source.value = query.source ?? "";
    source.addEventListener("change", () => refrain.show({ ...query, source: source.value }));
    const period = element("input", "", { type: "search", placeholder: "date, such as 2017 or 2017-05", "aria-label": "Only dates that begin so" });
    period.value = query.period ?? "";
    period.addEventListener("change", () => refrain.show({ ...query, period: period.value.trim() }));
    box.append("Only ", source, " ", period);
    return box;
  };

  // What the page itself holds of a query.
  const held = (query) => {
    const concepts = query.concept ? [query.concept] : lines.concepts().map((known) => known.concept);
    const known = concepts.map((concept) => lines.held(concept));
    const all = known.flatMap((of) => of.lines);
    return { shown: all.filter((line) => lines.fits(line, query)), held: all.length, all: known.reduce((sum, of) => sum + of.all, 0) };
  };

  const fewLines = (query, show, why) => {
    const found = query.words ? { shown: [], held: 0, all: 0 } : held(query);
    const said = query.words ? "Words are looked for in the full texts."
      : `${count(found.shown.length)} of the ${count(found.held)} lines on this page; ${count(found.all)} in all.`;
    const parts = [element("h2", title(query), { dir: "auto" }), element("p", said, { role: "status" })];
    if (why) parts.push(why);
    if (query.source && !query.concept && !query.words) parts.push(refrain.source(query.source));
    parts.push(filters(query), sorting(query), refrain.list(lines.sorted(found.shown, query.sort), query));
    show(...parts);
  };

  const allLines = (query, show, documents) => {
    const began = performance.now();
    const found = lines.hits(query, documents);
    const made = found.slice(0, 5000).map(lines.made);
    const took = performance.now() - began;
    const asked = documents.filter((known) => lines.fits(known, query));
    const tokens = asked.reduce((sum, known) => sum + known.tokens, 0);
    const holding = new Set(found.map((hit) => hit.document)).size;
    const rate = `${measure(1e4 * found.length / tokens)} per 10,000 tokens`;
    const said = `${plural(found.length, query.words ? "match" : "hit").replace("matchs", "matches")} in ${count(holding)} of ${plural(asked.length, "document")}; ${rate}.`;
    const extent = made.length < found.length ? ` The first ${count(made.length)} are listed.` : "";
    const parts = [
      element("h2", title(query), { dir: "auto" }),
      element("p", said + extent, { role: "status", "data-took": Math.round(took) }),
    ];
    if (query.source && !query.concept && !query.words) parts.push(refrain.source(query.source));
    parts.push(...refrain.spread(query, found, documents));
    parts.push(filters(query), sorting(query), refrain.list(lines.sorted(made, query.sort), query));
    if (query.words) parts.push(refrain.collocates(query, found, documents));
    show(...parts);
  };

  refrain.showLines = async (query, show) => {
    if (!texts.isThere) {
      const why = element("p", "The full texts are not part of this report (--embed none).", { class: "note" });
      fewLines(query, show, why);
      return;
    }
    const readAll = async () => {
      const told = element("progress", "", { max: 1, value: 0, "aria-label": "Texts read" });
      if (!texts.isReady()) fewLines(query, show, told);
      allLines(query, show, await texts.readAll((share) => { told.value = share; }));
    };
    if (texts.isReady() || texts.bytes <= UNASKED) {
      try {
        await readAll();
      } catch (error) {
        fewLines(query, show, element("p", `${error.message}; the folder texts/ belongs beside it.`, { class: "note", role: "alert" }));
      }
      return;
    }
    fewLines(query, show, button(`Read all texts (${count(texts.bytes / 2 ** 20)} MiB) and show all lines`, readAll));
  };
})();
