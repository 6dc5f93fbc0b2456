//! Chats and channels that Telegram exported as pages (`messages.html`).
//!
//! Gives a document a message, with its author, date, time and id; the source is the name of the chat.
//! Messages without text, and what the program itself writes, are rows of the message before. The walk
//! keeps its own stack, so depth costs no call stack.

use dom_query::{Document, NodeRef};

use super::Split;
use super::lines::left_out;
use crate::clean::{HTML_ELEMENTS, bounded_page};
use crate::model::{Layout, LeftOut, Rule};
use crate::source::formats::Converted;

/// What is in the page of an export of Telegram.
const SIGNS: [&str; 2] = ["chat_page", "class=\"message "];

/// What a part of a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Author,
    /// Who wrote a message that was passed on.
    Forwarded,
    Facts,
}

/// The messages of a page, if it is such an export.
pub(super) fn split(html: &str) -> Option<Split> {
    if !SIGNS.iter().all(|sign| html.contains(sign)) {
        return None;
    }
    let page = Document::from(&*bounded_page(html));
    let mut chat = Chat::default();
    let mut stack: Vec<(NodeRef<'_>, bool)> = Vec::new();
    stack.extend(page.body().map(|body| (body, false)));
    while let Some((node, is_head)) = stack.pop() {
        if node.is_text() {
            chat.around(&node.text(), is_head);
            continue;
        }
        let classes = node.attr("class").unwrap_or_default();
        let has = |class: &str| classes.split_whitespace().any(|other| other == class);
        if has("message") {
            chat.message(node, &has);
            continue;
        }
        let name = node.node_name();
        if !name.is_some_and(|name| HTML_ELEMENTS.silent.contains(&name)) {
            let is_head = is_head || has("page_header");
            stack.extend(node.children_it(true).map(|child| (child, is_head)));
        }
    }
    let documents = chat.finish();
    (!documents.is_empty()).then(|| Split::of(Layout::Chat, documents))
}

/// A chat on the way.
#[derive(Default)]
struct Chat {
    name: Option<String>,
    /// Who wrote the last message; those that join it do not say so again.
    author: Option<String>,
    documents: Vec<Converted>,
    /// Rows before the first message.
    waiting: Vec<LeftOut>,
}

impl Chat {
    /// Takes in what stands outside of messages.
    fn around(&mut self, text: &str, is_head: bool) {
        let text = one_line(text);
        if is_head && self.name.is_none() && !text.is_empty() {
            self.name = Some(text.clone());
        }
        self.row(Rule::Cover, &text);
    }

    fn row(&mut self, rule: Rule, text: &str) {
        let row = row(rule, text);
        match self.documents.last_mut() {
            Some(document) => document.left_out.extend(row),
            None => self.waiting.extend(row),
        }
    }

    fn message(&mut self, node: NodeRef<'_>, has: &dyn Fn(&str) -> bool) {
        let message = Message::read(node);
        if has("service") {
            return self.row(Rule::Mark, &message.all());
        }
        let own = message.first(Part::Author);
        if own.is_some() || !has("joined") {
            self.author = own;
        }
        let text = message.text();
        if text.is_empty() {
            return self.row(Rule::Mark, &message.all());
        }
        let (date, time) = message.moment.as_deref().map_or((None, None), moment);
        let id = node.attr("id").unwrap_or_default();
        let fields = [
            ("time", time),
            ("forwarded_from", message.first(Part::Forwarded)),
        ];
        let fields = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let mut left_out = std::mem::take(&mut self.waiting);
        left_out.extend(row(Rule::Facts, &message.facts()));
        self.documents.push(Converted {
            text,
            author: self.author.clone(),
            date,
            id: id.strip_prefix("message").map(ToOwned::to_owned),
            source: self.name.clone(),
            fields: fields.collect(),
            left_out,
            ..Converted::default()
        });
    }

    fn finish(self) -> Vec<Converted> {
        self.documents
    }
}

/// A message as its parts.
#[derive(Default)]
struct Message {
    parts: Vec<(Part, String)>,
    /// Date and time, as the element with the time states them.
    moment: Option<String>,
}

enum Step<'a> {
    Enter(NodeRef<'a>, Part, bool),
    /// What follows is on a line of its own.
    EndLine(Part),
}

impl Message {
    fn read(node: NodeRef<'_>) -> Self {
        let mut message = Self::default();
        let mut stack = vec![Step::Enter(node, Part::Facts, false)];
        while let Some(step) = stack.pop() {
            match step {
                Step::Enter(node, part, _) if node.is_text() => message.push(part, &node.text()),
                Step::Enter(node, part, is_forwarded) => {
                    message.enter(node, (part, is_forwarded), &mut stack);
                }
                Step::EndLine(part) => message.end_line(part),
            }
        }
        message
    }

    fn enter<'a>(
        &mut self,
        node: NodeRef<'a>,
        (part, is_forwarded): (Part, bool),
        stack: &mut Vec<Step<'a>>,
    ) {
        let name = node.node_name();
        let name = name.as_deref().unwrap_or_default();
        if HTML_ELEMENTS.silent.contains(name) {
            return;
        }
        let classes = node.attr("class").unwrap_or_default();
        let (mut own, mut is_forwarded) = (part, is_forwarded);
        for class in classes.split_whitespace() {
            own = match class {
                "text" | "question" | "answer" => Part::Text,
                "from_name" if is_forwarded => Part::Forwarded,
                "from_name" => Part::Author,
                "date" | "details" | "signature" | "reactions" => Part::Facts,
                _ => own,
            };
            is_forwarded |= class == "forwarded";
            if class == "date" && self.moment.is_none() {
                self.moment = node.attr("title").map(|title| title.to_string());
            }
        }
        if name == "br" {
            self.line(part);
        } else if HTML_ELEMENTS.standing.contains(name) || own != part {
            self.end_line(own);
            stack.push(Step::EndLine(own));
        }
        let children = node.children_it(true);
        stack.extend(children.map(|child| Step::Enter(child, own, is_forwarded)));
    }

    fn push(&mut self, part: Part, text: &str) {
        let is_same = self.parts.last().is_some_and(|(last, _)| *last == part);
        if !is_same {
            if text.trim().is_empty() {
                return;
            }
            self.parts.push((part, String::new()));
        }
        if let Some((_, all)) = self.parts.last_mut() {
            for word in text.split_inclusive(char::is_whitespace) {
                let bare = word.trim_end();
                all.push_str(bare);
                if bare.len() < word.len() && !all.ends_with([' ', '\n']) {
                    all.push(' ');
                }
            }
        }
    }

    /// Ends a line, even an empty one.
    fn line(&mut self, part: Part) {
        if let Some((_, all)) = self.parts.last_mut().filter(|(last, _)| *last == part) {
            all.push('\n');
        }
    }

    /// Ends the line that was begun.
    fn end_line(&mut self, part: Part) {
        let open = self.parts.last_mut().filter(|(last, _)| *last == part);
        if let Some((_, all)) = open.filter(|(_, all)| !all.trim_end_matches(' ').ends_with('\n')) {
            all.push('\n');
        }
    }

    fn of(&self, wanted: impl Fn(Part) -> bool) -> String {
        let parts = self.parts.iter().filter(|(part, _)| wanted(*part));
        let parts: Vec<&str> = parts.map(|(_, text)| text.trim()).collect();
        parts.join("\n\n")
    }

    fn text(&self) -> String {
        let text = self.of(|part| part == Part::Text);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.join("\n").trim().to_owned()
    }

    fn facts(&self) -> String {
        one_line(&self.of(|part| part != Part::Text))
    }

    fn all(&self) -> String {
        one_line(&self.of(|_| true))
    }

    fn first(&self, wanted: Part) -> Option<String> {
        let mut parts = self.parts.iter();
        let (_, text) = parts.find(|(part, _)| *part == wanted)?;
        Some(one_line(text))
    }
}

fn row(rule: Rule, text: &str) -> Option<LeftOut> {
    let row = left_out(rule, 1, text)?;
    Some(LeftOut { line: None, ..row })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The date, as ISO 8601, and the time of `03.02.2014 10:15:22 UTC+01:00`.
fn moment(title: &str) -> (Option<String>, Option<String>) {
    let (date, time) = title.trim().split_once(' ').unwrap_or((title, ""));
    let mut numbers = date.split('.').map(|number| number.parse::<u32>().ok());
    let mut number = || numbers.next().flatten();
    let date = match (number(), number(), number()) {
        (Some(day @ 1..=31), Some(month @ 1..=12), Some(year @ 1..=9999)) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => date.to_owned(),
    };
    let time = Some(time.trim()).filter(|time| !time.is_empty());
    (Some(date), time.map(ToOwned::to_owned))
}
