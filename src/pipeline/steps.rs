//! The steps of the analysis, each with the tables that it is for.

use super::gate::Gate;
use crate::analyze::inputs::{AnalysisInputs, extract_key_phrases};
use crate::analyze::{
    Associate, AssociateChanges, Codebook, ConceptRates, Concepts, Cooccurrences, DocumentPhrases,
    Frequency, ItemDispersions, KeyPhrases, Networks, ParallelSentences, Recurrence,
    SharedPassages, Similarity, TfIdf, document_phrases, find_concepts, frequency, nearest,
    shared_passages,
};
use crate::config::{Config, PeriodChoice};
use crate::count::{CorpusParts, Counts, DroppedTerms, SourceTask, count, source_tasks};
use crate::error::Result;
use crate::model::{Corpus, DocumentTermMatrix, Ingredient, TableId};

/// How many associates of a concept are kept.
const ASSOCIATES: usize = 12;

/// What other analyses are based on.
pub(super) struct Basis {
    pub(super) counts: Counts,
    pub(super) frequency: Frequency,
    pub(super) tfidf: TfIdf,
    pub(super) tasks: Vec<SourceTask>,
    pub(super) phrases: Option<KeyPhrases>,
    pub(super) document_phrases: Option<DocumentPhrases>,
    pub(super) concepts: Option<Concepts>,
    /// The terms that the settings leave out, if they do.
    pub(super) dropped: Option<DroppedTerms>,
}

impl Basis {
    pub(super) fn new(
        corpus: &Corpus,
        codebook: Option<Codebook>,
        config: &Config,
        gate: Gate<'_>,
    ) -> Result<Self> {
        let mut counts = count(corpus);
        let dropped = counts.drop_terms(corpus, &config.terms);
        let frequency = frequency(corpus, &counts);
        let tfidf = TfIdf::new(
            corpus.documents.len(),
            frequency.document_frequencies(),
            config.tfidf.weighting,
        );
        let tasks = source_tasks(corpus);
        let phrases = gate.run_if(gate.needs(Ingredient::KeyPhrases), || {
            Some(extract_key_phrases(
                corpus,
                &counts,
                &tasks,
                &config.phrases,
            ))
        })?;
        let document_phrases = gate.run(&[TableId::DocumentPhrases], || {
            // Phrases are scored by all words, whether or not they count as terms.
            let df = dropped.as_ref().map_or(&tfidf.df, |dropped| &dropped.df);
            Some(document_phrases(corpus, &counts, df, &config.phrases))
        })?;
        let concepts = codebook.map(|codebook| find_concepts(corpus, codebook));
        gate.observer.check()?;
        Ok(Self {
            counts,
            frequency,
            tfidf,
            tasks,
            phrases,
            document_phrases,
            concepts,
            dropped,
        })
    }

    pub(super) fn inputs<'a>(&'a self, corpus: &'a Corpus) -> AnalysisInputs<'a> {
        AnalysisInputs {
            corpus,
            tasks: &self.tasks,
            counts: &self.counts,
            frequency: &self.frequency,
            tfidf: &self.tfidf,
            phrases: self.phrases.as_ref(),
            concepts: self.concepts.as_ref(),
        }
    }
}

/// What comes of where the best-scored key phrases stand.
pub(super) struct BestPhrases {
    pub(super) cooccurrences: Cooccurrences,
    pub(super) recurrence: Vec<Recurrence>,
    pub(super) concept_associates: Vec<Vec<Associate>>,
}

/// The best-scored key phrases in pairs, what recurs across sources, and what is associated with
/// concepts.
pub(super) fn best_phrases(
    inputs: &AnalysisInputs<'_>,
    config: &Config,
    gate: Gate<'_>,
) -> Result<BestPhrases> {
    let chosen = inputs.best_phrases(config.cooccurrence.phrases);
    let in_pairs = gate.needs(Ingredient::Cooccurrences);
    let occurrences = gate.run_if(in_pairs || inputs.concepts.is_some(), || {
        inputs.occurrences(&chosen)
    })?;
    let (scopes, units) = gate.run_if(in_pairs, || {
        inputs.cooccurrences(&occurrences, &config.cooccurrence)
    })?;
    let cooccurrences = Cooccurrences { chosen, scopes };
    let recurrence = gate.run(&[TableId::Recurrence], || {
        inputs.recurrence(&cooccurrences, &units, &config.phrases)
    })?;
    Ok(BestPhrases {
        cooccurrences,
        recurrence,
        concept_associates: inputs.concept_associates(&occurrences, ASSOCIATES),
    })
}

