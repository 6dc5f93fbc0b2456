//! Networks, and the associates of concepts by source and period, which go by the same phrases.

use super::{AnalysisInputs, concept_hits, named_source};
use crate::analyze::{
    AssociateChanges, Differences, GroupedSentences, Joint, KeyPhrases, Network, Networks, Pairs,
    associate_changes, cooccurrence, differences, group_sentences, network,
};
use crate::config::{NetworkConfig, PeriodChoice};
use crate::corpus::Periods;
use crate::count::Occurrences;
use crate::error::Result;
use crate::model::{ConceptId, Corpus, DocId, PhraseId, Scope, SourceId};
use crate::order::Arrange as _;

/// What may be a node of a network: phrases and concepts, and the sentences that hold them.
pub(crate) struct NetworkInputs<'a> {
    pub(super) inputs: AnalysisInputs<'a>,
    pub(super) phrases: &'a KeyPhrases,
    /// The phrases that may be nodes, in the order of their text.
    pub(super) nodes: Vec<PhraseId>,
    /// The concepts of the codebook, without sub-concepts.
    pub(super) concepts: Vec<ConceptId>,
    occurrences: Occurrences,
    /// Sentences in the corpus (group 0), in each source and in each period.
    pub(super) sentences: GroupedSentences,
    periods: Option<Periods>,
}

impl<'a> AnalysisInputs<'a> {
    /// The two sources whose networks are compared: those of the settings or the two largest; none if
    /// there is one source.
    ///
    /// # Errors
    /// If the settings name a source that is not there.
    pub(crate) fn compared_sources(
        &self,
        settings: &NetworkConfig,
    ) -> Result<Option<[SourceId; 2]>> {
        if let [first, second] = settings.compare.as_slice() {
            let find = |name| named_source(self.corpus, name, "network.network_compare");
            return Ok(Some([find(first)?, find(second)?]));
        }
        let by_size = self.corpus.sources_by_size();
        Ok(match by_size.as_slice() {
            [(first, _), (second, _), ..] => Some([*first, *second]),
            _ => None,
        })
    }

    /// What may be a node of a network, also counted by period if any periods are chosen; none without
    /// key phrases.
    pub(crate) fn network_inputs(
        &self,
        settings: &NetworkConfig,
        period: PeriodChoice,
    ) -> Option<NetworkInputs<'a>> {
        let phrases = self.phrases?;
        let nodes = node_phrases(phrases, settings);
        let occurrences = self.occurrences(&nodes);
        let hits = self.concepts.map(concept_hits).unwrap_or_default();
        let periods = Periods::new(self.corpus, period);
        let groups = Groups {
            corpus: self.corpus,
            periods: periods.as_ref(),
        };
        let sentences = groups.sentences();
        let codebook = self.concepts.iter().map(|concepts| &concepts.codebook);
        let concepts = codebook.flat_map(|codebook| codebook.concepts());
        Some(NetworkInputs {
            inputs: *self,
            phrases,
            nodes,
            concepts: concepts.collect(),
            sentences: group_sentences(&occurrences, &hits, &|id| groups.of(id), sentences),
            occurrences,
            periods,
        })
    }
}

impl NetworkInputs<'_> {
    /// The networks of the corpus and of each source, and the differences of two if they are given;
    /// edges stand for pairs in at least so many sentences.
    pub(crate) fn networks(
        &self,
        compared: Option<[SourceId; 2]>,
        least: u32,
        settings: &NetworkConfig,
    ) -> Networks {
        let corpus = self.inputs.corpus;
        let sources = corpus.sources.len();
        let pairs = cooccurrence(&self.occurrences, sources, Scope::Sentence, 1).finish();
        let names = self.node_names();
        let build = |group: u32, joints: &[Joint]| {
            let in_sentences = |node| self.sentences_with(group, node);
            network(joints, &names, in_sentences, least.into(), settings)
        };
        let in_source = |(source, pairs): (usize, &Pairs)| {
            let group = group_of(SourceId::new(source));
            build(group, &self.joints(group, pairs))
        };
        let sources = pairs.by_source.iter().enumerate();
        let by_source: Vec<Network> = match corpus.sources.len() {
            0 | 1 => Vec::new(),
            _ => sources.map(in_source).collect(),
        };
        let compared = compared.filter(|_| !by_source.is_empty());
        Networks {
            corpus: build(0, &self.joints(0, &pairs.overall)),
            differences: compared
                .map(|sources| self.differences(sources, &by_source, &pairs.by_source)),
            by_source,
            names,
        }
    }

    fn differences(
        &self,
        sources: [SourceId; 2],
        networks: &[Network],
        pairs: &[Pairs],
    ) -> Differences {
        let joints = sources.map(|source| self.joints(group_of(source), &pairs[source.index()]));
        let networks = sources.map(|source| &networks[source.index()]);
        let alone = |side: usize, a, b| self.alone(group_of(sources[side]), a, b);
        differences(sources, networks, [&joints[0], &joints[1]], alone)
    }

    /// How the associates of concepts differ between sources and periods, at most so many of each.
    pub(crate) fn associate_changes(self, most: u32) -> AssociateChanges {
        let sources = self.inputs.corpus.sources.len();
        let concepts = self.concepts.into_iter();
        let periods = self.periods.iter().flat_map(|periods| &periods.all);
        AssociateChanges {
            changes: associate_changes(&self.sentences, concepts, sources, most as usize),
            periods: periods.map(|period| period.label.clone()).collect(),
            phrases: self.nodes,
        }
    }
}

/// The groups of documents that are counted: the corpus (0), each source, each period.
struct Groups<'a> {
    corpus: &'a Corpus,
    periods: Option<&'a Periods>,
}

/// The group of a source.
fn group_of(source: SourceId) -> u32 {
    1 + source.0
}

impl Groups<'_> {
    /// The groups of a document.
    fn of(&self, id: DocId) -> Vec<u32> {
        let source = self.corpus.document(id).source;
        let period = self.periods.and_then(|periods| periods.of(id));
        let behind = 1 + self.corpus.sources.len() as u32;
        let period = period.map(|period| behind + period as u32);
        [0, group_of(source)].into_iter().chain(period).collect()
    }

    /// The sentences of each group.
    fn sentences(&self) -> Vec<u64> {
        let periods = self.periods.map_or(0, |periods| periods.all.len());
        let mut sentences = vec![0; 1 + self.corpus.sources.len() + periods];
        for id in self.corpus.ids() {
            for group in self.of(id) {
                sentences[group as usize] += u64::from(self.corpus.document(id).sentences);
            }
        }
        sentences
    }
}

/// The phrases that may be nodes, and that may be associates, in the order of their text.
fn node_phrases(phrases: &KeyPhrases, settings: &NetworkConfig) -> Vec<PhraseId> {
    // What only stands inside longer phrases is left to these.
    let is_free = |id: &PhraseId| phrases.phrase(*id).nested < phrases.phrase(*id).count;
    let ranked = |is_longer: bool, most: u32| {
        let ranking = phrases.ranking.iter().copied().filter(is_free);
        ranking
            .filter(move |&id| (phrases.phrase(id).length() > 1) == is_longer)
            .take(most as usize)
    };
    let longer = ranked(true, settings.phrases);
    let mut nodes: Vec<PhraseId> = longer.chain(ranked(false, settings.terms)).collect();
    nodes.arrange();
    nodes
}
