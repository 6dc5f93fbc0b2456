//! Similarity, networks and companions by group from end to end: the tables, the files of graphs, and
//! that nothing depends on threads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{assert_same_files, folder, project, rows, run, run_well, stderr};

const ALL: &str = "similarity,source_similarity,networks,network_nodes,network_edges,network_differences,companions";

type Row = BTreeMap<String, String>;

/// The sample with all these tables, by so many threads.
fn sample(folder: &Path, threads: u32) -> PathBuf {
    let target = folder.join(threads.to_string());
    let arguments = format!(
        "run input --threads {threads} --also {ALL} -o {}",
        target.display()
    );
    run_well(project(), &arguments);
    target
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().expect("a number")
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = sample(folder.path(), 1);
    for threads in [2, 5] {
        let other = sample(folder.path(), threads);
        assert_same_files(&one, &other, &format!("{threads} threads"));
    }
}

#[test]
fn neighbours_are_near_and_copies_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = sample(folder.path(), 2);
    let found = rows(&output, "similarity");
    let mut cosines: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in &found {
        let cosine = number(row, "cosine");
        assert!(
            (0.1..=1.0).contains(&cosine) && number(row, "rank") <= 10.0,
            "{row:?}"
        );
        let pair = (row["doc_id"].clone(), row["neighbour_doc_id"].clone());
        cosines.insert(pair, row["cosine"].clone());
    }
    for ((a, b), cosine) in &cosines {
        // To the last bit, whichever of the two is asked for.
        assert!(
            cosines
                .get(&(b.clone(), a.clone()))
                .is_none_or(|other| other == cosine)
        );
    }
    let clusters: BTreeMap<String, String> = rows(&output, "documents")
        .into_iter()
        .map(|row| (row["doc_id"].clone(), row["copy_cluster"].clone()))
        .collect();
    for row in &found {
        let [a, b] = ["doc_id", "neighbour_doc_id"].map(|name| &clusters[&row[name]]);
        let common = if a == b { a.as_str() } else { "" };
        assert_eq!(row["copy_cluster"], common);
    }
}

#[test]
fn sources_are_compared_in_one_language_at_a_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = sample(folder.path(), 2);
    let found = rows(&output, "source_similarity");
    assert!(found.iter().any(|row| !row["period"].is_empty()));
    for row in &found {
        let cosine = number(row, "cosine");
        assert!((0.0..=1.0).contains(&cosine), "{row:?}");
        assert!(
            row["period"].is_empty() || row["source_2"].is_empty(),
            "{row:?}"
        );
    }
    let languages: BTreeSet<&str> = found.iter().map(|row| row["language"].as_str()).collect();
    let documents = rows(&output, "documents");
    for language in languages {
        let own = documents
            .iter()
            .filter(|row| row["language"] == language && row["status"] == "analysed");
        let with_others = found.iter().find(|row| {
            row["language"] == language && row["source_2"].is_empty() && row["period"].is_empty()
        });
        let row = with_others.expect("a row");
        let all = number(row, "documents_1") + number(row, "documents_2");
        assert!((own.count() as f64 - all).abs() < 0.5);
    }
}

#[test]
fn nodes_and_edges_of_networks_fit_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = sample(folder.path(), 2);
    let (nodes, edges) = (
        rows(&output, "network_nodes"),
        rows(&output, "network_edges"),
    );
    for network in rows(&output, "networks") {
        let is_own =
            |row: &&Row| row["scope"] == network["scope"] && row["source"] == network["source"];
        let own: Vec<&Row> = nodes.iter().filter(is_own).collect();
        let own_edges: Vec<&Row> = edges.iter().filter(is_own).collect();
        assert_eq!(network["nodes"], own.len().to_string());
        assert_eq!(network["edges"], own_edges.len().to_string());
        for node in own {
            let has = |edge: &&&Row| {
                ["a", "b"].iter().any(|end| {
                    edge[&format!("node_{end}")] == node["node"]
                        && edge[&format!("kind_{end}")] == node["kind"]
                })
            };
            let joined: Vec<_> = own_edges.iter().filter(has).collect();
            assert_eq!(joined.len().to_string(), node["degree"], "{node:?}");
            let strength: f64 = joined.iter().map(|edge| number(edge, "weight")).sum();
            assert!((strength - number(node, "strength")).abs() < 1e-9);
        }
        for edge in own_edges {
            assert!(number(edge, "log_likelihood") >= 10.83);
            assert!(number(edge, "alpha") < 0.3 || edge["kept_by"] == "forest");
        }
    }
    assert!(nodes.iter().any(|row| row["kind"] == "concept"));
    assert!(!rows(&output, "network_differences").is_empty());
}

