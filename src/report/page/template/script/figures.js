"use strict";
// Marks of figures lead to the lines behind them; each figure can be taken along as SVG, PNG and data.
(() => {
  const { element, button, save } = refrain;
  const MARKS = "[data-concept], [data-words], [data-source], [data-period]";

  // Keys may be held down on hundreds of marks, so only one of a figure is reached by tab.
  const asked = ({ concept, source, period, words }) => ({ concept: concept && Number(concept), source, period, words });

  document.querySelectorAll("main svg").forEach((svg) => {
    const marks = [...svg.querySelectorAll(MARKS)];
    if (!marks.length) return;
    svg.setAttribute("role", "group");
    marks.forEach((mark, at) => {
      mark.setAttribute("role", "button");
      mark.setAttribute("tabindex", at === 0 ? "0" : "-1");
      const title = mark.querySelector("title")?.textContent;
      mark.setAttribute("aria-label", `${title ?? mark.textContent}: show lines`);
      refrain.press(mark, () => refrain.show(asked(mark.dataset)));
    });
    svg.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const at = marks.indexOf(event.target);
      if (!by || at < 0) return;
      event.preventDefault();
      const next = marks[(at + by + marks.length) % marks.length];
      event.target.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });

  // A node of the network stands out with its neighbours, an edge with its ends.
  document.querySelectorAll("#figure-network svg").forEach((svg) => {
    const parts = [...svg.querySelectorAll("[data-words]")].map((mark) => ({ mark, names: mark.dataset.words.split(" & ") }));
    const show = (event) => {
      const pointed = parts.find(({ mark }) => mark === event.target);
      const edges = parts.filter(({ names }) => names.length > 1 && pointed?.names.some((name) => names.includes(name)));
      const near = new Set((pointed?.names.length > 1 ? [pointed] : edges).flatMap(({ names }) => names));
      parts.forEach(({ mark, names }) => {
        const isNear = names.length > 1 ? pointed === mark || (pointed?.names.length === 1 && names.includes(pointed.names[0])) : near.has(names[0]);
        mark.classList.toggle("dim", Boolean(pointed) && !isNear && mark !== pointed.mark);
      });
    };
    for (const name of ["pointerover", "focusin", "pointerout"]) svg.addEventListener(name, show);
  });

  // The figure as it stands, with the colours of the moment, on its own background.
  const standing = (svg) => {
    const copy = svg.cloneNode(true);
    const colour = (value) => value.replace(/var\((--[\w-]+)\)/g, (_, name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    [copy, ...copy.querySelectorAll("*")].forEach((part) => {
      for (const name of ["fill", "stroke"]) {
        const value = part.getAttribute(name);
        if (value) part.setAttribute(name, colour(value));
      }
      ["tabindex", "role", "aria-label"].forEach((name) => part.removeAttribute(name));
    });
    const paper = refrain.drawn("rect", { width: "100%", height: "100%", fill: colour("var(--fig-surface)") });
    copy.prepend(paper);
    copy.setAttribute("font-family", "Helvetica, Arial, sans-serif");
    return new XMLSerializer().serializeToString(copy);
  };

  const png = (svg, name) => {
    const { width, height } = svg.viewBox.baseVal;
    const image = new Image();
    const place = URL.createObjectURL(new Blob([standing(svg)], { type: "image/svg+xml" }));
    image.addEventListener("load", () => {
      const canvas = element("canvas");
      [canvas.width, canvas.height] = [2 * width, 2 * height];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(`${name}.png`, blob));
      URL.revokeObjectURL(place);
    });
    image.src = place;
  };

  const cell = (text) => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const data = (svg) => {
    const titles = [...svg.querySelectorAll("title")].filter((title) => title.parentElement !== svg);
    const keyed = titles.filter((title) => title.parentElement.matches(MARKS));
    const rows = (keyed.length ? keyed : titles).map((title) => {
      const mark = title.parentElement;
      const value = refrain.number(title.textContent.split(": ").pop());
      const concept = mark.dataset.concept ? refrain.lines.name(mark.dataset.concept) : "";
      return [concept, mark.dataset.source ?? "", mark.dataset.period ?? "", mark.dataset.words ?? "", Number.isNaN(value) ? "" : String(value), title.textContent];
    });
    return [["concept", refrain.noun, "period", "words", "value", "shown"], ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
  };

  document.querySelectorAll("main figure[data-file]").forEach((figure) => {
    const svg = figure.querySelector("svg");
    const name = figure.dataset.file.replace(/^.*\/|\.svg$/g, "");
    const title = figure.querySelector("figcaption").textContent.trim();
    const box = element("p", "", { class: "take" });
    const { title: corpus, version } = refrain.main.dataset;
    box.append(
      button("SVG", () => save(`${name}.svg`, standing(svg), "image/svg+xml"), { "aria-label": `SVG: ${title}` }),
      button("PNG", () => png(svg, name), { "aria-label": `PNG: ${title}` }),
      button("Data", () => save(`${name}.csv`, data(svg), "text/csv"), { "aria-label": `Data: ${title}` }),
      button("Cite", (event) => refrain.copy(`${title}. ${corpus}. Figure made with refrain ${version}.`, event.target), { "aria-label": `Cite: ${title}` }),
    );
    figure.querySelector("figcaption").append(box);
  });
})();
