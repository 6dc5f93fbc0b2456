"use strict";
// A document in full, with the hits of the concept or words that led here.
(() => {
  const { element, button, count, plural, lines, texts } = refrain;

  const marked = (document, hits) => {
    const box = element("div", "", { class: "text", dir: "auto" });
    let at = 0;
    hits.forEach(({ from, to }) => {
      if (from < at) return;
      box.append(document.text.slice(at, from), element("mark", document.text.slice(from, to), { tabindex: "-1", "data-from": from }));
      at = to;
    });
    box.append(document.text.slice(at));
    return box;
  };

  const choice = (query, document) => {
    const box = element("p", "", { class: "controls", role: "group", "aria-label": "Marked hits" });
    const numbers = new Map();
    document.hits.forEach(({ concept }) => numbers.set(concept, (numbers.get(concept) ?? 0) + 1));
    numbers.forEach((number, concept) => {
      const isOn = query.concept === concept;
      box.append(button(`${lines.name(concept)} (${count(number)})`, () => refrain.show({ document: document.id, concept }), { "aria-pressed": isOn }));
    });
    return box;
  };

  // Keys and buttons from hit to hit.
  const steps = (text, first) => {
    const marks = [...text.querySelectorAll("mark")];
    let at = Math.max(0, marks.findIndex((mark) => Number(mark.dataset.from) === first));
    const status = element("span", "", { role: "status" });
    const go = (by) => {
      if (!marks.length) return;
      marks[at].classList.remove("current");
      at = (at + by + marks.length) % marks.length;
      marks[at].classList.add("current");
      marks[at].scrollIntoView({ block: "center" });
      status.textContent = ` ${count(at + 1)} of ${plural(marks.length, "hit")}`;
    };
    const box = element("p", "", { class: "controls" });
    box.append(button("Previous hit", () => go(-1), { "aria-keyshortcuts": "p" }), button("Next hit", () => go(1), { "aria-keyshortcuts": "n" }), status);
    refrain.step = go;
    return [box, () => go(0)];
  };

  refrain.showDocument = async (query, show) => {
    const name = query.document;
    if (!texts.isThere) {
      const row = [...document.querySelectorAll("#table-documents tbody tr")].find((known) => known.cells[0].textContent === name);
      const held = lines.concepts().flatMap(({ concept }) => lines.held(concept).lines).filter((line) => line.id === name);
      show(element("h2", name, { dir: "auto" }), element("p", row ? [...row.cells].slice(1).map((cell) => cell.textContent).filter(Boolean).join(" · ") : ""),
        element("p", `The full text is not part of this report (--embed none). ${plural(held.length, "line")} of it on this page:`, { class: "note" }), refrain.list(held, query));
      return;
    }
    const found = await texts.read(name);
    const hits = query.words ? lines.hits({ words: query.words }, [found])
      : found.hits.filter((hit) => !query.concept || hit.concept === Number(query.concept));
    const text = marked(found, [...hits].sort((a, b) => a.from - b.from || b.to - a.to));
    const [controls, start] = steps(text, Number(query.hit));
    const facts = [found.title, found.source, found.date, plural(found.tokens, "token")].filter(Boolean).join(" · ");
    show(element("h2", name, { dir: "auto" }), element("p", facts, { class: "where", dir: "auto" }), choice(query, found), controls, text);
    if (hits.length) start();
  };

  addEventListener("keydown", (event) => {
    const isTyping = /^(input|textarea|select)$/i.test(event.target.tagName);
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !location.hash.includes("document=")) return;
    if (event.key === "n") refrain.step?.(1);
    if (event.key === "p") refrain.step?.(-1);
  });
})();
