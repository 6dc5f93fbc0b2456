//! What to look at before trusting the numbers: each alert with its number and the part that says more.

use super::Findings;
use super::prose::Html;
use crate::analyze::{CodebookOrigin, Concepts, Doubt};
use crate::config::Config;
use crate::model::ReadingDoubt;
use crate::report::copies;
use crate::report::doubts::by_kind;
use crate::report::text::{and_more, count, joined, plain, plural};
use crate::sorted::SortedSet;
use crate::stats::LEAST_UNITS;

/// The most things named in an alert.
const NAMED: usize = 3;

/// Something to look at.
pub(super) struct Alert {
    /// The number with what it counts.
    pub(super) what: String,
    pub(super) text: Html,
    /// The anchor of the part that says more.
    pub(super) to: String,
}

/// The alerts, and what was checked and is in order.
pub(super) fn all(findings: Findings<'_>) -> (Vec<Alert>, String) {
    let mut list = List {
        findings,
        alerts: Vec::new(),
        checked: Vec::new(),
    };
    list.files();
    if let Some(concepts) = &findings.results.concepts {
        list.patterns(concepts);
    }
    list.reading();
    list.sources();
    list.settings();
    let checked = joined(list.checked.iter().map(|text| (*text).to_owned()));
    (list.alerts, findings.named(&checked))
}

struct List<'a> {
    findings: Findings<'a>,
    alerts: Vec<Alert>,
    checked: Vec<&'static str>,
}

impl List<'_> {
    /// An alert of this number; where it is 0, what is in order.
    fn add(&mut self, (number, noun): (usize, &str), text: &str, to: &str, in_order: &'static str) {
        if number == 0 {
            self.checked
                .extend((!in_order.is_empty()).then_some(in_order));
            return;
        }
        self.alerts.push(Alert {
            what: self.findings.named(&plural(number, noun)),
            text: self.findings.line(text),
            to: to.to_owned(),
        });
    }

    fn files(&mut self) {
        let corpus = &self.findings.results.corpus;
        // A file may have many rows: lines, parts, records.
        let paths = corpus.skipped.iter().map(|row| &row.place.path);
        let skipped: SortedSet<_> = paths.collect();
        self.add(
            (skipped.len(), "file"),
            "skipped, whole or in part; the table says why",
            "left-out",
            "no file skipped",
        );
        let copies = copies::number(corpus);
        self.add(
            (copies, "document"),
            "that repeat another; they count unless `--copies first` is set",
            "copies",
            "no copies",
        );
    }

    fn patterns(&mut self, concepts: &Concepts) {
        let unused: Vec<String> = concepts
            .unused_patterns()
            .map(|pattern| format!("`{}`", pattern.text))
            .collect();
        let number = unused.len();
        let text = format!("without a hit: {}", and_more(unused, NAMED));
        self.add(
            (number, "pattern"),
            &text,
            "concepts",
            "every pattern has hits",
        );
        let others = concepts
            .doubts
            .iter()
            .enumerate()
            .filter_map(|(pattern, doubts)| {
                let forms = doubts.iter().find_map(|doubt| match doubt {
                    Doubt::OtherWords(forms) => Some(forms),
                    _ => None,
                })?;
                let forms = forms.iter().take(NAMED);
                let forms = forms.map(|(form, hits)| format!("{} {}", plain(form), count(*hits)));
                let pattern = &concepts.codebook.patterns[pattern].text;
                Some(format!("`{pattern}` ({})", joined(forms)))
            });
        let others: Vec<String> = others.collect();
        let number = others.len();
        let text = format!(
            "that mostly found other words than the one written: {}",
            and_more(others, NAMED)
        );
        self.add((number, "pattern"), &text, "concepts", "");
    }

    fn reading(&mut self) {
        let corpus = &self.findings.results.corpus;
        let known: Vec<(ReadingDoubt, usize)> = by_kind(corpus)
            .map(|(kind, documents)| (kind, documents.len()))
            .collect();
        for (kind, text, in_order) in [
            (
                ReadingDoubt::Encoding,
                "of doubtful encoding: some characters may be wrong",
                "encodings",
            ),
            (
                ReadingDoubt::Language,
                "of uncertain or mixed language",
                "languages",
            ),
            (
                ReadingDoubt::MainText,
                "whose main text is in doubt",
                "main texts",
            ),
            (
                ReadingDoubt::Split,
                "from files that may hold more or fewer documents",
                "splits",
            ),
            (
                ReadingDoubt::Date,
                "with a date that may be misread",
                "dates",
            ),
        ] {
            let number = known.iter().find(|(known, _)| *known == kind);
            self.add(
                (number.map_or(0, |known| known.1), "document"),
                text,
                "doubts",
                in_order,
            );
        }
        let infos = corpus.documents.iter().map(|document| &document.info);
        let undated = infos.filter(|info| info.date.is_empty()).count();
        self.add(
            (undated, "document"),
            "without a date: no rate over time counts them",
            "doubts",
            "all documents dated",
        );
    }

    fn sources(&mut self) {
        let corpus = &self.findings.results.corpus;
        if corpus.sources.len() < 2 {
            return;
        }
        let by_source = corpus.documents_by_source();
        let small = by_source
            .iter()
            .filter(|documents| documents.len() < LEAST_UNITS);
        let text = format!("of fewer than {LEAST_UNITS} documents: their rates have no interval");
        self.add(
            (small.count(), "source"),
            &text,
            "read",
            "every source has five documents or more",
        );
    }

    fn settings(&mut self) {
        let report = self.findings.report;
        if let Some(concepts) = &self.findings.results.concepts
            && let CodebookOrigin::BuiltIn(name) = concepts.codebook.origin
        {
            self.add(
                (1, "built-in codebook"),
                &format!("is in use: `{name}`"),
                "concepts",
                "",
            );
        }
        let changed = changed(report.config);
        let number = changed.len();
        let text = format!("other than by default: {}", and_more(changed, 2 * NAMED));
        self.add((number, "setting"), &text, "counted", "default settings");
    }
}

/// The settings that are not as they are by default, as `key = value`; what is written changes no number.
fn changed(config: &Config) -> Vec<String> {
    let [own, defaults] = [config, &Config::default()].map(|config| {
        let text = config.portable().to_toml().unwrap_or_default();
        let sections = text
            .split("\n[")
            .filter(|section| !section.starts_with("output]"));
        let lines = sections.flat_map(|section| section.lines().map(|line| format!("[{line}")));
        lines.collect::<Vec<String>>()
    });
    let is_changed = |line: &&String| line.contains(" = ") && !defaults.contains(line);
    let changed = own.iter().filter(is_changed);
    changed
        .map(|line| format!("`{}`", line[1..].replace('`', "'")))
        .collect()
}
