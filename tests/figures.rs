//! Figures: what is in their files, whatever stands in labels, and how they come and go.

use std::fs;
use std::path::Path;

use crate::common::{files_in, folder, project, run, run_well, stderr, write};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Names that a page or a picture must not obey, and such that take more room than they seem to.
const NAMES: [&str; 6] = [
    "</svg><script>alert(1)</script>",
    "\"quoted\" & 'so' on",
    "网络空间命运共同体与数字鸿沟的国际合作论坛新闻中心",
    "الأمم المتحدة",
    "a name of a source that is so long that no column of names in any figure could hold all of it",
    "one\u{202E}two\u{1}three $x_2$",
];

/// A corpus whose sources and concepts have these names.
fn corpus() -> tempfile::TempDir {
    let folder = folder(&[]);
    let mut metadata = String::from("file,source,date\n");
    let words = ["border", "river", "ferry", "toll", "bridge", "harbour"];
    for document in 0..48 {
        let (source, word) = (NAMES[document % 6], words[document / 6 % 6]);
        let text = format!(
            "The {word} of the northern coast is open again, and the {word} is never far from the sea. \
             Digital trade needs a steady ferry, and the old lighthouse keeper of the northern coast \
             wrote {document} letters about the {word} and the digital trade of the year."
        );
        write(
            &folder.path().join(format!("input/{document}.txt")),
            text.as_bytes(),
        );
        let source = source.replace('"', "\"\"");
        let (month, day) = (1 + document % 12, 1 + document % 28);
        metadata.push_str(&format!(
            "{document}.txt,\"{source}\",2015-{month:02}-{day:02}\n"
        ));
    }
    write(
        &folder.path().join("input/metadata.csv"),
        metadata.as_bytes(),
    );
    let concepts = "'<b>&\"quot': [ferry]\n'数字鸿沟': [river, toll]\n\
        '$a$ and $b$': [border]\nplain: [coast]\n";
    write(
        &folder.path().join("input/concepts.yml"),
        concepts.as_bytes(),
    );
    folder
}

/// The elements of a picture by name; fails if it is not well-formed, has an element that no figure
/// has, or an attribute that is no number where one must be.
fn elements(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return names,
            Event::Start(own) | Event::Empty(own) => {
                for attribute in own.attributes() {
                    let attribute = attribute.expect("well-formed");
                    let value = attribute.value;
                    assert!(!value.contains("NaN") && !value.contains("inf"), "{value}");
                }
                names.push(own.name().as_ref().to_owned());
            }
            _ => {}
        }
    }
}

fn svgs(output: &Path) -> Vec<(String, String)> {
    let files = files_in(output).into_iter();
    let svgs = files.filter(|(name, _)| name.extension().is_some_and(|ending| ending == "svg"));
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    svgs.map(|(name, bytes)| (name.display().to_string(), text(bytes)))
        .collect()
}

/// Runs the program, which ends with status 1 and this message.
fn fails(folder: &Path, arguments: &str, message: &str) {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments}");
    let told = stderr(&output);
    assert!(told.contains(message), "{told}");
}

#[test]
fn strange_names_stay_names() {
    let folder = corpus();
    run_well(folder.path(), "run --also source_similarity,networks");
    let found = svgs(&folder.path().join("output"));
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "concept_2",
        "concept_a_and_b",
        "concept_b_quot",
        "concept_plain",
        "concepts_by_source",
        "concepts_over_time",
        "documents_over_time",
        "network",
        "over_time_2",
        "over_time_a_and_b",
        "over_time_b_quot",
        "over_time_plain",
        "source_similarity",
    ];
    assert_eq!(names, expected.map(|name| format!("figures/{name}.svg")));
    let allowed = [
        "svg", "title", "desc", "rect", "g", "path", "circle", "text",
    ];
    for (name, svg) in &found {
        let elements = elements(svg);
        assert!(
            elements.iter().all(|own| allowed.contains(&own.as_str())),
            "{name}"
        );
        assert!(elements.iter().any(|own| own == "text"), "{name}");
        assert!(!svg.contains(['\u{202E}', '\u{1}']), "{name}");
        assert!(svg.len() < 250_000, "{name}: {}", svg.len());
    }
}

#[cfg(feature = "png")]
#[test]
fn pictures_are_drawn_when_asked_for_the_same_for_any_number_of_threads() {
    let folder = corpus();
    let draw = |threads: usize| {
        let line = format!("run --png --only concepts_by_source --threads {threads} -o {threads}");
        run_well(folder.path(), &line)
    };
    let note = stderr(&draw(1));
    draw(2);
    if note.contains("no fonts") {
        println!("NOT CHECKED: figures as PNG, since there are no fonts");
        return;
    }
    crate::common::assert_same_files(
        &folder.path().join("1"),
        &folder.path().join("2"),
        "threads",
    );
    let picture = fs::read(folder.path().join("1/figures/concepts_by_source.png")).expect("a file");
    assert!(picture.starts_with(b"\x89PNG"));
}

#[test]
fn figures_come_and_go_with_their_data_and_other_files_stay() {
    let folder = corpus();
    run_well(
        folder.path(),
        if cfg!(feature = "png") {
            "run --png"
        } else {
            "run"
        },
    );
    let output = folder.path().join("output");
    write(&output.join("figures/mine.txt"), b"mine");
    run_well(folder.path(), "run --only terms --concepts none");
    let names = || -> Vec<String> {
        let files = files_in(&output.join("figures"));
        files
            .keys()
            .map(|name| name.display().to_string())
            .collect()
    };
    assert_eq!(names(), ["documents_over_time.svg", "mine.txt"]);
    let record = fs::read_to_string(output.join("run.json")).expect("a record");
    assert!(record.contains("\"figures/documents_over_time.svg\""));
    fs::remove_file(output.join("figures/mine.txt")).expect("removed");
    fs::write(folder.path().join("input/metadata.csv"), "file,source\n").expect("written");
    run_well(folder.path(), "run --only terms --concepts none");
    assert!(!output.join("figures").exists());
}

#[test]
fn what_the_user_put_at_the_place_of_a_figure_is_not_replaced() {
    let folder = corpus();
    run_well(folder.path(), "run --only terms --concepts none -o x");
    let before = files_in(&folder.path().join("x"));
    write(&folder.path().join("x/figures/network.svg"), b"mine");
    fails(
        folder.path(),
        "run -o x",
        "network.svg: this file was not written by refrain",
    );
    fs::remove_file(folder.path().join("x/figures/network.svg")).expect("removed");
    assert_eq!(files_in(&folder.path().join("x")), before);
    fs::remove_dir_all(folder.path().join("x/figures")).expect("removed");
    write(&folder.path().join("x/figures"), b"mine");
    fails(
        folder.path(),
        "run -o x --force",
        "there is a file where refrain would create a folder",
    );
}

#[test]
fn figures_of_an_output_inside_the_input_are_no_documents() {
    let folder = corpus();
    let input = folder.path().join("input");
    run_well(&input, "run . -o . --force");
    run_well(&input, "run . -o . --force");
    let documents = crate::common::rows(&input, "documents");
    assert_eq!(documents.len(), 48);
}

#[test]
fn the_sample_has_figures_that_are_well_formed() {
    let found = svgs(&project().join("output"));
    assert!(found.len() >= 10, "{}", found.len());
    for (_, svg) in &found {
        elements(svg);
    }
}
