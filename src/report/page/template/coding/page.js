"use strict";
// A coding sheet: shows one unit after the other, takes answers by keyboard, and saves them as CSV. Texts are
// set as text only, so no document can run anything.
(() => {
  const at = (id) => document.getElementById(id);
  const sheet = JSON.parse(at("main").dataset.sheet);
  const ANSWERS = { y: "yes", 1: "yes", n: "no", 0: "no", u: "unsure", "?": "unsure" };
  const COLUMNS = ["id", "coder", "question", "before", "text", "after", "answer", "note"];
  const storeName = `refrain coding ${sheet.sample} ${sheet.coder}`;
  const rows = sheet.rows.map((row) => ({ ...row, answer: "", note: "" }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  let place = 0;
  let isSaved = true;
  let isKept = true;

  // A browser may refuse to keep anything for a file.
  const keep = () => {
    try {
      const kept = rows.filter((row) => row.answer || row.note);
      localStorage.setItem(storeName, JSON.stringify({ place, kept: kept.map(({ id, answer, note }) => [id, answer, note]) }));
      isKept = true;
    } catch {
      isKept = false;
    }
  };
  const recall = () => {
    try {
      const state = JSON.parse(localStorage.getItem(storeName));
      for (const [id, answer, note] of state.kept) take(id, answer, note);
      if (rows[state.place]) place = state.place;
    } catch { /* Nothing was kept. */ }
  };
  const take = (id, answer, note) => {
    const row = byId.get(id);
    if (!row) return false;
    const known = String(answer ?? "").trim().toLowerCase();
    row.answer = ANSWERS[known] ?? (["yes", "no", "unsure"].includes(known) ? known : "");
    row.note = String(note ?? "");
    return true;
  };

  const show = () => {
    const row = rows[place];
    if (!row) {
      at("question").textContent = "This sheet has no rows.";
      return;
    }
    const question = sheet.questions[row.question];
    at("question").textContent = question.question;
    at("definition").textContent = question.definition;
    for (const part of ["before", "text", "after"]) at(part).textContent = row[part];
    for (const answer of ["yes", "no", "unsure"]) at(answer).setAttribute("aria-pressed", String(row.answer === answer));
    at("note").value = row.note;
    const done = rows.filter((one) => one.answer).length;
    at("progress").value = done;
    at("status").textContent = `${place + 1} of ${rows.length}; ${done} answered${isSaved ? "" : "; not yet saved as CSV"}`;
  };
  const go = (to) => {
    place = Math.max(0, Math.min(rows.length - 1, to));
    keep();
    show();
  };
  const answer = (word) => {
    if (!rows[place]) return;
    rows[place].answer = word;
    isSaved = false;
    go(word ? place + 1 : place);
  };
  const goToOpen = () => {
    const order = [...rows.keys()].map((step) => (place + 1 + step) % rows.length);
    const open = order.find((one) => !rows[one].answer);
    go(open ?? place);
  };

  // An apostrophe keeps a spreadsheet from running a cell.
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const csv = () => {
    const lines = rows.map((row) => {
      const { question } = sheet.questions[row.question];
      return COLUMNS.map((name) => cell({ ...row, question, coder: sheet.coder }[name])).join(",");
    });
    return `\ufeff${[COLUMNS.join(","), ...lines].join("\n")}\n`;
  };
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    link.download = `${sheet.file}.csv`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    isSaved = true;
    show();
  };

  // The cells of a CSV file, with commas, semicolons or tabs.
  const parse = (text) => {
    const head = text.split(/[\r\n]/, 1)[0];
    const count = (mark) => head.split(mark).length;
    const mark = [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
    const table = [[""]];
    let isQuoted = false;
    for (let i = 0; i < text.length; i += 1) {
      const letter = text[i];
      const row = table[table.length - 1];
      if (letter === '"' && isQuoted && text[i + 1] === '"') {
        row[row.length - 1] += letter;
        i += 1;
      } else if (letter === '"') isQuoted = !isQuoted;
      else if (letter === mark && !isQuoted) row.push("");
      else if (letter === "\n" && !isQuoted) table.push([""]);
      else if (letter !== "\r" || isQuoted) row[row.length - 1] += letter;
    }
    return table;
  };
  const load = (text) => {
    const [head, ...table] = parse(text.replace(/^\ufeff/, ""));
    const column = (name) => head.findIndex((one) => one.trim().toLowerCase() === name);
    const [id, code, note] = ["id", "answer", "note"].map(column);
    if (id < 0 || code < 0) {
      at("message").textContent = "This file has no columns id and answer; choose a CSV file that was saved from this page.";
      return;
    }
    const known = table.filter((row) => take(row[id]?.trim(), row[code], row[note])).length;
    const others = table.filter((row) => row.length > 1).length - known;
    at("message").textContent = `${known} rows were read${others ? `; ${others} rows are of another sheet` : ""}.`;
    keep();
    goToOpen();
  };

  for (const word of ["yes", "no", "unsure"]) at(word).addEventListener("click", () => answer(word));
  at("back").addEventListener("click", () => go(place - 1));
  at("next").addEventListener("click", () => go(place + 1));
  at("open").addEventListener("click", goToOpen);
  at("save").addEventListener("click", save);
  at("load").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) load(await file.text());
  });
  at("note").addEventListener("input", (event) => {
    if (!rows[place]) return;
    rows[place].note = event.target.value;
    isSaved = false;
    keep();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.localName === "input") {
      if (event.key === "Enter" || event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key.toLowerCase();
    const acts = { arrowleft: () => go(place - 1), arrowright: () => go(place + 1), o: goToOpen, s: save, backspace: () => answer("") };
    const act = Object.hasOwn(ANSWERS, key) ? () => answer(ANSWERS[key]) : acts[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  addEventListener("beforeunload", (event) => {
    if (!isSaved && !isKept) event.preventDefault();
  });
  recall();
  show();
})();
