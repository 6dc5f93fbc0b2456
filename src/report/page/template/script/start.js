"use strict";
// Links inside the page, the search box, printing, and what the address asks for.
(() => {
  const { element, button, texts, unfold, main } = refrain;

  const follow = () => {
    const target = location.hash.startsWith("#?") ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    unfold(target);
    if (target.tagName === "TR") {
      target.closest(".sheet").sheet.reveal(target);
      target.focus({ preventScroll: true });
    }
    target.scrollIntoView({ block: target.tagName === "TR" ? "center" : "start" });
  };
  // Going back leads to where one was, not to the heading of the address.
  let isLed = false;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    isLed = Boolean(link);
    if (!link) return;
    if (link.hash.startsWith("#document-") && texts.isThere) {
      event.preventDefault();
      refrain.show({ document: link.textContent });
      return;
    }
    // A link to where one is already does not change the address.
    if (link.hash === location.hash) follow();
  });
  addEventListener("hashchange", () => {
    if (isLed) follow();
    isLed = false;
  });

  // Patterns lead to what they find.
  main.querySelectorAll(".facts code").forEach((code) => {
    const lead = button(code.textContent, () => refrain.show({ words: code.textContent }), { class: "lead" });
    code.replaceChildren(lead);
  });

  if (texts.isThere) {
    const form = element("form", "", { role: "search", class: "search" });
    const input = element("input", "", { type: "search", placeholder: "Search all texts: climat*, human rights, a & b", "aria-label": "Search all texts for a word or pattern", "aria-keyshortcuts": "/" });
    form.append(input, element("button", "Search"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) refrain.show({ words: input.value.trim() });
    });
    document.querySelector("header").append(form);
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || /^(input|textarea)$/i.test(event.target.tagName)) return;
      event.preventDefault();
      input.focus();
    });
  }

  document.querySelectorAll("[data-copies]").forEach((box) => {
    const copy = button("Copy", (event) => refrain.copy(document.getElementById(box.dataset.copies).textContent.trim(), event.target));
    box.append(copy);
  });

  const narrow = matchMedia("(max-width: 64rem)");
  const contents = document.querySelector(".contents");
  const fold = () => { contents.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));

  follow();
  refrain.follow();
})();
