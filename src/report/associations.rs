//! What stands near what, and what travels together: of what was asked for.

use super::text::{count, measure, plain, plural, table, titled};
use crate::analyze::{
    AssociateChange, Differences, EdgeDifference, Grouping, Neighbour, Network, Networks, NodeKind,
    Results, SourceSimilarities,
};
use crate::model::{Corpus, DocId, NodeId, SourceId};
use crate::order::Arrange as _;
use crate::stats::LEVEL;

/// Rows of a table, and names in a list.
const LISTED: usize = 12;
/// The least sentences of a companion that is named.
const LEAST_SENTENCES: u64 = 5;

pub(super) const HEADING: &str = "Similarity and co-occurrence";

pub(super) fn text(results: &Results) -> String {
    [
        similarities(results),
        networks(results),
        companions(results),
    ]
    .concat()
}

/// Documents and sources near each other, as far as that was asked for.
pub(super) fn similarities(results: &Results) -> String {
    let (corpus, similarity) = (&results.corpus, &results.similarity);
    let documents = similarity.nearest.iter().map(|all| nearest(corpus, all));
    let sources = similarity.sources.iter().map(|all| sources(corpus, all));
    documents.chain(sources).collect()
}

/// Networks, as far as they were asked for.
pub(super) fn networks(results: &Results) -> String {
    let Some(networks) = &results.networks else {
        return String::new();
    };
    let differences = networks.differences.iter();
    let compared = differences.map(|all| compared(&results.corpus, networks, all));
    network(networks) + &compared.collect::<String>()
}

/// The pairs of documents that are nearest to each other and no copies.
fn nearest(corpus: &Corpus, neighbours: &[Vec<Neighbour>]) -> String {
    let cluster = |id: DocId| corpus.document(id).copy.map(|link| link.cluster);
    let is_copy = |a: DocId, b: DocId| cluster(a).is_some() && cluster(a) == cluster(b);
    let mut pairs: Vec<(DocId, DocId, f64)> = Vec::new();
    for (document, neighbours) in neighbours.iter().enumerate() {
        let id = DocId::new(document);
        let others = neighbours
            .iter()
            .filter(|neighbour| !is_copy(id, neighbour.document));
        pairs.extend(others.map(|neighbour| {
            let other = neighbour.document;
            (id.min(other), id.max(other), neighbour.cosine)
        }));
    }
    pairs.arrange_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    let name = |id: DocId| plain(&corpus.document(id).info.doc_id);
    let listed = pairs.iter().take(LISTED);
    let rows = listed.map(|&(a, b, cosine)| vec![name(a), name(b), measure(cosine)]);
    let table = table(&["document", "document", "cosine"], &[2], rows);
    if table.is_empty() {
        return "No two documents are similar, apart from copies of each other.\n\n".to_owned();
    }
    format!(
        "The most similar pairs of documents, by the cosine of their TF-IDF vectors. Copies of each other are not listed:\n\n{table}"
    )
}

/// The sources that are nearest to each other, and those farthest from the others.
fn sources(corpus: &Corpus, similarities: &SourceSimilarities) -> String {
    let whole = || {
        let pairs = similarities.pairs.iter();
        pairs.filter(|pair| pair.period.is_none())
    };
    let name = |source: SourceId| plain(&corpus.sources[source.index()]);
    let mut pairs: Vec<(f64, String)> = whole()
        .filter_map(|pair| Some((pair.cosine?, (name(pair.first), name(pair.second?)))))
        .map(|(cosine, (a, b))| (cosine, format!("{a} and {b} ({})", measure(cosine))))
        .collect();
    pairs.arrange_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut apart: Vec<(f64, String)> = whole()
        .filter(|pair| pair.second.is_none())
        .filter_map(|pair| Some((pair.cosine?, name(pair.first))))
        .map(|(cosine, name)| (cosine, format!("{name} ({})", measure(cosine))))
        .collect();
    apart.arrange_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    if pairs.is_empty() {
        return "No language has two sources, so sources cannot be compared.\n\n".to_owned();
    }
    let names = |list: Vec<(f64, String)>| list.into_iter().take(LISTED).map(|(_, name)| name);
    titled("Most similar sources (cosine)", names(pairs), LISTED)
        + &titled(
            "Least similar to all other sources together (cosine)",
            names(apart),
            LISTED,
        )
}

/// What a node is called; concepts, which may be called like a word, are told apart.
pub(super) fn node_label(networks: &Networks, node: NodeId) -> String {
    let name = &networks.names[node.index()];
    match name.kind {
        NodeKind::Concept => format!("{} (concept)", name.label),
        NodeKind::Term | NodeKind::Phrase => name.label.clone(),
    }
}

