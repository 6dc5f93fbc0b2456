//! Takes an element, says by its tag, class, id and role whether it is part of an article.
//!
//! No name of a site is known. A name made of other words besides, which may come from a heading
//! (`social-policy`), is not sure.

use std::sync::LazyLock;

use dom_query::NodeRef;

use super::words::ELEMENT_NAMES;
use crate::data::DataFile;
use crate::model::Rule;
use crate::sorted::SortedMap;

/// What an element is by its tag, class, id and role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing speaks against it.
    Article,
    /// It is called a by-line or date line, and is one if short; by its kind.
    Line(Rule),
    /// Something that surrounds an article, by its kind; `sure` if the name says nothing else.
    Outside { rule: Rule, sure: bool },
}

/// What a part of a class or id says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Quoted,
    Outside(Rule),
    Line,
    Neutral,
}

/// The parts of classes and ids that are known.
static PARTS: LazyLock<SortedMap<&'static str, Part>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/page_element_names.tsv"));
    let mut parts = SortedMap::new();
    for [list, name] in file.rows() {
        let part = match list {
            "quoted part" => Part::Quoted,
            "line part" => Part::Line,
            "neutral part" => Part::Neutral,
            "advert part" => Part::Outside(Rule::Advert),
            "aside part" => Part::Outside(Rule::Aside),
            "author part" => Part::Outside(Rule::Author),
            "byline part" => Part::Outside(Rule::Facts),
            "caption part" => Part::Outside(Rule::Caption),
            "comment part" => Part::Outside(Rule::Comment),
            "cookie part" => Part::Outside(Rule::Cookie),
            "copyright part" => Part::Outside(Rule::Copyright),
            "footer part" => Part::Outside(Rule::Footer),
            "form part" => Part::Outside(Rule::Form),
            "hidden part" => Part::Outside(Rule::Hidden),
            "navigation part" => Part::Outside(Rule::Navigation),
            "share part" => Part::Outside(Rule::ShareBar),
            "teaser part" => Part::Outside(Rule::Teaser),
            _ => continue,
        };
        parts.or_insert_with(name, || part);
    }
    parts
});

/// What an element is by its tag, class, id and role.
pub(super) fn place_of(node: &NodeRef<'_>, name: &str) -> Place {
    let sure = |rule| Place::Outside { rule, sure: true };
    match name {
        "html" | "body" | "article" | "main" | "h1" => return Place::Article,
        "rt" | "rp" | "rtc" => return sure(Rule::Ruby),
        "button" | "select" | "datalist" | "textarea" => return sure(Rule::Form),
        _ if is_bare(node) => {}
        _ if is_hidden(node) => return sure(Rule::Hidden),
        _ => {
            if let Some(rule) = by_role(node) {
                return sure(rule);
            }
        }
    }
    match name {
        "nav" => return sure(Rule::Navigation),
        "footer" => return sure(Rule::Footer),
        "figcaption" => return sure(Rule::Caption),
        "dialog" => return sure(Rule::Form),
        "aside" => return sure(Rule::Aside),
        _ if is_bare(node) => return Place::Article,
        _ => {}
    }
    by_names(node, name)
}

/// Whether the element has no attributes.
fn is_bare(node: &NodeRef<'_>) -> bool {
    node.query_or(true, |node| {
        node.as_element()
            .is_none_or(|element| element.attrs.is_empty())
    })
}

fn by_role(node: &NodeRef<'_>) -> Option<Rule> {
    let role = node.attr("role")?.to_lowercase();
    let is_known = ELEMENT_NAMES.page_roles.contains(&role);
    is_known.then_some(match role.as_str() {
        "contentinfo" => Rule::Footer,
        "complementary" => Rule::Aside,
        "alertdialog" | "dialog" | "search" => Rule::Form,
        _ => Rule::Navigation,
    })
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default();
    let style: String = style.split_whitespace().collect();
    node.has_attr("hidden") || style.to_lowercase().contains("display:none")
}

/// Whether nothing but the class or id of an inline element may speak against it.
pub(super) fn is_named_only(node: &NodeRef<'_>, name: &str) -> bool {
    let is_inline = matches!(
        name,
        "a" | "abbr" | "b" | "cite" | "em" | "font" | "i" | "mark" | "small" | "span" | "strong"
    );
    is_inline && !is_hidden(node) && by_role(node).is_none()
}

/// Whether the element, itself called hidden, is seen and opens what is hidden: in it or as its title.
pub(super) fn opens_hidden(node: &NodeRef<'_>) -> bool {
    let is_hidden = |inner: NodeRef<'_>| {
        let name = inner.node_name().filter(|_| inner.is_element());
        let place = name.map(|name| place_of(&inner, &name));
        matches!(
            place,
            Some(Place::Outside {
                rule: Rule::Hidden,
                ..
            })
        )
    };
    node.has_attr("title") || node.descendants_it().any(is_hidden)
}

