//! What is compared across documents and sources: similarity, networks, and companions by group.

use super::joined::Joined;
use super::{Found, reference_source};
use crate::analyze::{
    Across, ConceptChanges, GroupedCompany, Joint, KeyPhrases, Networks, NodeKind, NodeName,
    Similarity, TfIdf, UnitRows, companion_changes, cooccurrence, differences, grouped_company,
    nearest, network, parallel_wording, shared_passages, source_similarities,
};
use crate::config::{Config, OutputConfig};
use crate::corpus::Periods;
use crate::count::Occurrences;
use crate::error::Result;
use crate::model::{DocId, HitPlace, Ingredient, PhraseId, Scope, SourceId, TableId};
use crate::pipeline::finder;
use crate::progress::{Observer, Stage};

/// The tables of networks.
const NETWORK_TABLES: [TableId; 4] = [
    TableId::Networks,
    TableId::NetworkNodes,
    TableId::NetworkEdges,
    TableId::NetworkDifferences,
];
/// The tables of similarity, of shared passages and of parallel wording.
const SIMILARITY_TABLES: [TableId; 2] = [TableId::Similarity, TableId::SourceSimilarity];
const PASSAGE_TABLES: [TableId; 2] = [TableId::Passages, TableId::PassageClusters];
const WORDING_TABLES: [TableId; 2] = [TableId::ParallelSentences, TableId::Wording];
/// Shows the user a comparison that may take minutes.
struct Watched<'a> {
    observer: &'a dyn Observer,
    output: &'a OutputConfig,
}

impl Watched<'_> {
    /// What is found, if any of these tables is asked for by name.
    fn find<T>(&self, tables: &[TableId], find: impl FnOnce() -> T) -> Result<Option<T>> {
        if !self.output.wants_any(tables) {
            return Ok(None);
        }
        self.observer.begin(Stage::Compare, 0);
        let found = find();
        self.observer.end();
        self.observer.check()?;
        self.observer.begin(Stage::Analyze, 0);
        Ok(Some(found))
    }
}