/// The communities of the corpus and what joins them.
fn network(networks: &Networks) -> String {
    let network = &networks.corpus;
    if network.edges.is_empty() {
        return "There is no network: no two phrases or concepts are associated strongly enough.\n\n"
            .to_owned();
    }
    let mut nodes: Vec<_> = network.nodes.iter().collect();
    nodes.arrange_by(|a, b| {
        let order = b.betweenness.total_cmp(&a.betweenness);
        order.then(a.node.cmp(&b.node))
    });
    let between = nodes
        .iter()
        .filter(|node| node.betweenness > 0.0)
        .map(|node| plain(&node_label(networks, node.node)));
    format!(
        "The network of the corpus has {}, {} and a modularity of {}.{}\n\n{}{}",
        plural(network.nodes.len(), "node"),
        plural(network.edges.len(), "edge"),
        measure(network.modularity),
        thin(network),
        communities(network),
        titled(
            "Bridges between topics: nodes with the highest betweenness",
            between.take(LISTED),
            LISTED
        ),
    )
}

/// The largest communities, a line each.
fn communities(network: &Network) -> String {
    let all = network.communities.len();
    let largest = network.communities.iter().take(LISTED).map(|community| {
        let nodes = plural(community.nodes as usize, "node");
        format!("- {} ({nodes})\n", plain(&community.name))
    });
    let extent = if all > LISTED {
        format!("The {LISTED} largest of {} communities", count(all))
    } else {
        "Communities".to_owned()
    };
    format!(
        "**{extent}, each named after its strongest nodes:**\n\n{}\n",
        largest.collect::<String>()
    )
}

/// A warning if most edges are there only because without them the network would fall apart: of a tree
/// centralities say little.
fn thin(network: &Network) -> String {
    let edges = network.edges.len();
    let tree = network.nodes.len().saturating_sub(1);
    if 5 * edges >= 6 * tree {
        return String::new();
    }
    " Few edges were kept, so the network is almost a tree. Its modularity is therefore high, and its centrality measures mean little. To keep more edges, raise `--backbone`.".to_owned()
}

/// What two sources join more closely than each other.
fn compared(corpus: &Corpus, networks: &Networks, differences: &Differences) -> String {
    let label = |node| plain(&node_label(networks, node));
    let sources = differences.sources.into_iter().flatten();
    let closer = [1.0, -1.0].into_iter().zip(sources).map(|(sign, source)| {
        let is_closer =
            |edge: &&EdgeDifference| edge.difference.lambda * sign > 0.0 && edge.p_adjusted < LEVEL;
        let edges = differences.edges.iter().filter(is_closer);
        let source = plain(&corpus.sources[source.index()]);
        titled(
            &format!("More strongly associated in {source} than in the other source compared"),
            edges.map(|edge| format!("{} + {}", label(edge.a), label(edge.b))),
            LISTED,
        )
    });
    closer.collect()
}

/// For each concept the companion whose share rises most in a source over the whole corpus, if that was
/// asked for.
fn companions(results: &Results) -> String {
    let (Some(changes), Some(concepts), Some(phrases)) = (
        &results.associate_changes,
        &results.concepts,
        &results.phrases,
    ) else {
        return String::new();
    };
    let by_concept = changes.changes.chunk_by(|a, b| a.concept == b.concept);
    let rows = by_concept.filter_map(|of_concept| {
        let risen = of_concept.iter().filter_map(Favoured::new);
        let most = risen.reduce(|best, next| if next.rise > best.rise { next } else { best })?;
        let phrase = phrases.phrase(changes.phrases[most.phrase as usize]);
        let concept = of_concept.first()?.concept;
        Some(vec![
            plain(&concepts.codebook.category(concept).name),
            plain(&phrase.label(&results.corpus)),
            plain(&results.corpus.sources[most.source.index()]),
            count(most.sentences),
            format!("{:.0} %", most.share * 100.0),
            format!("{:.0} %", most.share_in_all * 100.0),
        ])
    });
    let header = [
        "concept",
        "phrase",
        "source",
        "sentences with both",
        "share of the concept's sentences in the source",
        "share in all sources",
    ];
    let table = table(&header, &[3, 4, 5], rows.take(4 * LISTED));
    if table.is_empty() {
        return table;
    }
    format!(
        "For each concept, the phrase that one source combines with it more often than all sources do, by the largest difference in share. Only phrases in {LEAST_SENTENCES} or more of the concept's sentences count:\n\n{table}"
    )
}

/// A companion of a concept in a source, with the shares of the concept's sentences that hold it.
struct Favoured {
    source: SourceId,
    phrase: u32,
    sentences: u64,
    share: f64,
    share_in_all: f64,
    rise: f64,
}

impl Favoured {
    /// None if it is not of a source, not compared, or in too few sentences.
    fn new(change: &AssociateChange) -> Option<Self> {
        let Grouping::Source(source) = change.grouping else {
            return None;
        };
        let table = change.associate.table;
        let share = table.both as f64 / table.first as f64;
        let share_in_all = change.reference?.share;
        (table.both >= LEAST_SENTENCES).then_some(Self {
            source,
            phrase: change.associate.phrase,
            sentences: table.both,
            share,
            share_in_all,
            rise: share - share_in_all,
        })
    }
}
