//! Sets apart the beginnings of other texts of a site: titles that are links, with little text or none.

use dom_query::NodeRef;

use super::endings::ends_article_with;
use super::outside::{SOME, Sorter};
use super::share::Share;
use super::walk::blocks_of;
use crate::model::Rule;

impl Sorter<'_> {
    /// Sets apart the children that are each the beginning of another text: a title that is a link,
    /// then little text or none. The page must hold a text besides; under a heading such as
    /// "More stories" a short one is enough.
    pub(super) fn set_teasers_apart(&mut self, node: &NodeRef<'_>) {
        let children = node.element_children();
        let is_teaser = |child: &NodeRef<'_>| {
            self.shares.get(&child.id).is_some_and(|share| {
                share.titled
                    && share.running_blocks <= 2
                    && share.running <= 500
                    && share.weight <= 700
            })
        };
        let teasers: Vec<NodeRef<'_>> = children.iter().copied().filter(is_teaser).collect();
        if teasers.len() < 2 {
            return;
        }
        let mut share = Share::default();
        for teaser in &teasers {
            share.add(self.share(teaser));
        }
        let rest = self.rest(share);
        // Entries of one text have paragraphs of it beside them.
        let has_own_text = self.share(node).running > share.running;
        let is_enough = match teasers.len() {
            2 => rest.running >= 200.max(share.running * 2),
            _ => rest.running >= 100.max(share.running),
        };
        let goes = is_enough && !has_own_text
            || share.running > 0
                && (rest.weight - rest.linked >= SOME && is_announced(node, &children)
                    || self.is_beside_text(node, &teasers));
        if goes {
            for teaser in teasers {
                self.set_apart(&teaser, Rule::Teaser);
            }
        }
    }

    /// Whether the title and text of some sentences stand together in a column of their own beside that
    /// of these teasers, which lead to other pages of the same site.
    fn is_beside_text(&self, node: &NodeRef<'_>, teasers: &[NodeRef<'_>]) -> bool {
        let share = |node: &NodeRef<'_>| self.shares.get(&node.id).copied().unwrap_or_default();
        let title_in = |share: Share| self.titles.iter().any(|title| share.holds(*title));
        if title_in(share(node)) || !teasers.iter().all(leads_within_site) {
            return false;
        }
        let mut above = node.ancestors_it(None);
        let Some(common) = above.find(|above| title_in(share(above))) else {
            return false;
        };
        let columns = common.element_children();
        let with_title = columns.iter().find(|column| title_in(share(column)));
        let holds_text = |share: Share| share.weight - share.linked.min(share.weight) >= 2 * SOME;
        with_title.is_some_and(|column| !column.has_name("header") && holds_text(share(column)))
    }
}

/// Whether the first link of an element is one without the name of a site.
fn leads_within_site(node: &NodeRef<'_>) -> bool {
    let mut inner = node.descendants_it();
    let link = inner.find_map(|inner| inner.attr("href"));
    link.is_some_and(|link| !link.contains("//"))
}

/// Whether a heading before these elements, or before their parent, announces other texts.
fn is_announced(node: &NodeRef<'_>, children: &[NodeRef<'_>]) -> bool {
    let before = node.prev_element_sibling();
    let first = children.first().copied();
    [first, before].into_iter().flatten().any(|heading| {
        let blocks = blocks_of(heading);
        matches!(&blocks[..], [block] if ends_article_with(block))
    })
}