#[test]
fn graphs_hold_the_network_of_the_corpus() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = sample(folder.path(), 2);
    let of_corpus = |table: &str| {
        rows(&output, table)
            .into_iter()
            .filter(|row| row["scope"] == "corpus")
            .count()
    };
    let (nodes, edges) = (of_corpus("network_nodes"), of_corpus("network_edges"));
    let read = |name: &str| fs::read_to_string(output.join(name)).expect("a file");
    let count = |text: &str, what: &str| text.matches(what).count();
    let gexf = read("networks/network.gexf");
    assert_eq!(
        (count(&gexf, "<node id="), count(&gexf, "<edge id=")),
        (nodes, edges)
    );
    let graphml = read("networks/network.graphml");
    assert_eq!(
        (count(&graphml, "<node id="), count(&graphml, "<edge id=")),
        (nodes, edges)
    );
    let json: serde_json::Value =
        serde_json::from_str(&read("networks/network.vosviewer.json")).expect("JSON");
    let length = |name: &str| json["network"][name].as_array().map(Vec::len);
    assert_eq!(
        (length("items"), length("links")),
        (Some(nodes), Some(edges))
    );
    let communities = rows(&output, "network_nodes")
        .iter()
        .filter(|row| row["scope"] == "corpus")
        .map(|row| row["community"].clone())
        .collect::<BTreeSet<_>>();
    assert_eq!(length("clusters"), Some(communities.len()));
    let package = read("datapackage.json");
    let record = read("run.json");
    for name in ["network.gexf", "network.graphml", "network.vosviewer.json"] {
        assert!(package.contains(name) && record.contains(name), "{name}");
    }
    // A later run without networks takes the files away.
    run_well(
        project(),
        &format!("run input --also similarity -o {}", output.display()),
    );
    assert!(!output.join("networks/network.gexf").exists());
}

#[test]
fn companions_are_compared_with_the_corpus_and_the_period_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = sample(folder.path(), 2);
    let found = rows(&output, "companions");
    let mut of_corpus: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
    for row in found.iter().filter(|row| row["grouping"] == "all") {
        of_corpus.insert((&row["concept"], &row["phrase"]), row);
        assert!(row["reference"].is_empty() && row["rank_reference"].is_empty());
    }
    assert!(!of_corpus.is_empty());
    for row in found.iter().filter(|row| row["grouping"] == "source") {
        assert_eq!(row["reference"], "all");
        if let Some(whole) = of_corpus.get(&(row["concept"].as_str(), row["phrase"].as_str())) {
            assert_eq!(row["rank_reference"], whole["rank"]);
            assert_eq!(row["share_reference"], whole["share"]);
            assert!(number(row, "n_both") <= number(whole, "n_both"));
        }
    }
    for row in found.iter().filter(|row| row["grouping"] == "period") {
        assert!(row["reference"] < row["group"], "{row:?}");
    }
}

#[test]
fn a_source_to_compare_must_be_there() {
    let press = folder(&[
        ("in/a/1.txt", "A law for the net."),
        ("in/b/1.txt", "A net for the law."),
    ]);
    let refused = run(
        press.path(),
        "run in --also network_differences --network-compare a,c",
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("no source is called `c`"),
        "{}",
        stderr(&refused)
    );
    run_well(
        press.path(),
        "run in --also network_differences,networks --network-compare b,a",
    );
}

#[test]
fn all_tables_can_be_asked_for_at_once() {
    let folder = folder(&[
        ("input/a.txt", "Peace needs law. Law needs peace."),
        ("input/b.txt", "Trade needs ports."),
        ("input/concepts.yml", "peace: [peace]\n"),
    ]);
    run_well(folder.path(), "run --also all");
    let written = |name: &str| {
        folder
            .path()
            .join(format!("output/tables/{name}.csv"))
            .exists()
    };
    for table in refrain::model::TableId::nameable() {
        let is_on_request = table.written() == refrain::model::Written::OnRequest;
        assert!(!is_on_request || written(table.name()), "{table}");
    }
    let wrong = run(folder.path(), "run --force --also every");
    assert_eq!(wrong.status.code(), Some(2));
}
