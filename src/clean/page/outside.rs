//! Takes a page's tree and what its elements hold, gives the elements that are not part of an
//! article: menus, share bars, comments, captions, notices, the beginnings of other texts.
//!
//! Names lie at times (`<div class="no-comments">` around the whole page), so an element stays when
//! much of the page's running text is in it; what is in it is then looked at piece by piece.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::blocks::Block;
use super::consent::Notices;
use super::elements::{Place, is_named_only, opens_hidden, place_of};
use super::inline::{is_in_sentence, is_mark, is_time_line};
use super::share::Share;
use super::walk::{Outside, Walked, blocks_of};
use crate::clean::html_elements::HTML_ELEMENTS;
use crate::model::Rule;

/// Running text of less weight is no article.
pub(super) const SOME: usize = 60;

/// The elements that are not part of an article, and those whose names only seem to say so.
pub(super) struct Sorted {
    pub(super) outside: Outside,
    pub(super) misnamed: Vec<NodeId>,
}

/// Sorts the elements below the body of a page; `titles` are the blocks that may be the title.
pub(super) fn sort(body: NodeRef<'_>, whole: &Walked, titles: &[usize]) -> Sorted {
    let shares = &whole.shares;
    let mut sorter = Sorter {
        shares,
        blocks: &whole.blocks,
        titles,
        notices: Notices::of(&whole.blocks),
        all: shares.get(&body.id).copied().unwrap_or_default(),
        apart: Share::default(),
        sorted: Sorted {
            outside: Outside::new(),
            misnamed: Vec::new(),
        },
    };
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        let Some(name) = node.node_name() else {
            continue;
        };
        if HTML_ELEMENTS.silent.contains(&name) || sorter.sorted.outside.contains_key(&node.id) {
            continue;
        }
        if let Some(rule) = sorter.rule(&node, &name) {
            sorter.set_apart(&node, rule);
            continue;
        }
        sorter.set_teasers_apart(&node);
        let start = stack.len();
        stack.extend(node.children_it(false).filter(NodeRef::is_element));
        stack[start..].reverse();
    }
    sorter.sorted
}

pub(super) struct Sorter<'a> {
    pub(super) shares: &'a HashMap<NodeId, Share>,
    pub(super) blocks: &'a [Block],
    pub(super) titles: &'a [usize],
    pub(super) notices: Option<Notices>,
    /// What the body holds.
    pub(super) all: Share,
    /// What was set apart so far.
    apart: Share,
    sorted: Sorted,
}

impl Sorter<'_> {
    pub(super) fn share(&self, node: &NodeRef<'_>) -> Share {
        self.shares.get(&node.id).copied().unwrap_or_else(|| {
            let mut share = Share::default();
            blocks_of(*node)
                .iter()
                .for_each(|block| share.add_block(block));
            share
        })
    }

    pub(super) fn set_apart(&mut self, node: &NodeRef<'_>, rule: Rule) {
        self.apart.add(self.share(node));
        self.sorted.outside.insert(node.id, rule);
    }

    /// Why the element is not part of an article, if it is not.
    fn rule(&mut self, node: &NodeRef<'_>, name: &str) -> Option<Rule> {
        if is_mark(node, name) {
            return Some(Rule::Navigation);
        }
        if is_time_line(node, name) {
            return Some(Rule::Facts);
        }
        if self.is_notice(node) {
            return Some(Rule::Cookie);
        }
        if self.is_caption(node, name) {
            return Some(Rule::Caption);
        }
        let place = place_of(node, name);
        let rule = match place {
            Place::Line(_) | Place::Outside { .. } if self.is_word(node, name, place) => None,
            Place::Article => {
                if holds_quotation(node) {
                    // The names of embedded posts ("social-embed") would speak against their text.
                    self.sorted.misnamed.push(node.id);
                }
                return (name == "form" && self.is_form(node)).then_some(Rule::Form);
            }
            Place::Line(rule) => self.is_line(node, rule).then_some(rule),
            Place::Outside { rule, sure } => self.goes(node, rule, sure).then_some(rule),
        };
        if rule.is_none() {
            self.sorted.misnamed.push(node.id);
        }
        rule
    }

    /// Whether an element is a part of a sentence, though its class or id speaks against it.
    fn is_word(&self, node: &NodeRef<'_>, name: &str, place: Place) -> bool {
        let is_hidden = matches!(
            place,
            Place::Outside {
                rule: Rule::Hidden,
                ..
            }
        );
        is_named_only(node, name)
            && match is_hidden {
                // What opens a window is seen, the window is not.
                true if name == "a" => node.has_attr("href"),
                true => opens_hidden(node) && is_in_sentence(node, self.shares),
                false => is_in_sentence(node, self.shares),
            }
    }

    /// Whether an element of this name is indeed not part of an article.
    fn goes(&self, node: &NodeRef<'_>, rule: Rule, sure: bool) -> bool {
        let share = self.share(node);
        let holds_at_most = |percent: usize| share.running * 100 <= self.all.running * percent;
        let rest = self.rest(share);
        let is_sure = sure || share.running == 0 || share.linked * 2 > share.weight;
        is_sure
            && match rule {
                Rule::Ruby => true,
                Rule::Teaser => {
                    leads_elsewhere(share)
                        && (holds_at_most(30) || rest.weight - rest.linked >= SOME)
                }
                Rule::ShareBar => share.running < 100 && holds_at_most(60),
                Rule::Comment => holds_at_most(60) || rest.running >= SOME,
                Rule::Aside => holds_at_most(60),
                Rule::Cookie | Rule::Author => {
                    holds_at_most(30) || rest.weight - rest.linked >= SOME
                }
                Rule::Form => holds_at_most(30) || rest.running >= 100,
                _ => holds_at_most(30),
            }
    }

    /// What is left of the page without an element and what was set apart before.
    pub(super) fn rest(&self, share: Share) -> Share {
        let less = |all: usize, apart: usize, own: usize| all.saturating_sub(apart + own);
        let weight = less(self.all.weight, self.apart.weight, share.weight);
        Share {
            weight,
            linked: less(self.all.linked, self.apart.linked, share.linked).min(weight),
            running: less(self.all.running, self.apart.running, share.running),
            ..Share::default()
        }
    }

    /// Whether an element that is called a by-line is one, or a short box about the author.
    fn is_line(&self, node: &NodeRef<'_>, rule: Rule) -> bool {
        let share = self.share(node);
        let is_box = rule == Rule::Author && share.running * 100 <= self.all.running * 30;
        (share.running == 0 && share.weight <= 150) || is_box
    }

    fn is_form(&self, node: &NodeRef<'_>) -> bool {
        let share = self.share(node);
        share.running == 0 && self.all.running > 0 && share.weight * 2 < self.all.weight
    }
}

