//! A web page that is an export: its visible text in blocks, each with what its element says it is.
//!
//! A block is what stands on lines of its own, or in an element that `export_page_classes.tsv` knows.
//! The walk keeps its own stack, so depth costs no call stack.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use crate::clean::{HTML_ELEMENTS, bounded_page};
use crate::data::DataFile;
use crate::sorted::SortedMap;

/// What an element says that its text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Plain,
    Title,
    Author,
    Source,
    Header,
    Text,
}

/// A block of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PageBlock {
    pub(super) text: String,
    pub(super) role: Role,
    /// Whether an article begins here.
    pub(super) begins: bool,
}

static ROLES: LazyLock<SortedMap<&str, Role>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/export_page_classes.tsv"));
    let rows = file.rows::<2>().filter_map(|[class, role]| {
        let role = match role {
            "title" => Role::Title,
            "author" => Role::Author,
            "source" => Role::Source,
            "header" => Role::Header,
            "text" => Role::Text,
            _ => return None,
        };
        Some((class, role))
    });
    rows.collect()
});

enum Step<'a> {
    Enter(NodeRef<'a>, Role),
    /// What follows is on a line of its own.
    EndBlock,
}

#[derive(Default)]
struct Collector {
    blocks: Vec<PageBlock>,
    text: String,
    role: Option<Role>,
    begins: bool,
}

/// The blocks of a page, in their order.
pub(super) fn page_blocks(html: &str) -> Vec<PageBlock> {
    let page = Document::from(&*bounded_page(html));
    let mut collector = Collector::default();
    let mut stack: Vec<Step<'_>> = Vec::new();
    stack.extend(page.body().map(|body| Step::Enter(body, Role::Plain)));
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node, role) if node.is_text() => collector.push(&node.text(), role),
            Step::Enter(node, role) => enter(node, role, &mut collector, &mut stack),
            Step::EndBlock => collector.end(),
        }
    }
    collector.end();
    collector.blocks
}

fn enter<'a>(node: NodeRef<'a>, role: Role, collector: &mut Collector, stack: &mut Vec<Step<'a>>) {
    let Some(name) = node.node_name() else {
        stack.extend(node.children_it(true).map(|child| Step::Enter(child, role)));
        return;
    };
    let name = &*name;
    if HTML_ELEMENTS.silent.contains(name) {
        return;
    }
    let own = role_of(node, &mut collector.begins);
    collector.begins |= name == "docfull";
    let stands = name == "br" || HTML_ELEMENTS.standing.contains(name) || own.is_some();
    if stands {
        collector.end();
        stack.push(Step::EndBlock);
    }
    let role = own.unwrap_or(role);
    stack.extend(node.children_it(true).map(|child| Step::Enter(child, role)));
}

/// What the classes of an element, or else its id, say of it.
fn role_of(node: NodeRef<'_>, begins: &mut bool) -> Option<Role> {
    let classes = node.attr("class").unwrap_or_default().to_lowercase();
    let id = node.attr("id").unwrap_or_default().to_lowercase();
    let mut role = None;
    for class in classes.split_whitespace().chain([id.as_str()]) {
        // Factiva puts the language before the class: `enArticle`, `frHeadline`.
        let without_language = class.get(2..).unwrap_or_default();
        *begins |= without_language == "article";
        let headline = (without_language == "headline").then_some(&Role::Title);
        let found = ROLES.get(class).or(headline);
        role = role.or(found.copied());
    }
    role
}

impl Collector {
    fn push(&mut self, text: &str, role: Role) {
        if self.role.is_some_and(|before| before != role) && !text.trim().is_empty() {
            self.end();
        }
        for word in text.split_inclusive(char::is_whitespace) {
            let is_apart = self.text.is_empty() || self.text.ends_with(' ');
            let bare = word.trim_end();
            if bare.is_empty() && is_apart {
                continue;
            }
            self.role = Some(role);
            self.text.push_str(bare);
            if bare.len() < word.len() {
                self.text.push(' ');
            }
        }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let role = self.role.take().unwrap_or(Role::Plain);
        let text = text.trim();
        if !text.is_empty() {
            self.blocks.push(PageBlock {
                text: text.to_owned(),
                role,
                begins: std::mem::take(&mut self.begins),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_know_what_their_elements_say() {
        let blocks = page_blocks(
            "<body><script>no</script><div class='article frArticle'><div id=hd><span class=frHeadline>La <b>digue</b></span></div><div>532 mots</div><p class='articleParagraph frarticleParagraph'>L'eau<br>monte.</p></div>",
        );
        let found: Vec<_> = blocks
            .iter()
            .map(|block| (block.text.as_str(), block.role, block.begins))
            .collect();
        assert_eq!(
            found,
            [
                ("La digue", Role::Title, true),
                ("532 mots", Role::Plain, false),
                ("L'eau", Role::Text, false),
                ("monte.", Role::Text, false),
            ]
        );
    }
}
