//! How often each source of a folder speaks of concepts of one's own.
//!
//! `cargo run --example own_codebook`, or with a folder of your own: `cargo run --example own_codebook speeches`

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use refrain::{Codebook, Corpus, Settings, tables};

const CODEBOOK: &str = "
fishing: ['fish*', trawler, quota]
schooling: [school, teacher, pupil]
";

fn main() -> refrain::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "input".to_owned());
    let settings = Settings::default().codebook(Codebook::from_yaml(CODEBOOK)?);
    let corpus = Corpus::from_paths([folder], &settings)?;
    println!(
        "{} documents, {} tokens, {} skipped",
        corpus.document_count(),
        corpus.token_count(),
        corpus.skipped().count()
    );

    let results = corpus.analyse(&settings)?;
    let by_source = results.table(tables::ConceptsBySource)?;
    for row in by_source.rows().filter(|row| row.hits > 0) {
        let rate = row.per_10k.unwrap_or_default();
        println!(
            "{}: {} hits of {}, {rate:.1} per 10,000 tokens",
            row.source, row.hits, row.concept
        );
    }
    Ok(())
}
