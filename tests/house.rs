//! The shape of the house: which folder of `src/` uses which, and that no two use each other.
//!
//! Reads the files of `src/` as text, and takes from each the paths that lead to another folder:
//! `crate::model::Symbol`, `refrain::{output, source}`, `super::super::stats`. A folder is a module of
//! `lib.rs` or `main.rs`, be it a folder of files or one file. Comments, texts and what is compiled for
//! tests only are passed over: a test may take its examples from further up, as a crate may from crates
//! that depend on it.

#![allow(
    clippy::disallowed_methods,
    reason = "the rule is for the program itself"
)]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// The node of the library's root. It uses every folder, so a path to anything that only the root has
/// is a circle.
const ROOT: &str = "lib";

#[test]
fn no_folders_use_each_other() {
    let graph = graph_of_src();
    let circles = graph.circles();
    let shortest = circles.iter().take(5).cloned().collect::<Vec<_>>();
    let more = circles.len() - shortest.len();
    assert!(
        circles.is_empty(),
        "folders of src/ use each other:\n{}\nand {more} longer circles",
        shortest.join("\n")
    );
}

#[test]
fn the_modules_of_lib_rs_stand_in_the_order_of_their_use() {
    let files = rust_files(Path::new("src"));
    let order = ["src/lib.rs", "src/main.rs"].map(|name| modules(&tokens(&files[name])));
    let rank = |folder: &str| order.iter().flatten().position(|name| name == folder);
    let mut upward = Vec::new();
    for (uses, places) in &graph_of_src().uses {
        let (Some(user), Some(used)) = (rank(&uses.0), rank(&uses.1)) else {
            continue;
        };
        if user < used {
            upward.push(Graph::line(&uses.0, &uses.1, places));
        }
    }
    assert!(
        upward.is_empty(),
        "these modules use one that is declared further down in src/lib.rs:\n{}",
        upward.join("\n")
    );
}

#[test]
fn a_circle_is_told_with_its_files_and_lines() {
    let graph = Graph::of(&BTreeMap::from([
        file("src/lib.rs", "mod a;\nmod b;\nmod c;\npub use a::Thing;"),
        file("src/a/mod.rs", "mod deep;\nuse std::fmt;\n"),
        file("src/a/deep.rs", "use super::super::{b::B, c};\n"),
        file(
            "src/b.rs",
            "// crate::a::Comment\nfn f() -> crate::Thing { g(\"crate::c\") }",
        ),
        file(
            "src/c.rs",
            "use crate::a::Thing;\n\nuse crate::{b, a::Other};\n",
        ),
    ]));
    assert_eq!(
        graph.circles(),
        [
            "circle: a → b → a\n  a uses b: src/a/deep.rs:1\n  b uses a: src/b.rs:2",
            "circle: a → c → a\n  a uses c: src/a/deep.rs:1\n  c uses a: src/c.rs:1, src/c.rs:3",
            "circle: a → c → b → a\n  a uses c: src/a/deep.rs:1\n  c uses b: src/c.rs:3\n  b uses a: src/b.rs:2",
        ]
    );
}

#[test]
fn what_is_not_a_use_makes_no_circle() {
    let graph = Graph::of(&BTreeMap::from([
        file("src/lib.rs", "mod a;\nmod b;\n#[cfg(test)]\nmod c;"),
        file(
            "src/a/mod.rs",
            "/* crate::b /* nested */ crate::b */\n#[cfg(test)]\nmod tests;\nmod inner { use super::Own; }\nconst S: &str = r#\"\"crate::b\"#;\nfn f<'a>(quote: char) -> bool { quote == '\"' }\n#[cfg(test)]\nmod more { use crate::b; fn f() { crate::b::g() } }\n",
        ),
        file("src/a/tests.rs", "use crate::b;"),
        file("src/a/tests/deep.rs", "use crate::b;"),
        file("src/b.rs", "use crate::a;\n#[cfg(test)]\nuse crate::c;"),
        file("src/c.rs", "use crate::b;"),
    ]));
    assert_eq!(graph.circles(), Vec::<String>::new());
    let uses: Vec<_> = graph.uses.keys().filter(|uses| uses.0 != ROOT).collect();
    assert_eq!(uses, [&("b".to_owned(), "a".to_owned())]);
}

