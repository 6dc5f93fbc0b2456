"use strict";
// What all parts of the script share: elements, numbers, and the place in the page. The page is complete
// without scripts; they add sorting, lines behind each number, full texts and a search.
const refrain = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const main = document.getElementById("main");
  const set = (made, attributes) => {
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const element = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    return set(made, attributes);
  };
  const drawn = (name, attributes = {}, text = "") => {
    const made = document.createElementNS(SVG, name);
    if (text) made.textContent = text;
    return set(made, attributes);
  };
  const button = (text, act, attributes = {}) => {
    const made = element("button", text, { type: "button", ...attributes });
    made.addEventListener("click", act);
    return made;
  };
  const count = (number) => Math.round(number).toLocaleString("en");
  // Three significant digits, as the tables of the page.
  const measure = (number) => {
    if (!Number.isFinite(number)) return "–";
    if (number >= 100 || number === 0) return count(number);
    return number < 0.001 ? "< 0.001" : number.toPrecision(3);
  };
  const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
  const number = (text) => {
    const found = /-?[\d.,]+(?:e-?\d+)?/.exec(text.replaceAll("\u2212", "-"));
    return found ? Number(found[0].replaceAll(",", "")) : NaN;
  };
  // Opens what is folded around an element.
  const unfold = (inner) => {
    for (let at = inner; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  };
  const save = (name, content, type) => {
    const blob = content instanceof Blob ? content : new Blob([content], { type });
    const link = element("a", "", { download: name, href: URL.createObjectURL(blob) });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const order = new Intl.Collator("en", { numeric: true });
  return { main, noun: main.dataset.noun, element, drawn, button, count, measure, plural, number, unfold, save, order };
})();
