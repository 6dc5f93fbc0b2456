//! What stands near what, and what travels together: of what was asked for.

use super::text::{and_more, count, plain, some, table};
use crate::analyze::{
    AssociateChanges, Concepts, Differences, Grouping, KeyPhrases, Neighbour, Network, Networks,
    NodeKind, Results, SourceSimilarities,
};
use crate::model::{Corpus, DocId, NodeId, SourceId};

/// Rows of a table, and names in a list.
const LISTED: usize = 12;
/// The least sentences of a companion that is named.
const LEAST_SENTENCES: u64 = 5;

pub(super) fn section(results: &Results) -> String {
    let corpus = &results.corpus;
    let mut parts = vec![similarity_told(results), network_told(results)];
    if let (Some(found), Some(concepts), Some(phrases)) = (
        &results.associate_changes,
        &results.concepts,
        &results.phrases,
    ) {
        parts.push(companions(corpus, phrases, concepts, found));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        return String::new();
    }
    format!("## Near each other, and together\n\n{}", parts.concat())
}

/// Documents and sources near each other, as far as that was asked for.
pub(super) fn similarity_told(results: &Results) -> String {
    let (corpus, found) = (&results.corpus, &results.similarity);
    let documents = found.nearest.as_ref().map(|own| nearest(corpus, own));
    let sources = found.sources.as_ref().map(|own| sources(corpus, own));
    [documents, sources].into_iter().flatten().collect()
}

/// Networks, as far as they were asked for.
pub(super) fn network_told(results: &Results) -> String {
    let Some(found) = &results.networks else {
        return String::new();
    };
    let mut told = network(found);
    if let Some(differences) = &found.differences {
        told.push_str(&compared(&results.corpus, found, differences));
    }
    told
}

/// The pairs of documents that are nearest to each other and no copies.
fn nearest(corpus: &Corpus, found: &[Vec<Neighbour>]) -> String {
    let cluster = |id: DocId| corpus.document(id).copy.map(|link| link.cluster);
    let is_copy = |a: DocId, b: DocId| cluster(a).is_some() && cluster(a) == cluster(b);
    let mut pairs: Vec<(DocId, DocId, f64)> = Vec::new();
    for (document, neighbours) in found.iter().enumerate() {
        let id = DocId::new(document);
        let own = neighbours.iter().map(|own| (own.document, own.cosine));
        let own = own.filter(|&(other, _)| !is_copy(id, other));
        pairs.extend(own.map(|(other, cosine)| (id.min(other), id.max(other), cosine)));
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    let name = |id: DocId| plain(&corpus.document(id).info.doc_id);
    let rows = pairs.iter().take(LISTED);
    let rows = rows.map(|&(a, b, cosine)| vec![name(a), name(b), format!("{cosine:.3}")]);
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return "No two documents are near each other, copies left aside.\n\n".to_owned();
    }
    format!(
        "The documents nearest to each other, copies of one text left aside (cosine of TF-IDF):\n\n{}",
        table(&["document", "document", "cosine"], &[2], &rows)
    )
}

/// The sources that are nearest to each other, and those farthest from the others.
fn sources(corpus: &Corpus, found: &SourceSimilarities) -> String {
    let whole = || found.pairs.iter().filter(|own| own.period.is_none());
    let name = |source: SourceId| plain(&corpus.sources[source.index()]);
    let mut pairs: Vec<(f64, String)> = whole()
        .filter_map(|own| Some((own.cosine?, (name(own.first), name(own.second?)))))
        .map(|(cosine, (a, b))| (cosine, format!("{a} and {b} ({cosine:.3})")))
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut apart: Vec<(f64, String)> = whole()
        .filter(|own| own.second.is_none())
        .filter_map(|own| Some((own.cosine?, name(own.first))))
        .map(|(cosine, name)| (cosine, format!("{name} ({cosine:.3})")))
        .collect();
    apart.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let names = |list: Vec<(f64, String)>| {
        let names = list.into_iter().take(LISTED).map(|(_, name)| name);
        names.collect::<Vec<_>>().join(", ")
    };
    if pairs.is_empty() {
        return "There are no two sources in one language to compare.\n\n".to_owned();
    }
    format!(
        "**Sources nearest to each other (cosine):** {}.\n\n**Farthest from all others together:** {}.\n\n",
        names(pairs),
        names(apart)
    )
}

