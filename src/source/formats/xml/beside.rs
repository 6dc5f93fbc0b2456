//! What stands beside the text of an XML document: each stretch becomes a row.

use crate::model::{LeftOut, Rule};
use crate::source::split::left_out;

/// Rows being collected.
#[derive(Debug, Default)]
pub(super) struct Beside {
    rows: Vec<LeftOut>,
    open: Option<Stretch>,
}

#[derive(Debug)]
struct Stretch {
    rule: Rule,
    line: u32,
    text: String,
}

impl Beside {
    /// Adds text to the stretch of this rule, or begins one.
    pub(super) fn push(&mut self, rule: Rule, line: u32, text: &str) {
        let blank = text.trim().is_empty();
        match &mut self.open {
            Some(stretch) if stretch.rule == rule => stretch.text.push_str(text),
            _ if blank => {}
            _ => {
                self.close();
                self.open = Some(Stretch {
                    rule,
                    line,
                    text: text.to_owned(),
                });
            }
        }
    }

    /// Ends a word of the open stretch.
    pub(super) fn part(&mut self) {
        if let Some(stretch) = self.open.as_mut().filter(|open| !open.text.ends_with(' ')) {
            stretch.text.push(' ');
        }
    }

    /// Ends the open stretch.
    pub(super) fn close(&mut self) {
        if let Some(stretch) = self.open.take() {
            let words: Vec<&str> = stretch.text.split_whitespace().collect();
            self.rows
                .extend(left_out(stretch.rule, stretch.line, &words.join(" ")));
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, rule: Rule, line: u32, text: &str) {
        self.close();
        self.rows.extend(left_out(rule, line, text));
    }

    /// The rows so far.
    pub(super) fn take(&mut self) -> Vec<LeftOut> {
        self.close();
        std::mem::take(&mut self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_a_row_until_the_rule_changes() {
        let mut beside = Beside::default();
        beside.push(Rule::Facts, 1, "Reed,\n Ann");
        beside.part();
        beside.push(Rule::Facts, 2, "MP");
        beside.push(Rule::Mark, 3, "12");
        beside.row(Rule::Mark, 4, "--");
        let rows: Vec<_> = beside
            .take()
            .into_iter()
            .map(|row| (row.line, row.text))
            .collect();
        assert_eq!(
            rows,
            [
                (Some(1), "Reed, Ann MP".to_owned()),
                (Some(3), "12".to_owned())
            ]
        );
    }
}
