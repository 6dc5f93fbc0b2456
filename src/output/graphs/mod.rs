//! The network of the whole corpus in the formats of programs that draw networks.
//!
//! Takes the network, gives files: GEXF (Gephi), GraphML (networkx, igraph, Cytoscape, visone), and the
//! JSON of VOSviewer. All hold the same nodes and edges in the same order; a node is numbered by its
//! place in the network, from 1.

mod graphml;
mod gexf;
mod vosviewer;
mod xml;

use crate::analyze::{Community, NetworkEdge, NetworkNode, Networks, NodeName};
use crate::model::NodeId;

/// The folder of an output in which they are.
const FOLDER: &str = "networks";

/// A file of a graph.
pub(super) struct GraphFile {
    /// The name of the file.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) title: &'static str,
    /// Its media type.
    pub(super) mediatype: &'static str,
    /// Its content.
    pub(super) text: String,
}

impl GraphFile {
    /// Where it is in the output folder.
    pub(super) fn path(&self) -> String {
        format!("{FOLDER}/{}", self.name)
    }
}

/// The files of the network of the corpus.
pub(super) fn graph_files(networks: &Networks) -> Vec<GraphFile> {
    let graph = Drawn::new(networks);
    let file = |name, title, mediatype, text| GraphFile {
        name,
        title,
        mediatype,
        text,
    };
    vec![
        file(
            "network.gexf",
            "The network of the corpus for Gephi (GEXF 1.2)",
            "application/gexf+xml",
            gexf::write(&graph),
        ),
        file(
            "network.graphml",
            "The network of the corpus as GraphML",
            "application/graphml+xml",
            graphml::write(&graph),
        ),
        file(
            "network.vosviewer.json",
            "The network of the corpus for VOSviewer",
            "application/json",
            vosviewer::write(&graph),
        ),
    ]
}

/// The type of an attribute.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Whole,
    Number,
}

/// An attribute of nodes or edges.
struct Attribute {
    name: &'static str,
    kind: Kind,
}

const fn attribute(name: &'static str, kind: Kind) -> Attribute {
    Attribute { name, kind }
}

/// The attributes of nodes besides their label.
const NODE_ATTRIBUTES: [Attribute; 10] = [
    attribute("node", Kind::Text),
    attribute("kind", Kind::Text),
    attribute("language", Kind::Text),
    attribute("n", Kind::Whole),
    attribute("degree", Kind::Whole),
    attribute("strength", Kind::Number),
    attribute("betweenness", Kind::Number),
    attribute("core", Kind::Whole),
    attribute("community", Kind::Whole),
    attribute("community_name", Kind::Text),
];

/// The attributes of edges besides their weight.
const EDGE_ATTRIBUTES: [Attribute; 3] = [
    attribute("n_ab", Kind::Whole),
    attribute("log_likelihood", Kind::Number),
    attribute("alpha", Kind::Number),
];

/// A network to be drawn.
struct Drawn<'a> {
    networks: &'a Networks,
    /// By node of all: its number, if it is in the network.
    numbers: Vec<Option<usize>>,
}

impl<'a> Drawn<'a> {
    fn new(networks: &'a Networks) -> Self {
        let mut numbers = vec![None; networks.names.len()];
        for (place, node) in networks.corpus.nodes.iter().enumerate() {
            numbers[node.node.index()] = Some(place + 1);
        }
        Self { networks, numbers }
    }

    /// Nodes with their numbers.
    fn nodes(&self) -> impl Iterator<Item = (usize, &NetworkNode, &NodeName)> {
        let nodes = (1..).zip(&self.networks.corpus.nodes);
        nodes.map(|(number, node)| {
            let name = &self.networks.names[node.node.index()];
            (number, node, name)
        })
    }