#[test]
fn what_only_the_root_has_makes_a_circle() {
    let graph = Graph::of(&BTreeMap::from([
        file("src/lib.rs", "mod a;\npub struct Own;"),
        file("src/a.rs", "use crate::Own;"),
    ]));
    assert_eq!(
        graph.circles(),
        ["circle: a → lib → a\n  a uses lib: src/a.rs:1\n  lib uses a: src/lib.rs:1"]
    );
}

fn file(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

fn graph_of_src() -> Graph {
    let graph = Graph::of(&rust_files(Path::new("src")));
    assert!(graph.uses.len() > 50, "too few uses were seen: {graph:?}");
    graph
}

/// The Rust files below a folder of this crate, by their names from its root on.
fn rust_files(folder: &Path) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(root.join(folder)).expect("a folder") {
        let name = folder.join(entry.expect("an entry").file_name());
        if root.join(&name).is_dir() {
            files.extend(rust_files(&name));
        } else if name.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(root.join(&name)).expect("a file");
            files.insert(name.to_string_lossy().replace('\\', "/"), text);
        }
    }
    files
}

/// Which folder uses which.
#[derive(Debug, Default)]
struct Graph {
    /// For each pair of user and used, the file and line of every use.
    uses: BTreeMap<(String, String), Vec<String>>,
}

impl Graph {
    /// The graph of some files, by their names such as `src/model/ids.rs`.
    fn of(files: &BTreeMap<String, String>) -> Self {
        let tokens_of: BTreeMap<&str, Vec<Token>> = files
            .iter()
            .map(|(name, text)| (name.as_str(), tokens(text)))
            .collect();
        let for_tests: Vec<String> = tokens_of
            .iter()
            .flat_map(|(name, tokens)| modules_for_tests(name, tokens))
            .collect();
        let is_for_tests = |name: &str| {
            let mut folders = for_tests.iter();
            folders.any(|path| {
                name.strip_prefix(path.as_str())
                    .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            })
        };
        let root = tokens_of.get("src/lib.rs");
        let exports = root.map(|tokens| exports(tokens)).unwrap_or_default();
        let mut graph = Self::default();
        for (name, tokens) in &tokens_of {
            if is_for_tests(name) {
                continue;
            }
            let module = module_of(name);
            let user = module.first().map_or(ROOT, String::as_str);
            let tokens = without_tests(tokens);
            let mut targets = targets(&tokens, module.len());
            if *name == "src/lib.rs" || *name == "src/main.rs" {
                let declared = tokens.windows(3).filter(|three| is_declaration(three));
                targets.extend(declared.map(|three| (three[1].text.clone(), three[1].line)));
            }
            for (target, line) in targets {
                let used = match exports.get(&target) {
                    _ if is_folder(&target, files) => &target,
                    Some(folder) => folder,
                    None => ROOT,
                };
                if used != user {
                    let uses = (user.to_owned(), used.to_owned());
                    let place = format!("{name}:{line}");
                    let places = graph.uses.entry(uses).or_default();
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                }
            }
        }
        graph
    }

    /// A shortest circle through each use that is part of one, with all uses that make it.
    fn circles(&self) -> Vec<String> {
        let mut circles = BTreeMap::new();
        for (user, used) in self.uses.keys() {
            let Some(mut circle) = self.way(used, user) else {
                continue;
            };
            // The same circle, wherever it was entered: from its first name on.
            let first = circle.iter().min().copied();
            let place = circle.iter().position(|name| Some(*name) == first);
            circle.rotate_left(place.unwrap_or_default());
            circles.entry((circle.len(), circle)).or_insert(());
        }
        let circles = circles.into_keys();
        circles.map(|(_, circle)| self.describe(&circle)).collect()
    }

