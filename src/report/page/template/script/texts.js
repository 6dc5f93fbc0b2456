"use strict";
// The full texts: in the page, or beside it in small files that are loaded as scripts, since a page opened
// from a folder may not fetch. Each text comes with the places of the hits of concepts.
(() => {
  const { main } = refrain;
  const { texts: place, bytes = "0" } = main.dataset;
  const waiting = new Map();
  const chunks = [];
  let index = null;

  // What the files beside the page call.
  refrain.index = (given) => { index = given; };
  refrain.chunk = (number, given) => { chunks[number] = given; };

  const load = (file) => {
    if (!waiting.has(file)) {
      waiting.set(file, new Promise((done, failed) => {
        const script = refrain.element("script", "", { src: `texts/${file}.js` });
        script.addEventListener("load", done);
        script.addEventListener("error", () => failed(new Error(`texts/${file}.js is not beside this page`)));
        document.head.append(script);
      }));
    }
    return waiting.get(file);
  };

  const embedded = document.getElementById("embedded-texts");
  const unpack = () => {
    const all = JSON.parse(embedded.textContent);
    index = all.index;
    all.chunks.forEach((chunk, number) => { chunks[number] = chunk; });
    embedded.remove();
  };

  const documents = async () => {
    if (!index && place === "embedded") unpack();
    if (!index && place === "beside") await load("index");
    if (!index) throw new Error("The full texts are not part of this report");
    if (!index.all) {
      index.all = index.documents.map(([id, title, source, date, tokens, chunk], at) =>
        ({ at, id, title, source: index.sources[source], date, tokens, chunk }));
      index.byName = new Map(index.all.map((document) => [document.id, document]));
      const firsts = new Map();
      index.all.forEach((document) => {
        if (!firsts.has(document.chunk)) firsts.set(document.chunk, document.at);
        document.place = document.at - firsts.get(document.chunk);
      });
    }
    return index;
  };

  const fill = (document) => {
    const [text, hits] = chunks[document.chunk][document.place];
    document.text = text;
    document.hits = [];
    for (let at = 0; at < hits.length; at += 3) {
      document.hits.push({ concept: hits[at], from: hits[at + 1], to: hits[at + 1] + hits[at + 2] });
    }
  };

  // A document with its text and hits.
  const read = async (id) => {
    const document = (await documents()).byName.get(id);
    if (!document) throw new Error("There is no such document in this report");
    if (!chunks[document.chunk]) await load(document.chunk + 1);
    if (document.text === undefined) fill(document);
    return document;
  };

  // All documents with their texts; `progress` is told the share that is read.
  const readAll = async (progress = () => {}) => {
    const { all, chunks: number } = await documents();
    for (let chunk = 0; chunk < number; chunk += 1) {
      if (!chunks[chunk]) await load(chunk + 1);
      progress((chunk + 1) / number);
    }
    all.forEach((document) => { if (document.text === undefined) fill(document); });
    return all;
  };

  // The names of sources, as far as they are at hand.
  const sources = () => index?.sources
    ?? [...document.querySelectorAll("#table-sources tbody tr")].map((row) => row.cells[0].textContent);

  const isReady = () => Boolean(index?.all) && index.all.every((document) => document.text !== undefined);
  refrain.texts = { place, bytes: Number(bytes), isThere: place !== "none", documents, sources, read, readAll, isReady };
})();