    /// Edges with the numbers of their nodes, the lower first.
    fn edges(&self) -> impl Iterator<Item = (usize, usize, &NetworkEdge)> {
        self.networks.corpus.edges.iter().filter_map(|edge| {
            let number = |node: NodeId| self.numbers[node.index()];
            let (a, b) = (number(edge.joint.a)?, number(edge.joint.b)?);
            Some((a.min(b), a.max(b), edge))
        })
    }

    /// Communities, in the order of their numbers.
    fn communities(&self) -> &[Community] {
        &self.networks.corpus.communities
    }

    /// The values of [`NODE_ATTRIBUTES`].
    fn node_values(&self, node: &NetworkNode, name: &NodeName) -> [String; 10] {
        let community = node.community as usize;
        let language = name.language.map_or("", |language| language.code());
        [
            name.text.clone(),
            name.kind.name().to_owned(),
            language.to_owned(),
            node.sentences.to_string(),
            node.degree.to_string(),
            number(node.strength),
            number(node.betweenness),
            node.core.to_string(),
            (community + 1).to_string(),
            self.networks.corpus.communities[community].name.clone(),
        ]
    }

    /// The values of [`EDGE_ATTRIBUTES`].
    fn edge_values(edge: &NetworkEdge) -> [String; 3] {
        [
            edge.joint.table.both.to_string(),
            number(edge.log_likelihood),
            number(edge.alpha),
        ]
    }
}

/// A number in shortest round-trip form.
fn number(number: f64) -> String {
    zmij::Buffer::new().format(number).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{Community, Joint, Network, NodeKind};
    use crate::stats::Contingency;

    fn networks() -> Networks {
        let name = |text: &str, kind| NodeName {
            kind,
            text: text.to_owned(),
            label: format!("{text} & <co>"),
            language: None,
        };
        let node = |node: u32, community| NetworkNode {
            node: NodeId(node),
            sentences: 7,
            community,
            degree: 1,
            strength: 0.25,
            betweenness: 0.0,
            core: 1,
        };
        let table = Contingency {
            both: 2,
            first: 4,
            second: 5,
            total: 90,
        };
        Networks {
            names: vec![
                name("a", NodeKind::Term),
                name("b c", NodeKind::Phrase),
                name("D", NodeKind::Concept),
            ],
            corpus: Network {
                nodes: vec![node(2, 0), node(0, 0)],
                edges: vec![NetworkEdge {
                    joint: Joint {
                        a: NodeId(0),
                        b: NodeId(2),
                        table,
                    },
                    weight: 0.25,
                    log_likelihood: 12.5,
                    alpha: 0.01,
                    is_in_forest: true,
                }],
                communities: vec![Community {
                    name: "D; a".to_owned(),
                    nodes: 2,
                }],
                ..Network::default()
            },
            by_source: Vec::new(),
            differences: None,
        }
    }

    #[test]
    fn files_hold_the_nodes_and_edges() {
        let files = graph_files(&networks());
        let [gexf, graphml, vosviewer] = files.as_slice() else {
            panic!("three files")
        };
        assert!(
            gexf.text
                .contains("<node id=\"1\" label=\"D &amp; &lt;co&gt;\">"),
            "{}",
            gexf.text
        );
        assert!(
            gexf.text
                .contains("<edge id=\"1\" source=\"1\" target=\"2\" weight=\"0.25\">")
        );
        assert!(
            graphml
                .text
                .contains("<edge id=\"e1\" source=\"n1\" target=\"n2\">")
        );
        assert!(graphml.text.contains("<data key=\"weight\">0.25</data>"));
        let json: serde_json::Value = serde_json::from_str(&vosviewer.text).expect("JSON");
        let (items, links) = (&json["network"]["items"], &json["network"]["links"]);
        assert_eq!(items.as_array().map(Vec::len), Some(2));
        assert_eq!(items[0]["label"], "D & <co>");
        assert_eq!(
            (&links[0]["source_id"], &links[0]["target_id"]),
            (&1.into(), &2.into())
        );
        assert_eq!(links[0]["strength"], 0.25);
    }
}
