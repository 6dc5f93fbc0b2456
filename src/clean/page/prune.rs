//! Takes a page's tree, takes out of it what surrounds an article: menus, share bars, comments,
//! captions, notices, by their tags, classes and roles.
//!
//! Names lie at times (`<div class="no-comments">` around the whole page), so an element stays when
//! much of the page's running text is in it; what is in it is then looked at piece by piece.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};

use super::blocks::{blocks_of, running_weights};
use super::rules::{Place, is_running, place_of, weight};
use super::trim::running;
use super::words::HTML_ELEMENTS;

type Weights = HashMap<NodeId, usize>;

/// Takes out what surrounds the article.
pub(super) fn prune(page: &Document) {
    let Some(body) = page.body() else { return };
    let weights = running_weights(body);
    let all = weights.get(&body.id).copied().unwrap_or_default();
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        let Some(name) = node.node_name() else {
            continue;
        };
        if HTML_ELEMENTS.removed.contains(&name) || goes(&node, &name, all, &weights) {
            node.remove_from_parent();
        } else {
            if holds_quotation(&node) {
                // The names of embedded posts ("social-embed") would speak against the text in them.
                node.remove_attrs(&["class", "id"]);
            }
            stack.extend(node.children_it(true).filter(NodeRef::is_element));
        }
    }
}

fn holds_quotation(node: &NodeRef<'_>) -> bool {
    node.children_it(false)
        .any(|child| child.has_name("blockquote"))
        && node.children_it(false).filter(NodeRef::is_element).count() <= 2
}

fn goes(node: &NodeRef<'_>, name: &str, all: usize, weights: &Weights) -> bool {
    let share = |percent: usize| {
        let known = weights.get(&node.id).copied();
        known.unwrap_or_else(|| running_weight(*node)) * 100 <= all * percent
    };
    match place_of(node, name) {
        Place::Article => false,
        Place::Page => share(30),
        Place::Aside => share(60),
        Place::Line => is_small(node),
    }
}

fn is_small(node: &NodeRef<'_>) -> bool {
    let blocks = blocks_of(*node);
    blocks.iter().all(|block| !is_running(block))
        && blocks
            .iter()
            .map(|block| weight(&block.text))
            .sum::<usize>()
            <= 150
}

/// The weight of the running text below a node.
fn running_weight(node: NodeRef<'_>) -> usize {
    running(&blocks_of(node))
}

/// The smallest element that holds nearly all running text of the page.
pub(super) fn densest(page: &Document) -> Option<NodeRef<'_>> {
    let mut node = page.body()?;
    let weights = running_weights(node);
    let weight_of = |node: &NodeRef<'_>| weights.get(&node.id).copied().unwrap_or_default();
    let enough = weight_of(&node) * 3 / 4;
    loop {
        let children = node.element_children();
        match children.into_iter().find(|child| weight_of(child) > enough) {
            Some(child) => node = child,
            None => return Some(node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::join;
    use super::*;

    const TEXT: &str = "The ferry left at nine, and with it went the last of the summer guests, and their children.";

    #[test]
    fn what_surrounds_the_article_goes() {
        let page = Document::from(format!(
            "<body class=share><nav>Menu</nav><p>{TEXT}</p><div class=share-bar>Tweet</div>\
             <span class=author>A. Writer</span><footer>Imprint</footer>"
        ));
        prune(&page);
        assert_eq!(join(&blocks_of(page.root())), TEXT);
    }

    #[test]
    fn an_element_with_the_running_text_stays_whatever_its_name() {
        let page = Document::from(format!("<div class=comments-open><p>{TEXT}</p></div>"));
        prune(&page);
        assert_eq!(join(&blocks_of(page.root())), TEXT);
    }

    #[test]
    fn the_densest_element_is_the_smallest_with_the_text() {
        let page = Document::from(format!(
            "<div><p>Menu</p><div id=b><p>{TEXT}</p><p>{TEXT}</p></div></div>"
        ));
        assert_eq!(
            densest(&page).and_then(|node| node.id_attr()).as_deref(),
            Some("b")
        );
    }
}
