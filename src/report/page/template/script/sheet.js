"use strict";
// Tables that are sorted, filtered and paged, and whose names lead to lines.
(() => {
  const { element, button, number, order, count } = refrain;

  class Sheet {
    constructor(box) {
      this.box = box;
      this.isLines = box.dataset.kind === "lines";
      this.length = this.isLines ? 8 : 25;
      this.body = box.querySelector("tbody");
      this.rows = [...this.body.rows];
      this.shown = this.rows;
      this.page = 0;
      box.sheet = this;
      const controls = element("div", "", { class: "controls" });
      if (this.rows.length > 5) this.addFilter(controls);
      if (this.rows.length > this.length) this.addPager(controls);
      if (controls.childNodes.length) box.prepend(controls);
      if (this.rows.length > 1) this.addSorting();
      this.show();
    }

    addFilter(controls) {
      const caption = box => box.querySelector("caption").textContent;
      this.input = element("input", "", { type: "search", placeholder: "Filter", "aria-label": "Filter: " + caption(this.box) });
      this.input.addEventListener("input", () => this.filter());
      this.status = element("span", "", { role: "status" });
      controls.append(this.input, this.status);
    }

    addPager(controls) {
      const turn = (name, by) => {
        const button = element("button", name, { type: "button" });
        button.addEventListener("click", () => { this.page += by; this.show(); });
        controls.append(button);
        return button;
      };
      this.before = turn("Previous", -1);
      this.after = turn("Next", 1);
    }

    addSorting() {
      this.heads = [...this.box.querySelectorAll("thead th")];
      this.heads.forEach((head, at) => {
        const button = element("button", head.textContent, { type: "button" });
        // Chromium repeats the heads of a table on each sheet of paper, but not their buttons.
        const printed = element("span", head.textContent, { class: "printed", "aria-hidden": "true" });
        head.textContent = "";
        head.append(button, printed);
        head.setAttribute("aria-sort", "none");
        button.addEventListener("click", () => this.sort(at));
      });
    }

    // First the order that is asked for most, then its reverse, then the order of the file.
    sort(at) {
      const isNumber = this.heads[at].classList.contains("n");
      const orders = isNumber ? ["descending", "ascending", "none"] : ["ascending", "descending", "none"];
      const now = this.heads[at].getAttribute("aria-sort");
      const next = orders[(orders.indexOf(now) + 1) % 3];
      this.heads.forEach((head) => head.setAttribute("aria-sort", "none"));
      this.heads[at].setAttribute("aria-sort", next);
      this.compare = next === "none" ? null : this.comparison(at, isNumber, next === "ascending" ? 1 : -1);
      this.filter();
    }

    // Missing values come last in either order.
    comparison(at, isNumber, sign) {
      const text = (row) => row.cells[at].textContent;
      const keys = new Map(this.rows.map((row) => [row, isNumber ? number(text(row)) : text(row)]));
      const isMissing = (key) => isNumber ? Number.isNaN(key) : key === "";
      return (a, b) => {
        const [one, other] = [keys.get(a), keys.get(b)];
        if (isMissing(one) || isMissing(other)) return isMissing(one) - isMissing(other);
        return sign * (isNumber ? one - other : order.compare(one, other));
      };
    }

    filter() {
      const words = (this.input?.value ?? "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
      const holds = (row) => {
        row.words ??= row.textContent.toLocaleLowerCase();
        return words.every((word) => row.words.includes(word));
      };
      this.shown = this.rows.filter(holds);
      if (this.compare) this.shown.sort(this.compare);
      this.page = 0;
      const hidden = new Set(this.rows);
      this.shown.forEach((row) => { hidden.delete(row); row.hidden = false; });
      hidden.forEach((row) => { row.hidden = true; });
      this.body.append(...this.shown);
      this.show();
    }

    show() {
      const pages = Math.max(1, Math.ceil(this.shown.length / this.length));
      const isPaged = Boolean(this.after);
      this.page = Math.min(Math.max(this.page, 0), pages - 1);
      const from = isPaged ? this.page * this.length : 0;
      const to = isPaged ? Math.min(from + this.length, this.shown.length) : this.shown.length;
      this.shown.forEach((row, at) => row.classList.toggle("later", at < from || at >= to));
      this.shown.slice(from, to).forEach((row) => this.lead(row));
      if (isPaged) {
        this.before.disabled = this.page === 0;
        this.after.disabled = this.page === pages - 1;
      }
      if (this.status) {
        this.status.textContent = this.extent(from, to);
      }
    }

    // Cells that name a source, a word or a phrase lead to the lines behind them.
    lead(row) {
      if (row.isLed) return;
      row.isLed = true;
      this.kinds ??= [...this.box.querySelectorAll("thead th")].map((head) => head.dataset.kind);
      this.kinds.forEach((kind, at) => {
        const cell = row.cells[at];
        if (!kind || !cell || !cell.textContent || cell.firstElementChild) return;
        const text = cell.textContent;
        const query = kind === "source" ? { source: text } : { words: text.replaceAll(" + ", " & ") };
        const lead = button(text, () => refrain.show(query), { class: "lead" });
        cell.replaceChildren(lead);
      });
    }

    // Which rows are in view. What is not on the page is named, so that nobody takes it for missing.
    extent(from, to) {
      const { all, file } = this.box.dataset;
      const [matches, rows] = [this.shown.length, this.rows.length];
      if (this.isLines) return `${count(matches)} of the ${count(rows)} lines on this page; ${count(all)} in all`;
      const beyond = Number(all) > rows && file
        ? `; only ${rows} of ${Number(all).toLocaleString("en")} rows are on this page, ${file} has all` : "";
      if (matches === 0) return `no match${beyond}`;
      const place = `${from + 1} to ${to} of ${matches} ${matches === 1 ? "row" : "rows"}`;
      return matches === rows ? place : `${place} that match${beyond}`;
    }

    // Turns to the page of a row, whatever is filtered.
    reveal(row) {
      if (row.hidden) {
        this.input.value = "";
        this.filter();
      }
      this.page = Math.floor(this.shown.indexOf(row) / this.length);
      this.show();
    }
  }

  document.querySelectorAll(".sheet").forEach((box) => new Sheet(box));
})();