/// Whether an element leads to other pages: by titles that are links, or by links and little else.
fn leads_elsewhere(share: Share) -> bool {
    share.titled || share.linked * 3 >= share.weight
}

fn holds_quotation(node: &NodeRef<'_>) -> bool {
    let is_quotation = |child: NodeRef<'_>| child.has_name("blockquote");
    node.children_it(false).any(is_quotation)
        && node.children_it(false).filter(NodeRef::is_element).count() <= 2
}

#[cfg(test)]
pub(super) mod tests {
    use dom_query::Document;

    use super::super::walk::walk;
    use super::*;

    pub(in super::super) const TEXT: &str = "The ferry left at nine, and with it went the last of the summer guests, and their children.";

    /// The rules of what is set apart on a page, with its text, and the text that stays.
    pub(in super::super) fn sorted(html: &str) -> (Vec<(Rule, String)>, String) {
        let page = Document::from(html);
        let body = page.body().unwrap();
        let whole = walk(body, &Outside::new());
        let titles = super::super::article::titles(&whole.blocks, None);
        let walked = walk(body, &sort(body, &whole, &titles).outside);
        let (apart, text): (Vec<_>, Vec<_>) = walked
            .blocks
            .into_iter()
            .partition(|block| block.outside.is_some());
        let apart = apart.into_iter();
        (
            apart
                .map(|block| (block.outside.unwrap(), block.text))
                .collect(),
            text.iter()
                .map(|block| block.text.as_str())
                .collect::<Vec<_>>()
                .join(" / "),
        )
    }

    #[test]
    fn what_surrounds_the_article_goes_by_its_kind() {
        let (apart, text) = sorted(&format!(
            "<body class=share><nav>Menu</nav><p>{TEXT}</p><div class=share-bar>Tweet</div>\
             <span class=author>A. Writer</span><footer>Imprint</footer><button>Send</button>"
        ));
        assert_eq!(text, TEXT);
        let rules: Vec<Rule> = apart.into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(
            rules,
            [
                Rule::Navigation,
                Rule::ShareBar,
                Rule::Facts,
                Rule::Footer,
                Rule::Form
            ]
        );
    }

    #[test]
    fn an_element_with_the_running_text_stays_whatever_its_name() {
        let (apart, text) = sorted(&format!("<div class=comments-open><p>{TEXT}</p></div>"));
        assert_eq!((apart, text.as_str()), (Vec::new(), TEXT));
    }

    #[test]
    fn a_lead_called_teaser_stays_and_a_teaser_with_a_link_goes() {
        let (apart, text) = sorted(&format!(
            "<p class=teaser>{TEXT}</p><p>{TEXT} {TEXT} {TEXT}</p>\
             <div class=teaser><h3><a href=/1>Another story</a></h3><p>{TEXT}</p></div>"
        ));
        assert_eq!(apart.len(), 2, "{apart:?}");
        assert!(text.starts_with(TEXT) && apart.iter().all(|(rule, _)| *rule == Rule::Teaser));
    }

    #[test]
    fn the_beginnings_of_other_texts_are_known_by_their_titles() {
        let item =
            |n: u32| format!("<div><a href=/{n}><h4>Story number {n}</h4></a><p>{TEXT}</p></div>");
        let (apart, text) = sorted(&format!(
            "<p>{TEXT}</p><p>{TEXT}</p><section><h3>More stories</h3>{}{}{}</section>",
            item(1),
            item(2),
            item(3)
        ));
        assert_eq!(apart.len(), 6, "{apart:?}");
        assert!(text.ends_with("More stories"), "{text}");
    }

    #[test]
    fn a_word_of_a_heading_in_an_id_says_nothing() {
        let (apart, _) = sorted(&format!(
            "<p>{TEXT}</p><section id=social-policy><h2>Policy</h2><p>{TEXT}</p></section>\
             <div id=related-cases><p>{TEXT}</p></div>"
        ));
        assert_eq!(apart, Vec::new());
    }
}