/// What the classes say, and the id unless the element is a heading, whose id comes from its words.
fn by_names(node: &NodeRef<'_>, name: &str) -> Place {
    let class = node.attr("class").unwrap_or_default();
    let is_body = |class: &str| ELEMENT_NAMES.body_classes.contains(&class.to_lowercase());
    if class.split_whitespace().any(is_body) {
        return Place::Article;
    }
    let id = node.attr("id").filter(|_| !is_heading(name));
    let id = id.unwrap_or_default();
    let classes = class.split_whitespace().map(|class| (class, false));
    let names = classes.chain([(&*id, true)]);
    let said = names.filter_map(|(name, is_id)| part_of_name(name, is_id));
    // Names of teasers are given to all that attracts; what else is said tells more.
    let rank = |said: &(Part, bool)| match said.0 {
        Part::Quoted => 0,
        Part::Outside(Rule::Teaser) => 2,
        Part::Outside(_) => 1,
        Part::Line | Part::Neutral => 3,
    };
    match said.min_by_key(|said| (rank(said), *said)) {
        Some((Part::Outside(rule), unsure)) => Place::Outside {
            rule,
            sure: !unsure,
        },
        Some((Part::Line, is_author)) if is_author => Place::Line(Rule::Author),
        Some((Part::Line, _)) => Place::Line(Rule::Facts),
        _ => Place::Article,
    }
}

/// Whether a page's system calls the element the body of its text.
pub(super) fn is_body(node: &NodeRef<'_>) -> bool {
    let class = node.attr("class").unwrap_or_default();
    let mut classes = class.split_whitespace();
    let says_so = |value: &str| value.eq_ignore_ascii_case("articlebody");
    classes.any(|class| ELEMENT_NAMES.body_classes.contains(&class.to_lowercase()))
        || node
            .attr("itemprop")
            .is_some_and(|property| property.split_whitespace().any(says_so))
}

/// The tag and class of an element whose class says that it holds text, such as `post-text`.
pub(super) fn is_named_for_text(node: &NodeRef<'_>) -> Option<String> {
    let class = node.attr("class").filter(|class| {
        let mut parts = parts_of(class).into_iter();
        parts.any(|part| ELEMENT_NAMES.text_parts.contains(&part))
    })?;
    let class: Vec<&str> = class.split_whitespace().collect();
    Some(format!("{} {}", node.node_name()?, class.join(" ")))
}

/// Whether the element's name is that of a heading.
fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The strongest part of one class or id, and whether it is unsure; of a line whether it is a box
/// about an author.
fn part_of_name(name: &str, is_id: bool) -> Option<(Part, bool)> {
    let (mut strongest, mut unknown, mut count, mut author) = (None, false, 0, false);
    for part in parts_of(name) {
        let known = PARTS.get(part.as_str()).copied();
        unknown |= known.is_none() && !part.starts_with(|c: char| c.is_ascii_digit());
        author |= part == "author";
        count += 1;
        strongest = match (strongest, known) {
            (Some(one), Some(other)) => Some(std::cmp::min::<Part>(one, other)),
            (one, other) => one.or(other),
        };
    }
    let strongest = strongest?;
    // Classes come from programs, hardly ever from headings.
    let flag = match strongest {
        Part::Line => author && count > 1,
        _ => unknown && is_id,
    };
    Some((strongest, flag))
}

/// The words of a class or id, lower case: `shareBar main-text` gives share, bar, main, text.
fn parts_of(names: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(names.len() + 8);
    let mut after_small = false;
    for symbol in names.chars() {
        if symbol.is_ascii_uppercase() && after_small {
            spaced.push(' ');
        }
        after_small = symbol.is_ascii_lowercase();
        spaced.push(if symbol.is_alphanumeric() {
            symbol.to_ascii_lowercase()
        } else {
            ' '
        });
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(html: &str) -> Place {
        let page = dom_query::Document::from(html);
        let node = page.select("[data-x]").nodes()[0];
        place_of(&node, &node.node_name().unwrap())
    }

    fn outside(rule: Rule, sure: bool) -> Place {
        Place::Outside { rule, sure }
    }

    #[test]
    fn class_names_are_matched_by_whole_parts() {
        for (html, expected) in [
            (
                "<div data-x class='shareBar'>",
                outside(Rule::ShareBar, true),
            ),
            ("<div data-x class='shareholder-report'>", Place::Article),
            (
                "<div data-x id=post_comments>",
                outside(Rule::Comment, true),
            ),
            ("<div data-x class='TRS_Editor share'>", Place::Article),
            (
                "<p data-x style='Display: none'>",
                outside(Rule::Hidden, true),
            ),
            ("<p data-x class=date>", Place::Line(Rule::Facts)),
            ("<p data-x class=author-box>", Place::Line(Rule::Author)),
        ] {
            assert_eq!(place(html), expected, "{html}");
        }
    }

    #[test]
    fn a_name_with_words_of_a_heading_is_not_sure() {
        for (html, rule) in [
            ("<section data-x id=social-policy>", Rule::ShareBar),
            ("<div data-x id=sharing-the-catch>", Rule::ShareBar),
            ("<div data-x id=related-cases>", Rule::Teaser),
            ("<div data-x id=cookie-policy>", Rule::Cookie),
            ("<div data-x id=comments-on-the-draft>", Rule::Comment),
        ] {
            assert_eq!(place(html), outside(rule, false), "{html}");
        }
        assert_eq!(place("<h2 data-x id=related>"), Place::Article);
    }
}
