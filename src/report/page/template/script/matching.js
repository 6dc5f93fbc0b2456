"use strict";
// Words and patterns in texts: `*` stands for any letters, `?` for one, `/.../` is a regular expression,
// ` | ` parts alternatives and ` & ` what stands in the same sentence.
(() => {
  const LETTER = "[\\p{L}\\p{M}\\p{N}]";
  const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
  const MOST = 200000;
  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

  const word = (text) => [...text].map((c) => c === "*" ? `${LETTER}*` : c === "?" ? LETTER
    : /['\u2019]/.test(c) ? "['\u2019]" : escaped(c)).join("");

  // The regular expression of a pattern, and letters that each of its matches has.
  const compile = (pattern) => {
    const alternatives = pattern.split(/\s+\|\s+/).map((part) => part.trim()).filter(Boolean);
    const sources = alternatives.map((part) => {
      const expression = /^\/(.+)\/$/.exec(part);
      const words = part.split(/\s+/).map(word).join("[^\\p{L}\\p{N}.!?\\n]+");
      const source = expression ? expression[1] : words;
      return WIDE.test(part) ? `(?:${source})` : `(?<!${LETTER})(?:${source})(?!${LETTER})`;
    });
    const literal = alternatives.length === 1 && !alternatives[0].startsWith("/")
      ? alternatives[0].split(/[\s*?'\u2019]+/).sort((a, b) => b.length - a.length)[0].toLowerCase() : "";
    return { expression: new RegExp(sources.join("|"), "giu"), literal };
  };

  const matches = ({ expression, literal }, document) => {
    if (literal) {
      document.lower ??= document.text.toLowerCase();
      if (!document.lower.includes(literal)) return [];
    }
    const found = [];
    for (const match of document.text.matchAll(expression)) {
      if (match[0]) found.push({ document, from: match.index, to: match.index + match[0].length });
      if (found.length >= MOST) break;
    }
    return found;
  };

  const END = /[.!?\u3002\uff01\uff1f]["\u201d\u2019)]*(?=\s|$)|[\u3002\uff01\uff1f]|\n\n/g;
  // The sentence around a place, about: between marks that end sentences.
  const sentence = (text, from, to) => {
    const before = text.slice(Math.max(0, from - 1200), from);
    let start = 0;
    for (const end of before.matchAll(END)) start = end.index + end[0].length;
    const after = text.slice(to, to + 1200);
    END.lastIndex = 0;
    const end = END.exec(after);
    END.lastIndex = 0;
    return [from - before.length + start, to + (end ? end.index + end[0].trimEnd().length : after.length)];
  };

  // Places of a concept, or of a pattern.
  const places = (part, document) => part.concept
    ? document.hits.filter((hit) => hit.concept === part.concept).map((hit) => ({ document, ...hit }))
    : matches(part, document);

  // Matches of a pattern in documents; with ` & ` those of its first part whose sentence has the others.
  const find = (pattern, documents, conceptOf = () => undefined) => {
    const compiled = (part) => conceptOf(part) ? { concept: conceptOf(part) } : compile(part);
    const [first, ...others] = pattern.split(/\s+&\s+/).filter(Boolean).map(compiled);
    if (!first) return [];
    return documents.flatMap((document) => {
      const all = places(first, document);
      if (all.length === 0 || others.length === 0) return all;
      const found = others.map((part) => places(part, document));
      return all.filter(({ from, to }) => {
        const [start, end] = sentence(document.text, from, to);
        return found.every((of) => of.some((other) => other.from >= start && other.to <= end));
      });
    });
  };

  refrain.matching = { find, sentence };
})();