/// How evenly items spread over documents and sources, and the occurrences of key phrases by document.
pub(super) fn dispersion(
    inputs: &AnalysisInputs<'_>,
    gate: Gate<'_>,
) -> Result<(ItemDispersions, DocumentTermMatrix)> {
    let parts = CorpusParts::new(inputs.corpus);
    let terms = gate.run(&[TableId::Terms], || inputs.term_dispersions(&parts))?;
    let phrases = gate.run(&[TableId::Phrases], || inputs.phrase_places(&parts))?;
    let counts = match gate.wants(TableId::Phrases) {
        true => phrases.counts,
        false => gate.run(&[TableId::Keyness], || inputs.longer_phrases())?,
    };
    let concepts = gate.run(&[TableId::Concepts], || inputs.concept_dispersions(&parts))?;
    let dispersions = ItemDispersions {
        terms,
        phrases: phrases.dispersions,
        places: phrases.spread,
        concepts,
    };
    Ok((dispersions, counts))
}

/// How sure the rates of concepts are, how they differ between sources, and how they change.
pub(super) fn concept_rates(
    inputs: &AnalysisInputs<'_>,
    config: &Config,
    gate: Gate<'_>,
) -> Result<ConceptRates> {
    let settings = &config.concepts;
    Ok(ConceptRates {
        overall: gate.run(&[TableId::Concepts], || inputs.rate_intervals())?,
        by_source: gate.run(&[TableId::ConceptsBySource], || inputs.source_contrasts())?,
        over_time: gate.run(&[TableId::ConceptsByPeriod], || {
            inputs.concepts_over_time(settings)
        })?,
        trends: gate.run(&[TableId::ConceptTrends], || {
            inputs.concept_trends(settings)
        })?,
    })
}

/// What comes of comparing documents with each other, which may take minutes.
pub(super) struct Compared {
    pub(super) similarity: Similarity,
    pub(super) shared_passages: Option<SharedPassages>,
    pub(super) parallel_sentences: Option<ParallelSentences>,
}

/// Compares documents with each other.
pub(super) fn compare(
    inputs: &AnalysisInputs<'_>,
    config: &Config,
    gate: Gate<'_>,
) -> Result<Compared> {
    Ok(Compared {
        similarity: gate.run_shown(&[TableId::Similarity, TableId::SourceSimilarity], || {
            similarity(inputs, config, gate)
        })?,
        shared_passages: gate.run_shown(&[TableId::Passages, TableId::PassageClusters], || {
            Some(shared_passages(inputs.corpus, &config.reuse, gate.observer))
        })?,
        parallel_sentences: gate
            .run_shown(&[TableId::ParallelSentences, TableId::Wording], || {
                Some(inputs.parallel_sentences(&config.wording, gate.observer))
            })?,
    })
}

/// Documents and sources near each other, by the same rows of weights.
fn similarity(inputs: &AnalysisInputs<'_>, config: &Config, gate: Gate<'_>) -> Similarity {
    let rows = inputs.unit_rows();
    Similarity {
        nearest: gate
            .wants(TableId::Similarity)
            .then(|| nearest(&rows, &config.similarity, gate.observer)),
        sources: gate
            .wants(TableId::SourceSimilarity)
            .then(|| inputs.source_similarities(&rows, config.concepts.period)),
    }
}

/// Networks, and the associates of concepts by source and period, which go by the same phrases.
pub(super) fn networks(
    inputs: &AnalysisInputs<'_>,
    config: &Config,
    gate: Gate<'_>,
) -> Result<(Option<Networks>, Option<AssociateChanges>)> {
    const NETWORKS: [TableId; 4] = [
        TableId::Networks,
        TableId::NetworkNodes,
        TableId::NetworkEdges,
        TableId::NetworkDifferences,
    ];
    let compared = gate.try_run(&[TableId::NetworkDifferences], || {
        inputs.compared_sources(&config.network)
    })?;
    let wants_changes = inputs.concepts.is_some() && gate.wants(TableId::Companions);
    let period = match wants_changes {
        true => config.concepts.period,
        false => PeriodChoice::None,
    };
    let nodes = gate.run_if(gate.needs(Ingredient::NetworkPhrases), || {
        inputs.network_inputs(&config.network, period)
    })?;
    let Some(nodes) = nodes else {
        return Ok((None, None));
    };
    let mut networks = gate.run(&NETWORKS, || {
        Some(nodes.networks(compared, config.cooccurrence.min_count, &config.network))
    })?;
    if let (Some(networks), true) = (&mut networks, gate.wants(TableId::NetworkDifferences)) {
        // With one source the table is there, and empty.
        networks.differences.get_or_insert_default();
    }
    let changes = gate.run(&[TableId::Companions], || {
        Some(nodes.associate_changes(config.concepts.companions))
    })?;
    Ok((networks, changes))
}
