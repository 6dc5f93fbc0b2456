//! GEXF 1.2, the format of Gephi (<https://gexf.net>).

use std::io;

use super::xml::{document, element, empty};
use super::{Attribute, Drawn, EDGE_ATTRIBUTES, Kind, NODE_ATTRIBUTES};

impl Kind {
    fn in_gexf(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "long",
            Self::Number => "double",
        }
    }
}

pub(super) fn write(graph: &Drawn<'_>) -> String {
    let namespace = "http://www.gexf.net/1.2draft";
    let root = [("xmlns", namespace), ("version", "1.2")];
    document(|out| {
        element(out, "gexf", &root, |out| {
            let kind = [("defaultedgetype", "undirected"), ("mode", "static")];
            element(out, "graph", &kind, |out| {
                declare(out, "node", &NODE_ATTRIBUTES)?;
                declare(out, "edge", &EDGE_ATTRIBUTES)?;
                element(out, "nodes", &[], |out| nodes(out, graph))?;
                element(out, "edges", &[], |out| edges(out, graph))
            })
        })
    })
}

type Out = quick_xml::Writer<Vec<u8>>;

fn declare(out: &mut Out, class: &str, attributes: &[Attribute]) -> io::Result<()> {
    element(out, "attributes", &[("class", class)], |out| {
        attributes.iter().try_for_each(|attribute| {
            let attributes = [
                ("id", attribute.name),
                ("title", attribute.name),
                ("type", attribute.kind.in_gexf()),
            ];
            empty(out, "attribute", &attributes)
        })
    })
}

fn values(out: &mut Out, attributes: &[Attribute], values: &[String]) -> io::Result<()> {
    element(out, "attvalues", &[], |out| {
        attributes
            .iter()
            .zip(values)
            .try_for_each(|(attribute, value)| {
                empty(
                    out,
                    "attvalue",
                    &[("for", attribute.name), ("value", value)],
                )
            })
    })
}

fn nodes(out: &mut Out, graph: &Drawn<'_>) -> io::Result<()> {
    for (number, node, name) in graph.nodes() {
        let id = number.to_string();
        element(out, "node", &[("id", &id), ("label", &name.label)], |out| {
            values(out, &NODE_ATTRIBUTES, &graph.node_values(node, name))
        })?;
    }
    Ok(())
}

fn edges(out: &mut Out, graph: &Drawn<'_>) -> io::Result<()> {
    for (number, (a, b, edge)) in (1_usize..).zip(graph.edges()) {
        let (id, a, b) = (number.to_string(), a.to_string(), b.to_string());
        let weight = super::number(edge.weight);
        let attributes = [
            ("id", id.as_str()),
            ("source", &a),
            ("target", &b),
            ("weight", &weight),
        ];
        element(out, "edge", &attributes, |out| {
            values(out, &EDGE_ATTRIBUTES, &Drawn::edge_values(edge))
        })?;
    }
    Ok(())
}
