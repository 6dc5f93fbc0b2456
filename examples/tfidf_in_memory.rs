//! The terms that stand out in each of a few texts, which come from memory: no file is read or written.
//!
//! `cargo run --example tfidf_in_memory`

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use refrain::{Corpus, Document, Settings, TableId};

fn main() -> refrain::Result<()> {
    // Texts may come from a database, a web service, an iterator: whatever gives documents.
    let rows = [
        (
            "harbour",
            "Port Lessing",
            "The harbour takes larger ships now. Ships wait for pilots.",
        ),
        (
            "school",
            "Port Lessing",
            "The school has new teachers. Teachers want smaller classes.",
        ),
        (
            "ferry",
            "Island Post",
            "The ferry waits for ships in the harbour. Pilots are few.",
        ),
    ];
    let documents = rows.map(|(id, source, text)| Document::new(id, text).source(source));

    let settings = Settings::default().only([TableId::Tfidf]);
    let results = Corpus::from_documents(documents, &settings)?.analyse(&settings)?;

    for (id, ..) in rows {
        let weights = results.tfidf(id);
        let leading = weights.iter().take(3);
        let leading = leading.map(|(label, weight)| format!("{label} {weight:.2}"));
        println!("{id}: {}", leading.collect::<Vec<_>>().join(", "));
    }
    Ok(())
}