    /// The shortest way from one folder to another, both included.
    fn way<'a>(&'a self, from: &'a str, to: &str) -> Option<Vec<&'a str>> {
        let mut before = BTreeMap::from([(from, from)]);
        let mut waiting = VecDeque::from([from]);
        while let Some(folder) = waiting.pop_front() {
            if folder == to {
                let mut way = vec![folder];
                while let Some(&last) = way.last().filter(|last| **last != from) {
                    way.push(before[last]);
                }
                way.reverse();
                return Some(way);
            }
            for (_, used) in self.uses.keys().filter(|uses| uses.0 == folder) {
                if !before.contains_key(used.as_str()) {
                    before.insert(used, folder);
                    waiting.push_back(used);
                }
            }
        }
        None
    }

    fn describe(&self, circle: &[&str]) -> String {
        let ends = circle.iter().cycle().skip(1);
        let pairs: Vec<(&str, &str)> = circle.iter().copied().zip(ends.copied()).collect();
        let lines = pairs.iter().map(|(user, used)| {
            let places = &self.uses[&((*user).to_owned(), (*used).to_owned())];
            Self::line(user, used, places)
        });
        let names = [circle, &circle[..1]].concat().join(" → ");
        format!("circle: {names}\n{}", lines.collect::<Vec<_>>().join("\n"))
    }

    fn line(user: &str, used: &str, places: &[String]) -> String {
        format!("  {user} uses {used}: {}", places.join(", "))
    }
}

/// Whether a folder or file of this name lies right in `src/`.
fn is_folder(name: &str, files: &BTreeMap<String, String>) -> bool {
    files.contains_key(&format!("src/{name}.rs"))
        || files.contains_key(&format!("src/{name}/mod.rs"))
}

/// The names of the module that a file is; `main.rs` counts as one.
fn module_of(name: &str) -> Vec<String> {
    let path = name.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.trim_end_matches("/mod");
    let names = path.split('/').filter(|name| *name != ROOT);
    names.map(ToOwned::to_owned).collect()
}

/// A word or a sign of a program.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    text: String,
    line: usize,
}

/// The words and signs of a program, without comments, texts, and letters in quotes.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (length, is_token) = if let Some(length) = passed_over(rest) {
            (length, false)
        } else if is_word(first) {
            (rest.find(|c| !is_word(c)).unwrap_or(rest.len()), true)
        } else if rest.starts_with("::") {
            (2, true)
        } else {
            (first.len_utf8(), !first.is_whitespace())
        };
        let (token, after) = rest.split_at(length);
        if is_token {
            let text = token.to_owned();
            tokens.push(Token { text, line });
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The length of the comment, text or letter in quotes at the start, if there is one.
fn passed_over(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(comment(rest));
    }
    if let Some(quoted) = rest.strip_prefix('\'') {
        let letter = quoted.chars().next()?;
        let at = if letter == '\\' { 2 } else { letter.len_utf8() };
        // Otherwise it is the name of a lifetime.
        let end = at + quoted.get(at..)?.find('\'')?;
        return (letter == '\\' || end == at).then_some(end + 2);
    }
    let after = rest.trim_start_matches(['b', 'c']);
    let before = rest.len() - after.len();
    if before > 1 {
        return None;
    }
    let raw = after.strip_prefix('r').unwrap_or(after);
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let opened = raw[hashes..].strip_prefix('"')?;
    let start = rest.len() - opened.len();
    if after.starts_with('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(
            opened
                .find(&end)
                .map_or(rest.len(), |at| start + at + end.len()),
        );
    }
    let mut escaped = false;
    let end = opened.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    (hashes == 0).then(|| end.map_or(rest.len(), |at| start + at + 1))
}

