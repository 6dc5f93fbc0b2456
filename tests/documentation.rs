//! The pages for readers: README.md and docs/. Links lead somewhere, the table of contents has every page, and
//! commands that a page marks with `<!-- run -->` run.
//!
//! A block of commands (```` ```sh ````) says in the line before it what becomes of it: `<!-- run -->`, or
//! `<!-- not run: the reason -->`. The blocks of a page run one after the other in a folder of their own that
//! holds a copy of `input/`, with `refrain` on the path; each must succeed. Pages that the program generates show
//! how commands are called, and are not run.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::common::project;

/// README.md, the pages of docs/ and the other pages that these link to, by their path in the project.
fn pages() -> BTreeMap<PathBuf, String> {
    let mut pages = BTreeMap::new();
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        pages.insert(PathBuf::from(name), read(&project().join(name)));
    }
    for name in crate::common::files_in(&project().join("docs")).into_keys() {
        if name.extension().is_some_and(|ending| ending == "md") {
            let name = Path::new("docs").join(name);
            let text = read(&project().join(&name));
            pages.insert(name, text);
        }
    }
    pages
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a page")
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// The places that links and pictures of a page point to.
fn targets(text: &str) -> Vec<String> {
    events(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .collect()
}

/// The names by which headings can be linked to, as GitHub and mdBook make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut heading: Option<String> = None;
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut anchors = BTreeSet::new();
    for event in events(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(part) | Event::Code(part) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&part);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let name = anchor(&heading.take().unwrap_or_default());
                let before = seen.entry(name.clone()).or_default();
                anchors.insert(match *before {
                    0 => name,
                    before => format!("{name}-{before}"),
                });
                *before += 1;
            }
            _ => {}
        }
    }
    anchors
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ if c.is_alphanumeric() => Some(c),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// A path without `..`, below the project.
fn resolved(page: &Path, target: &str) -> PathBuf {
    let mut path = page.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir => assert!(path.pop(), "{}: {target}", page.display()),
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path
}

/// What is wrong with a link of a page, if anything.
fn fault(pages: &BTreeMap<PathBuf, String>, page: &Path, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = if file.is_empty() {
        page.to_owned()
    } else {
        resolved(page, file)
    };
    // A website is made of docs/ alone.
    if page.starts_with("docs") && !path.starts_with("docs") {
        return Some(format!("{}: {target} is not in docs/", page.display()));
    }
    if !project().join(&path).exists() {
        return Some(format!("{}: no file {target}", page.display()));
    }
    let known = anchor.is_empty()
        || pages
            .get(&path)
            .is_some_and(|text| anchors(text).contains(anchor));
    (!known).then(|| format!("{}: no heading {target}", page.display()))
}

#[test]
fn links_of_the_documentation_lead_to_files_and_headings() {
    let pages = pages();
    let faults: Vec<String> = pages
        .iter()
        .flat_map(|(page, text)| targets(text).into_iter().map(move |target| (page, target)))
        .filter_map(|(page, target)| fault(&pages, page, &target))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_of_contents_has_every_page_once() {
    let pages = pages();
    let summary = Path::new("docs/SUMMARY.md");
    let mut listed: Vec<PathBuf> = targets(&pages[summary])
        .iter()
        .map(|target| resolved(summary, target))
        .collect();
    listed.sort();
    let expected: Vec<PathBuf> = pages
        .into_keys()
        .filter(|page| page.starts_with("docs") && page != summary)
        .collect();
    assert_eq!(listed, expected);
}

#[test]
fn readme_has_150_lines_at_most() {
    assert!(read(&project().join("README.md")).lines().count() <= 150);
}

/// Generated from the command line's own declaration.
const GENERATED: &str = "docs/reference/commands.md";

/// The blocks of commands of a page: the line number of each, whether it is to be run, and the commands.
fn blocks(page: &Path, text: &str) -> Vec<(usize, bool, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    if page == Path::new(GENERATED) {
        return blocks;
    }
    for (number, _) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| **line == "```sh")
    {
        let mark = number.checked_sub(1).map_or("", |before| lines[before]);
        let is_run = mark == "<!-- run -->";
        assert!(
            is_run || (mark.starts_with("<!-- not run: ") && mark.ends_with("-->")),
            "{}:{}: the line before a block of commands says `<!-- run -->` or `<!-- not run: why -->`",
            page.display(),
            number + 1
        );
        let commands = lines[number + 1..]
            .iter()
            .take_while(|line| **line != "```");
        let commands: Vec<&str> = commands.copied().collect();
        blocks.push((number + 1, is_run, commands.join("\n")));
    }
    blocks
}

#[test]
fn each_block_of_commands_says_whether_it_is_run() {
    let found: usize = pages()
        .iter()
        .map(|(page, text)| blocks(page, text).iter().filter(|(_, run, _)| *run).count())
        .sum();
    assert!(found > 10, "only {found} blocks are run");
}

/// Runs the marked blocks of one page in a new folder.
#[cfg(all(unix, feature = "cjk", feature = "html", feature = "xlsx"))]
fn run_page(page: &Path, blocks: &[(usize, bool, String)]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).expect("a folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_refrain"), programs.join("refrain"))
        .expect("a link");
    let work = folder.path().join("work");
    for (name, bytes) in crate::common::files_in(&project().join("input")) {
        crate::common::write(&work.join("input").join(name), &bytes);
    }
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for (line, _, commands) in blocks.iter().filter(|(_, is_run, _)| *is_run) {
        let output = std::process::Command::new("sh")
            .args(["-euc", commands])
            .current_dir(&work)
            .env("PATH", &path)
            .stdin(std::process::Stdio::null())
            .output()
            .expect("a shell");
        assert!(
            output.status.success(),
            "{}:{line}: {}\n{}",
            page.display(),
            output.status,
            crate::common::stderr(&output)
        );
    }
}

#[cfg(all(unix, feature = "cjk", feature = "html", feature = "xlsx"))]
#[test]
fn commands_of_the_documentation_run() {
    for (page, text) in pages() {
        let blocks = blocks(&page, &text);
        if blocks.iter().any(|(_, is_run, _)| *is_run) {
            run_page(&page, &blocks);
        }
    }
}
