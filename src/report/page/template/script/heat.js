"use strict";
// The table of concepts by source in another order: by name, or by the rates of a concept.
(() => {
  const { element, number, order, noun, lines } = refrain;
  const figure = document.getElementById("figure-concepts-by-source");
  if (!figure) return;
  const svg = figure.querySelector("svg");
  const height = (part) => Number(part.getAttribute("y"));
  const cells = [...svg.querySelectorAll("rect")].filter((cell) => cell.querySelector("title"));
  const tops = [...new Set(cells.map(height))].sort((a, b) => a - b);
  const step = tops.length > 1 ? tops[1] - tops[0] : 0;
  if (!step) return;
  const drawn = [...svg.querySelectorAll(":scope > rect, :scope > text")];
  const rows = tops.map((top) => {
    const parts = drawn.filter((part) => height(part) >= top - 1 && height(part) < top + step - 1);
    const rates = new Map(parts.filter((part) => part.dataset.concept)
      .map((part) => [part.dataset.concept, number(part.textContent.split(": ").pop())]));
    const name = parts.find((part) => part.localName === "text");
    return { top, parts, rates, name: name?.querySelector("title")?.textContent ?? name?.textContent ?? "" };
  });
  const concepts = [...new Set(cells.map((cell) => cell.dataset.concept).filter(Boolean))];

  const arrange = (key) => {
    const rate = (row) => row.rates.get(key) ?? 0;
    const sorted = [...rows];
    if (key === "name") sorted.sort((a, b) => order.compare(a.name, b.name));
    else if (key) sorted.sort((a, b) => rate(b) - rate(a));
    sorted.forEach((row, at) => row.parts.forEach((part) =>
      part.setAttribute("transform", `translate(0 ${tops[at] - row.top})`)));
  };

  const choice = element("select", "", { "aria-label": "Order of the rows" });
  const options = [["", "Largest first"], ["name", `By ${noun}`], ...concepts.map((concept) => [concept, `By ${lines.name(concept)}`])];
  options.forEach(([value, text]) => choice.append(element("option", text, { value })));
  choice.addEventListener("change", () => arrange(choice.value));
  figure.querySelector(".take").prepend(choice);
})();