/// The length of a comment between signs, with those inside it.
fn comment(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < rest.len() {
        let two = rest.as_bytes().get(at..at + 2);
        match two {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Whether the tokens start with `#[cfg(test)]`.
fn starts_tests(tokens: &[Token]) -> bool {
    let attribute = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut texts = tokens.iter().map(|token| token.text.as_str());
    attribute.iter().all(|part| texts.next() == Some(part))
}

/// The tokens without the items that are compiled for tests only.
fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut left = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if starts_tests(&tokens[at..]) {
            at = end_of_item(tokens, at + 7);
        } else {
            left.push(tokens[at].clone());
            at += 1;
        }
    }
    left
}

/// Where an item ends: behind its semicolon, or its outermost closing brace.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The files and folders, without their ending, of modules that are compiled for tests only.
fn modules_for_tests(name: &str, tokens: &[Token]) -> Vec<String> {
    let is_of_folder = ["mod.rs", "lib.rs", "main.rs"]
        .iter()
        .any(|end| name.ends_with(&format!("/{end}")));
    let folder = if is_of_folder {
        name.rsplit_once('/').map_or("", |(folder, _)| folder)
    } else {
        name.trim_end_matches(".rs")
    };
    let starts = (0..tokens.len()).filter(|&at| starts_tests(&tokens[at..]));
    starts
        .filter_map(|at| {
            tokens
                .get(at + 7..at + 10)
                .filter(|three| is_declaration(three))
        })
        .map(|three| format!("{folder}/{}", three[1].text))
        .collect()
}

/// Whether the tokens are `mod name;`.
fn is_declaration(three: &[Token]) -> bool {
    three[0].text == "mod" && three[2].text == ";"
}

/// The modules that a file declares, in its order.
fn modules(tokens: &[Token]) -> Vec<String> {
    let declared = tokens.windows(3).filter(|three| is_declaration(three));
    declared.map(|three| three[1].text.clone()).collect()
}

/// For each name that the root gives on, the folder that it is from.
fn exports(root: &[Token]) -> BTreeMap<String, String> {
    let mut exports = BTreeMap::new();
    for (at, _) in root
        .iter()
        .enumerate()
        .filter(|(_, token)| token.text == "use")
    {
        let item = &root[at + 1..end_of_use(root, at)];
        let skipped = usize::from(item.len() > 2 && item[0].text == "crate") * 2;
        let Some(folder) = item.get(skipped) else {
            continue;
        };
        let names = item.iter().filter(|token| token.text != folder.text);
        exports.extend(names.map(|token| (token.text.clone(), folder.text.clone())));
    }
    exports
}

fn end_of_use(tokens: &[Token], start: usize) -> usize {
    let end = tokens[start..].iter().position(|token| token.text == ";");
    end.map_or(tokens.len(), |length| start + length)
}

/// The first names of all paths that lead out of this folder, with their lines. `depth` is how many
/// modules the file lies in.
fn targets(tokens: &[Token], depth: usize) -> Vec<(String, usize)> {
    let mut targets = BTreeSet::new();
    // Of each brace that is open, whether it is that of a module.
    let mut braces: Vec<bool> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" => braces.push(at >= 2 && tokens[at - 2].text == "mod"),
            "}" => {
                braces.pop();
            }
            "crate" | "refrain" => targets.extend(first_names(tokens, at + 1)),
            "super" if at == 0 || tokens[at - 1].text != "::" => {
                let steps = tokens[at..].chunks(2);
                let steps = steps.take_while(|two| two[0].text == "super").count();
                let modules = depth + braces.iter().filter(|is_module| **is_module).count();
                if steps >= modules {
                    targets.extend(first_names(tokens, at + 2 * steps - 1));
                }
            }
            _ => {}
        }
    }
    let mut targets: Vec<_> = targets.into_iter().collect();
    targets.sort_by_key(|(_, line)| *line);
    targets
}

/// The names behind a `::` at this place: one, or the first of each path of a group.
fn first_names(tokens: &[Token], at: usize) -> Vec<(String, usize)> {
    let name = |token: &Token| (token.text.clone(), token.line);
    if tokens.get(at).is_none_or(|token| token.text != "::") {
        return Vec::new();
    }
    let Some(group) = tokens.get(at + 1).filter(|token| token.text == "{") else {
        return tokens.get(at + 1).map(name).into_iter().collect();
    };
    let end = end_of_item(tokens, at + 1);
    let mut names = Vec::new();
    let (mut depth, mut before) = (0, group.text.as_str());
    for token in &tokens[at + 1..end] {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," | "self" => {}
            _ if depth == 1 && ["{", ","].contains(&before) => names.push(name(token)),
            _ => {}
        }
        before = &token.text;
    }
    names
}
