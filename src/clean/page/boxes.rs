//! Boxes of a page that no name tells: notices about consent, and lines below pictures.

use dom_query::NodeRef;

use super::outside::Sorter;
use super::share::Share;

/// Beside a notice there is other text of at least this weight, or the page has nothing else to say.
const LINE: usize = 20;

impl Sorter<'_> {
    /// Whether an element is a notice about consent and not the text that the page is made for.
    pub(super) fn is_notice(&self, node: &NodeRef<'_>) -> bool {
        let share = self.shares.get(&node.id).copied();
        let is_notice = |share: &Share| {
            let notices = self.notices.as_ref();
            let holds_title = self.titles.iter().any(|title| share.holds(*title));
            !holds_title && notices.is_some_and(|notices| notices.fill(*share))
        };
        share.filter(is_notice).is_some_and(|share| {
            let rest = self.rest(share);
            rest.weight - rest.linked >= LINE
        })
    }

    /// Whether an element is a picture and one short line below it.
    pub(super) fn is_caption(&self, node: &NodeRef<'_>, name: &str) -> bool {
        let may_be = match name {
            "div" | "table" | "td" | "center" => true,
            // A line of its own in the paragraph of the picture.
            "p" => node.children_it(false).any(|child| child.has_name("br")),
            _ => false,
        };
        if !may_be {
            return false;
        }
        let share = self.shares.get(&node.id).copied().unwrap_or_default();
        let is_line = share.span.1 == share.span.0 + 1
            && share.running == 0
            && share.linked == 0
            && self.all.running > 0;
        is_line
            && self
                .blocks
                .get(share.span.0)
                .is_some_and(|line| !line.is_heading())
            && begins_with_picture(node)
    }
}

/// Whether a picture stands in an element before any text.
fn begins_with_picture(node: &NodeRef<'_>) -> bool {
    /// The first elements and texts of a few boxes in one another.
    const NEAR: usize = 12;
    let inner = node.descendants_it().take(NEAR);
    let mut told = inner.filter_map(|inner| match inner.node_name().as_deref() {
        Some("img" | "picture" | "amp-img") => Some(true),
        _ if inner.is_text() && !inner.text().trim().is_empty() => Some(false),
        _ => None,
    });
    told.next() == Some(true)
}

#[cfg(test)]
mod tests {
    use super::super::outside::tests::{TEXT, sorted};
    use crate::model::Rule;

    #[test]
    fn a_notice_about_consent_goes_however_long_it_is_and_whatever_its_name() {
        const NOTICE: &str = "We and our partners store cookies on your device and process personal data; you may withdraw your consent at any time.";
        let notice =
            format!("<div class=x1><p>{NOTICE}</p><p>{NOTICE}</p><button>Accept</button></div>");
        let (apart, text) = sorted(&format!("{notice}<h1>Ferry</h1><p>{TEXT}</p>"));
        assert_eq!(text, format!("Ferry / {TEXT}"));
        assert!(
            apart.iter().all(|(rule, _)| *rule == Rule::Cookie),
            "{apart:?}"
        );
        // A page about such notices, or without any other text.
        let (apart, _) = sorted(&format!(
            "<div><h1>Cookies</h1><p>{NOTICE}</p></div><p>{TEXT}</p>"
        ));
        assert_eq!(apart, Vec::new());
    }

    #[test]
    fn a_short_line_below_a_picture_is_its_caption() {
        let line = "<img src=x><p>The quay in winter.</p>";
        let (apart, _) = sorted(&format!("<p>{TEXT}</p><div>{line}</div><p>{TEXT}</p>"));
        assert_eq!(apart, [(Rule::Caption, "The quay in winter.".to_owned())]);
        let line = "<p><img src=x><br>The quay in winter.</p>";
        assert_eq!(sorted(&format!("<p>{TEXT}</p>{line}")).0, apart);
        for no_caption in [
            format!("<p><img src=x> The quay in winter.</p><p>{TEXT}</p>"),
            format!("<div><p>The quay in winter.</p><img src=x></div><p>{TEXT}</p>"),
            format!("<div><img src=x><p>{TEXT}</p></div><p>{TEXT}</p>"),
        ] {
            assert_eq!(sorted(&no_caption).0, Vec::new(), "{no_caption}");
        }
    }
}
