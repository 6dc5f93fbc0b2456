"use strict";
// The panel: lines behind a number, a document in full, what a search finds. Its address can be passed on.
(() => {
  const { element, button, count } = refrain;
  const opened = { from: null };
  const panel = element("aside", "", { id: "panel", "aria-label": "Lines and documents", tabindex: "-1" });
  panel.hidden = true;
  const body = element("div", "", { class: "panel-body" });
  const bar = element("div", "", { class: "panel-bar" });
  bar.append(
    button("← Back", () => history.back()),
    button("Copy link", (event) => refrain.copy(location.href, event.target)),
    button("Close", () => close(), { "aria-keyshortcuts": "Escape" }),
  );
  panel.append(bar, body);
  document.body.append(panel);

  refrain.copy = async (text, told) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = element("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = told.textContent;
    told.textContent = "Copied";
    setTimeout(() => { told.textContent = before; }, 1500);
  };

  const KEYS = ["concept", "source", "period", "words", "sort", "document", "hit"];
  const address = (query) => {
    const given = KEYS.filter((key) => query[key]).map((key) => [key, query[key]]);
    return `#?${new URLSearchParams(given)}`;
  };
  const asked = () => {
    if (!location.hash.startsWith("#?")) return null;
    const query = Object.fromEntries(new URLSearchParams(location.hash.slice(2)));
    if (query.concept) query.concept = Number(query.concept);
    return query;
  };

  const close = () => {
    history.pushState(null, "", location.pathname + location.search);
    follow();
    opened.from?.focus?.({ preventScroll: true });
  };

  // What the address asks for. A newer question overtakes an older one that is still being answered.
  let turn = 0;
  const follow = async () => {
    const query = asked();
    panel.hidden = !query;
    document.body.classList.toggle("with-panel", Boolean(query));
    if (!query) return;
    turn += 1;
    const own = turn;
    const show = (...parts) => { if (own === turn) { body.replaceChildren(...parts); panel.scrollTop = 0; } };
    try {
      await (query.document ? refrain.showDocument(query, show) : refrain.showLines(query, show));
    } catch (error) {
      show(element("p", `${error.message}.`, { class: "absent", role: "alert" }));
    }
    if (own === turn) panel.focus({ preventScroll: true });
  };

  // Shows lines or a document, and puts it into the address.
  refrain.show = (query) => {
    if (panel.hidden) opened.from = document.activeElement;
    const to = address(query);
    if (to !== location.hash) history.pushState(null, "", to);
    return follow();
  };
  refrain.follow = follow;
  addEventListener("popstate", follow);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });

  const documentOf = (id) => button(id, () => refrain.show({ document: id }), { class: "lead" });

  // A list of lines in columns: before, hit, after; a click shows the whole sentence.
  refrain.list = (lines, query) => {
    const STEP = 50;
    const list = element("ol", "", { class: "lines" });
    const add = (from) => {
      lines.slice(from, from + STEP).forEach((line) => {
        const item = element("li");
        const where = element("p", "", { class: "where" });
        const open = () => refrain.show({ document: line.id, concept: line.concept, words: query.words, hit: line.from });
        where.append(button(line.id, open, { class: "lead" }), ` · ${line.source}${line.date ? ` · ${line.date}` : ""}`);
        const text = element("p", "", { class: "kwic", dir: "auto" });
        const before = element("span", "", { class: "before" });
        before.append(element("bdi", line.before));
        text.append(before, element("mark", line.hit), element("span", line.after, { class: "after" }));
        text.addEventListener("click", () => item.classList.toggle("whole"));
        item.append(text, where);
        list.append(item);
      });
    };
    add(0);
    const box = element("div");
    box.append(list);
    if (lines.length > STEP) {
      const more = button(`Show ${STEP} more`, () => {
        add(list.children.length);
        more.hidden = list.children.length >= lines.length;
      });
      box.append(more);
    }
    return box;
  };

  refrain.panel = { documentOf, count };
})();