impl Found<'_> {
    /// What is compared across documents and sources, as far as its tables are asked for by name.
    ///
    /// # Errors
    /// If the settings name a source that is not there.
    /// If the user asked to stop.
    pub(crate) fn across(
        &self,
        tfidf: &TfIdf,
        config: &Config,
        observer: &dyn Observer,
    ) -> Result<Across> {
        let mut across = self.compared_documents(tfidf, config, observer)?;
        if let Some(phrases) = self
            .phrases
            .filter(|_| config.output.needs(Ingredient::NetworkPhrases))
        {
            self.add_networks(&mut across, phrases, config)?;
        }
        Ok(across)
    }

    /// Documents compared with each other, which may take minutes.
    fn compared_documents(
        &self,
        tfidf: &TfIdf,
        config: &Config,
        observer: &dyn Observer,
    ) -> Result<Across> {
        let watched = Watched {
            observer,
            output: &config.output,
        };
        let similarity = || self.similarity(tfidf, config, observer);
        let passages = || shared_passages(self.corpus, &config.reuse, observer);
        let wording = || {
            let (matrix, df) = (&self.counts.matrix, &tfidf.df);
            parallel_wording(self.corpus, matrix, df, &config.wording, observer)
        };
        Ok(Across {
            similarity: watched
                .find(&SIMILARITY_TABLES, similarity)?
                .unwrap_or_default(),
            passages: watched.find(&PASSAGE_TABLES, passages)?,
            wording: watched.find(&WORDING_TABLES, wording)?,
            ..Across::default()
        })
    }

    /// Documents and sources near each other.
    fn similarity(&self, tfidf: &TfIdf, config: &Config, observer: &dyn Observer) -> Similarity {
        let output = &config.output;
        let mut found = Similarity::default();
        let rows = UnitRows::new(&self.counts.matrix, |id, weights| {
            tfidf.weigh(self.counts, id, weights);
        });
        if output.wants(TableId::Similarity) {
            found.nearest = Some(nearest(&rows, &config.similarity, observer));
        }
        if output.wants(TableId::SourceSimilarity) {
            let periods = Periods::new(self.corpus, config.concepts.period);
            let periods = periods.map(|periods| periods.all).unwrap_or_default();
            found.sources = Some(source_similarities(self.corpus, &rows, &periods));
        }
        found
    }

    /// Networks, and the companions of concepts by group, which go by the same phrases.
    fn add_networks(
        &self,
        across: &mut Across,
        phrases: &KeyPhrases,
        config: &Config,
    ) -> Result<()> {
        let compared = self.compared(config)?;
        let nodes = choose(phrases, config);
        let finder = finder(self.corpus, Some(phrases), &nodes);
        let occurrences = Occurrences::new(self.corpus, self.tasks, &finder);
        let hits = self.concepts.map(super::concept_hits).unwrap_or_default();
        let wants_companions = self.concepts.is_some() && config.output.wants(TableId::Companions);
        let choice = config.concepts.period;
        let periods = wants_companions
            .then(|| Periods::new(self.corpus, choice))
            .flatten();
        let company = self.grouped(&occurrences, &hits, periods.as_ref());
        if config.output.wants_any(&NETWORK_TABLES) {
            let together = cooccurrence(
                self.corpus,
                self.tasks,
                &finder,
                &occurrences,
                Scope::Sentence,
                1,
                false,
            );
            let joined = Joined {
                phrases,
                nodes: &nodes,
                concepts: self.concept_places(),
                together: &together,
                company: &company,
            };
            across.networks = Some(self.networks(&joined, compared, config));
        }
        if config.output.wants(TableId::Companions) {
            // Without concepts none has companions.
            across.companions = Some(ConceptChanges::default());
        }
        if wants_companions {
            let labels = periods.iter().flat_map(|own| &own.all);
            across.companions = Some(ConceptChanges {
                changes: companion_changes(
                    &company,
                    self.concept_places().into_iter(),
                    self.corpus.sources.len(),
                    config.concepts.companions as usize,
                ),
                periods: labels.map(|own| own.label.clone()).collect(),
                phrases: nodes,
            });
        }
        Ok(())
    }

    /// Counts concepts and phrases in the corpus (group 0), in each source and in each period.
    fn grouped(
        &self,
        occurrences: &Occurrences,
        hits: &[HitPlace],
        periods: Option<&Periods>,
    ) -> GroupedCompany {
        let sources = self.corpus.sources.len();
        let groups = |id: DocId| {
            let source = self.corpus.document(id).source.index();
            let period = periods.and_then(|periods| periods.of(id));
            let groups = [
                Some(0),
                Some(1 + source),
                period.map(|own| 1 + sources + own),
            ];
            groups
                .into_iter()
                .flatten()
                .map(|group| group as u32)
                .collect()
        };
        let count = 1 + sources + periods.map_or(0, |own| own.all.len());
        let mut sentences = vec![0; count];
        for id in self.corpus.ids() {
            let own: Vec<u32> = groups(id);
            for group in own {
                sentences[group as usize] += u64::from(self.corpus.document(id).sentences);
            }
        }
        grouped_company(occurrences, hits, &groups, sentences)
    }

    /// The places of the concepts of the codebook, without sub-concepts.
    fn concept_places(&self) -> Vec<u32> {
        let concepts = self
            .concepts
            .iter()
            .flat_map(|found| found.codebook.concepts());
        concepts.map(|concept| concept as u32).collect()
    }

    /// The two sources whose networks are compared; none if there is one source, or nobody asks.
    fn compared(&self, config: &Config) -> Result<Option<[SourceId; 2]>> {
        if !config.output.wants(TableId::NetworkDifferences) {
            return Ok(None);
        }
        if let [a, b] = config.network.compare.as_slice() {
            let find = |name| reference_source(self.corpus, name, "network.compare");
            return Ok(Some([find(a)?, find(b)?].map(SourceId::new)));
        }
        let largest = self.corpus.sources_by_size();
        Ok(match largest.as_slice() {
            [(a, _), (b, _), ..] => Some([*a, *b]),
            _ => None,
        })
    }

    fn networks(
        &self,
        joined: &Joined<'_>,
        compared: Option<[SourceId; 2]>,
        config: &Config,
    ) -> Networks {
        let names = self.names(joined);
        let least = u64::from(config.cooccurrence.min_count);
        let build = |group: u32, joints: &[Joint]| {
            let in_sentences = |node| joined.sentences(group, node);
            network(joints, &names, in_sentences, least, &config.network)
        };
        let sources = match self.corpus.sources.len() {
            0 | 1 => 0,
            sources => sources,
        };
        let joints =
            |source: usize| joined.joints(1 + source as u32, &joined.together.by_source[source]);
        let by_source = (0..sources).map(|source| build(1 + source as u32, &joints(source)));
        let by_source: Vec<_> = by_source.collect();
        let wants_differences = config.output.wants(TableId::NetworkDifferences);
        let found = compared.map(|sources| {
            let both = sources.map(|source| joints(source.index()));
            let networks = sources.map(|source| &by_source[source.index()]);
            let alone = |side: usize, a, b| joined.alone(1 + sources[side].0, a, b);
            differences(sources, networks, [&both[0], &both[1]], alone)
        });
        Networks {
            corpus: build(0, &joined.joints(0, &joined.together.overall)),
            by_source,
            differences: wants_differences.then(|| found.unwrap_or_default()),
            names,
        }
    }

    /// What is known of the nodes: phrases, then concepts.
    fn names(&self, joined: &Joined<'_>) -> Vec<NodeName> {
        let phrases = joined.nodes.iter().map(|&id| {
            let phrase = joined.phrases.phrase(id);
            let kind = match phrase.length() {
                1 => NodeKind::Term,
                _ => NodeKind::Phrase,
            };
            NodeName {
                kind,
                text: phrase.text.clone(),
                label: phrase.label(self.corpus),
                language: Some(phrase.language),
            }
        });
        let concepts = self.concepts.iter().flat_map(|found| {
            found.codebook.concepts().map(|concept| {
                let name = &found.codebook.categories[concept].name;
                NodeName {
                    kind: NodeKind::Concept,
                    text: name.clone(),
                    label: name.clone(),
                    language: None,
                }
            })
        });
        phrases.chain(concepts).collect()
    }
}

/// The phrases that may be nodes, and that may be companions, in the order of their text.
fn choose(phrases: &KeyPhrases, config: &Config) -> Vec<PhraseId> {
    let ranked = |is_longer: bool, most: u32| {
        let own = phrases.ranking.iter().copied();
        // What only stands inside longer phrases is left to these.
        let own = own.filter(move |&id| {
            let phrase = phrases.phrase(id);
            (phrase.length() > 1) == is_longer && phrase.nested < phrase.count
        });
        own.take(most as usize)
    };
    let settings = &config.network;
    let chosen = ranked(true, settings.phrases).chain(ranked(false, settings.terms));
    let mut chosen: Vec<PhraseId> = chosen.collect();
    chosen.sort_unstable();
    chosen
}
