//! Takes a page's tree and its text nodes, gives the blocks that the readability algorithm takes for
//! the article.
//!
//! The algorithm rewrites what it finds, so each text node gets a character of its own from the
//! private planes of Unicode before, and what is found is told by the characters that come back.

use std::borrow::Cow;

use dom_query::{Document, NodeData, NodeId};
use dom_smoothie::{Config, Readability};

use super::outside::Sorted;
use super::walk::Walked;
use crate::parser_guard::caught;

/// Pages with more nodes are not given to the readability algorithm, whose time grows faster than
/// the page.
const MOST_NODES: usize = 100_000;

/// The algorithm reads the text of a table or section once for each that it stands in. Pages in which more
/// of them stand in one another are not given to it.
const MOST_NESTED: usize = 12;

/// A text that is longer takes noticeable time to be escaped, in bytes.
const LONG: usize = 16 << 10;

/// The first characters of the private planes 15 and 16, and how many of each are used.
const PLANES: [u32; 2] = [0xF_0000, 0x10_0000];
const IN_PLANE: usize = 0xFFF0;

/// Which blocks the algorithm takes for the article; none if it gives up. `expected` is the weight of
/// an article of that page.
pub(super) fn readable(
    page: Document,
    walked: &Walked,
    sorted: &Sorted,
    expected: usize,
) -> Vec<bool> {
    let mut chosen = vec![false; walked.blocks.len()];
    if page.tree.len() > MOST_NODES || is_nested_deep(&page) {
        return chosen;
    }
    prepare(&page, walked, sorted);
    let Some(content) = content_of(page, expected) else {
        return chosen;
    };
    for text in content.chars().filter_map(number_of) {
        if let Some((_, first, last)) = walked.texts.get(text) {
            let end = (last + 1).min(chosen.len());
            if let Some(blocks) = chosen.get_mut(*first..end) {
                blocks.fill(true);
            }
        }
    }
    for (chosen, block) in chosen.iter_mut().zip(&walked.blocks) {
        *chosen &= block.outside.is_none();
    }
    chosen
}

/// Whether some table or section stands in more than [`MOST_NESTED`] others.
fn is_nested_deep(page: &Document) -> bool {
    let nested = page.select("table, section");
    let mut inner = nested.nodes().iter().skip(MOST_NESTED);
    inner.any(|node| {
        let around = node.ancestors_it(None);
        around
            .filter(|node| node.has_name("table") || node.has_name("section"))
            .nth(MOST_NESTED)
            .is_some()
    })
}

/// Numbers the text nodes, and takes out the elements that are not part of an article.
fn prepare(page: &Document, walked: &Walked, sorted: &Sorted) {
    let node = |id: NodeId| page.tree.get(&id);
    for (number, (id, ..)) in walked.texts.iter().enumerate() {
        let (Some(node), Some(mark)) = (node(*id), mark_of(number)) else {
            continue;
        };
        node.update(|node| {
            if let NodeData::Text { contents } = &mut node.data {
                let text = without_escapes(contents);
                let words = text.trim_start();
                let marked = match text.strip_suffix(words) {
                    Some(blank) if !words.is_empty() => format!("{blank}{mark}{words}").into(),
                    _ => text,
                };
                *contents = (&*marked).into();
            }
        });
    }
    // The order of removal changes nothing: the elements do not hold each other.
    let mut outside: Vec<NodeId> = sorted.outside.keys().copied().collect();
    outside.sort_unstable_by_key(|id| format!("{id:?}"));
    for id in outside {
        if let Some(node) = node(id) {
            node.remove_from_parent();
        }
    }
    for id in &sorted.misnamed {
        if let Some(node) = node(*id) {
            node.remove_attrs(&["class", "id"]);
        }
    }
}

/// A text of at least [`LONG`] bytes with others in the place of letters that the algorithm's way of writing
/// HTML looks at one by one, each time through the rest of the text. What is found is told by the mark alone.
fn without_escapes(text: &str) -> Cow<'_, str> {
    if text.len() < LONG {
        return text.into();
    }
    let letters = text.chars().map(|letter| match letter {
        '\u{85}' | '\u{A0}' => ' ',
        '&' | '\u{80}'..='\u{BF}' => 'x',
        _ => letter,
    });
    letters.collect::<String>().into()
}

fn mark_of(number: usize) -> Option<char> {
    let plane = PLANES.get(number / IN_PLANE)?;
    char::from_u32(plane + u32::try_from(number % IN_PLANE).ok()?)
}

fn number_of(mark: char) -> Option<usize> {
    PLANES.iter().enumerate().find_map(|(index, plane)| {
        let offset = u32::from(mark).checked_sub(*plane)? as usize;
        (offset < IN_PLANE).then_some(index * IN_PLANE + offset)
    })
}

/// The article as the algorithm writes it.
fn content_of(page: Document, expected: usize) -> Option<String> {
    // Below the threshold it tries again with laxer rules; a short page must not be forced to that.
    let config = Config {
        char_threshold: (expected / 6).clamp(100, 500),
        disable_json_ld: true,
        ..Config::default()
    };
    // A panic of the algorithm on a strange tree costs its answer, not the run.
    let article = caught(|| {
        let failed = |error: dom_smoothie::ReadabilityError| error.to_string();
        let mut readability =
            Readability::with_document(page, None, Some(config)).map_err(failed)?;
        readability.parse().map_err(failed)
    });
    article.ok().map(|article| article.content.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_sections_in_one_another_are_counted() {
        for (open, close) in [("<table><tr><td>", "</table>"), ("<section>", "</section>")] {
            let page = |deep: usize| {
                let row = format!("{open}Mill{close}").repeat(40);
                Document::from(format!(
                    "{row}{}Wind{}",
                    open.repeat(deep),
                    close.repeat(deep)
                ))
            };
            assert!(!is_nested_deep(&page(MOST_NESTED + 1)), "{open}");
            assert!(is_nested_deep(&page(MOST_NESTED + 2)), "{open}");
        }
    }

    #[test]
    fn long_texts_have_no_letters_that_are_escaped_and_short_ones_stay() {
        let short = "«a» & b\u{A0}c";
        assert_eq!(without_escapes(short), short);
        let long = short.repeat(LONG);
        let shown = without_escapes(&long);
        assert_eq!(shown.chars().count(), long.chars().count());
        assert!(shown.starts_with("xax x b c"), "{}", &shown[..20]);
        assert_eq!(without_escapes(&"\u{A0}".repeat(LONG)).trim(), "");
    }
}
