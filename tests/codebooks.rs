//! Codebooks of other programs, what their patterns find, and where concepts meet.

use crate::common::{folder, rows, run, run_well, stderr};

const TEXT: &str = "The rule of law and the courts. A court ruled. Rules bind. \
    Peace talks, peaceful talks and peace.\n\nThe law of peace needs courts.";

/// The same concepts in the layout of each program.
const BOOKS: [(&str, &str); 7] = [
    (
        "book.yml",
        "order:\n  law: ['\"rule of law\"', '\"court*\"']\n  talk: ['\"talks\"']\npeace: ['\"peace*\"']\n",
    ),
    (
        "book.dic",
        "%\n1\torder\n\t2\tlaw\n\t3\ttalk\n4\tpeace\n%\nrule of law\t2\ncourt*\t2\ntalks\t3\npeace*\t4\n",
    ),
    (
        "book.ykd",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><dictionary><cnode name=\"mine\">\
         <cnode name=\"order\"><cnode name=\"law\"><pnode name=\"rule of law\"/><pnode name=\"court*\"/></cnode>\
         <cnode name=\"talk\"><pnode name=\"talks\"/></cnode></cnode>\
         <cnode name=\"peace\"><pnode name=\"peace*\"/></cnode></cnode></dictionary>",
    ),
    (
        "book.cat",
        "order\n\tlaw\n\t\tRULE_OF_LAW (1)\n\t\tCOURT* (1)\n\ttalk\n\t\tTALKS (1)\npeace\n\tPEACE* (1)\n",
    ),
    (
        "book.csv",
        "concept,sub_concept,pattern\norder,law,\"\"\"rule of law\"\"\"\norder,law,\"\"\"court*\"\"\"\norder,talk,\"\"\"talks\"\"\"\npeace,,\"\"\"peace*\"\"\"\n",
    ),
    (
        "flat.lcd",
        "+law\nrule of law\ncourt*\n+talk\ntalks\n+peace\npeace*\n",
    ),
    (
        "flat.yml",
        "law: ['\"rule of law\"', '\"court*\"']\ntalk: ['\"talks\"']\npeace: ['\"peace*\"']\n",
    ),
];

/// Each hit found with a codebook, as the category and the place.
fn hits(book: &str) -> Vec<String> {
    let mut files = vec![("input/a.txt", TEXT)];
    files.extend(BOOKS);
    let folder = folder(&files);
    let arguments = format!("run --language en --concepts {book} --only kwic");
    run_well(folder.path(), &arguments);
    let rows = rows(&folder.path().join("output"), "kwic");
    let shown = rows
        .iter()
        .map(|row| format!("{} {} {}", row["concept"], row["match"], row["token"]));
    shown.collect()
}

#[test]
fn codebooks_of_other_programs_find_the_same() {
    let expected = hits("book.yml");
    assert_eq!(expected.len(), 10, "{expected:?}");
    for book in ["book.dic", "book.ykd", "book.cat", "book.csv"] {
        assert_eq!(hits(book), expected, "{book}");
    }
    assert_eq!(hits("flat.lcd"), hits("flat.yml"));
}

#[test]
fn every_pattern_has_its_row_also_without_a_hit() {
    let book =
        "peace:\n  _: x\n  exclude: ['\"peace talks\"']\n  all: [peace, war, 'peaceful talks']\n";
    let files = [("input/a.txt", TEXT), ("input/concepts.yml", book)];
    let folder = folder(&files);
    run_well(folder.path(), "run --language en --only patterns");
    let rows = rows(&folder.path().join("output"), "patterns");
    let found = |pattern: &str| {
        let row = rows.iter().find(|row| row["pattern"] == pattern);
        let row = row.expect("a row");
        format!("{} {} {}", row["status"], row["hits"], row["documents"])
    };
    // "peace talks" is taken away; "peace" stands twice more, "peaceful talks" once.
    assert_eq!(found("\"peace talks\""), "excludes 0 0");
    assert_eq!(found("war"), "not found 0 0");
    assert_eq!(found("peaceful talks"), "found 1 1");
    assert_eq!(found("peace"), "found 2 1");
}

/// In TEXT "peace talks" and "peaceful talks" are hits of both; the third sentence pair is in the
/// second paragraph, with hits that share no word.
#[test]
fn concepts_meet_in_words_sentences_and_documents() {
    let book =
        "talk: ['\"peace talks\"', '\"peaceful talks\"']\npeace: ['\"peace*\"']\nlaw: [law]\n";
    let files = [
        ("input/a.txt", TEXT),
        ("input/b.txt", "Peace is near. The law is old."),
        ("input/concepts.yml", book),
    ];
    let folder = folder(&files);
    run_well(folder.path(), "run --language en --only concept_overlap");
    let rows = rows(&folder.path().join("output"), "concept_overlap");
    let names = [
        "concept_a",
        "concept_b",
        "shared_a",
        "shared_b",
        "hits_a",
        "hits_b",
        "sentences",
        "documents",
        "documents_a",
        "documents_b",
        "jaccard",
    ];
    let shown: Vec<String> = rows
        .iter()
        .map(|row| names.map(|name| row[name].as_str()).join(" "))
        .collect();
    assert_eq!(
        shown,
        [
            "talk peace 2 2 2 5 1 1 1 2 0.5",
            "talk law 0 0 2 3 0 1 1 2 0.5",
            "peace law 0 0 5 3 1 2 2 2 1.0",
        ]
    );
}

#[test]
fn a_broken_codebook_is_named_with_its_line() {
    let book = "%\n1\torder\n%\nlaw\t2\n";
    let folder = folder(&[("input/a.txt", TEXT), ("book.dic", book)]);
    let output = run(folder.path(), "run --concepts book.dic");
    assert!(!output.status.success());
    let message = stderr(&output);
    assert!(
        message.contains("book.dic") && message.contains('4'),
        "{message}"
    );
    assert!(message.contains("category 2"), "{message}");
}