/// What a node is called; concepts, which may be called like a word, are told apart.
fn label(networks: &Networks, node: NodeId) -> String {
    let name = &networks.names[node.index()];
    match name.kind {
        NodeKind::Concept => format!("{} (concept)", plain(&name.label)),
        NodeKind::Term | NodeKind::Phrase => plain(&name.label),
    }
}

/// The communities of the corpus and what joins them.
fn network(found: &Networks) -> String {
    let network = &found.corpus;
    if network.edges.is_empty() {
        return "No two phrases or concepts are associated closely enough for a network.\n\n"
            .to_owned();
    }
    let communities = network.communities.iter();
    let communities = communities.map(|own| format!("{} ({})", plain(&own.name), own.nodes));
    let mut nodes: Vec<_> = network.nodes.iter().collect();
    nodes.sort_by(|a, b| {
        let order = b.betweenness.total_cmp(&a.betweenness);
        order.then(a.node.cmp(&b.node))
    });
    let between = nodes.iter().filter(|own| own.betweenness > 0.0);
    let between = between.map(|own| label(found, own.node));
    format!(
        "The network of the corpus has {}, {} and a modularity of {:.3}.{}\n\n**Communities, each by its strongest members (number of nodes):** {}.\n\n**On most shortest ways between others (betweenness):** {}.\n\n",
        some(network.nodes.len(), "node"),
        some(network.edges.len(), "edge"),
        network.modularity,
        thin(network),
        and_more(communities.collect(), LISTED),
        between.take(LISTED).collect::<Vec<_>>().join(", "),
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
    " It is nearly a tree: few associations stand out from the others, so its modularity is high and its centralities say little; a higher `--backbone` keeps more edges.".to_owned()
}

/// What two sources join more closely than each other.
fn compared(corpus: &Corpus, networks: &Networks, found: &Differences) -> String {
    let label = |node| label(networks, node);
    let mut out = String::new();
    for (sign, source) in [1.0, -1.0]
        .into_iter()
        .zip(found.sources.into_iter().flatten())
    {
        let own = found.edges.iter();
        let own = own.filter(|own| own.difference.lambda * sign > 0.0 && own.p_adjusted < 0.05);
        let named = own.map(|own| format!("{} + {}", label(own.a), label(own.b)));
        let named: Vec<String> = named.collect();
        if !named.is_empty() {
            out.push_str(&format!(
                "**Joined more closely in {} than in the other of the two sources compared:** {}.\n\n",
                plain(&corpus.sources[source.index()]),
                and_more(named, LISTED)
            ));
        }
    }
    out
}

/// For each concept the companion whose share rises most in a source over the whole corpus.
fn companions(
    corpus: &Corpus,
    phrases: &KeyPhrases,
    concepts: &Concepts,
    found: &AssociateChanges,
) -> String {
    let of_concept = found.changes.chunk_by(|a, b| a.concept == b.concept);
    let rows = of_concept.filter_map(|own| {
        let risen = own.iter().filter_map(|own| {
            let Grouping::Source(source) = own.grouping else {
                return None;
            };
            let table = own.associate.table;
            let share = table.both as f64 / table.first as f64;
            let change = share - own.reference?.share;
            (table.both >= LEAST_SENTENCES).then_some((change, share, source, own))
        });
        let (_, share, source, own) =
            risen.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let phrase = phrases.phrase(found.phrases[own.associate.phrase as usize]);
        Some(vec![
            plain(&concepts.codebook.category(own.concept).name),
            plain(&phrase.label(corpus)),
            plain(&corpus.sources[source.index()]),
            count(own.associate.table.both),
            format!("{:.0} %", share * 100.0),
            format!("{:.0} %", own.reference?.share * 100.0),
        ])
    });
    let rows: Vec<Vec<String>> = rows.take(4 * LISTED).collect();
    if rows.is_empty() {
        return String::new();
    }
    let header = [
        "concept",
        "companion",
        "source",
        "sentences with both",
        "share of the concept's sentences",
        "in all sources",
    ];
    format!(
        "The companion of each concept that one source favours most over all sources, of those in {LEAST_SENTENCES} sentences or more:\n\n{}",
        table(&header, &[3, 4, 5], &rows)
    )
}
