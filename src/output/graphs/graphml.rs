//! GraphML (<http://graphml.graphdrawing.org>).

use std::io;

use super::xml::{document, element, empty, text};
use super::{Attribute, Drawn, EDGE_ATTRIBUTES, Kind, NODE_ATTRIBUTES, attribute};

impl Kind {
    fn in_graphml(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "long",
            Self::Number => "double",
        }
    }
}

type Out = quick_xml::Writer<Vec<u8>>;

const LABEL: Attribute = attribute("label", Kind::Text);
const WEIGHT: Attribute = attribute("weight", Kind::Number);

pub(super) fn write(graph: &Drawn<'_>) -> String {
    let root = [("xmlns", "http://graphml.graphdrawing.org/xmlns")];
    document(|out| {
        element(out, "graphml", &root, |out| {
            declare(out, "node", std::iter::once(&LABEL).chain(&NODE_ATTRIBUTES))?;
            declare(
                out,
                "edge",
                std::iter::once(&WEIGHT).chain(&EDGE_ATTRIBUTES),
            )?;
            let kind = [("id", "network"), ("edgedefault", "undirected")];
            element(out, "graph", &kind, |out| {
                nodes(out, graph)?;
                edges(out, graph)
            })
        })
    })
}

fn declare<'a>(
    out: &mut Out,
    class: &str,
    mut attributes: impl Iterator<Item = &'a Attribute>,
) -> io::Result<()> {
    attributes.try_for_each(|attribute| {
        let attributes = [
            ("id", attribute.name),
            ("for", class),
            ("attr.name", attribute.name),
            ("attr.type", attribute.kind.in_graphml()),
        ];
        empty(out, "key", &attributes)
    })
}

fn values<'a>(
    out: &mut Out,
    values: impl Iterator<Item = (&'a Attribute, &'a String)>,
) -> io::Result<()> {
    for (attribute, value) in values {
        text(out, "data", ("key", attribute.name), value)?;
    }
    Ok(())
}

fn nodes(out: &mut Out, graph: &Drawn<'_>) -> io::Result<()> {
    for (number, node, name) in graph.nodes() {
        let id = format!("n{number}");
        element(out, "node", &[("id", &id)], |out| {
            let label = std::iter::once((&LABEL, &name.label));
            let attributes = graph.node_values(node, name);
            values(out, label.chain(NODE_ATTRIBUTES.iter().zip(&attributes)))
        })?;
    }
    Ok(())
}

fn edges(out: &mut Out, graph: &Drawn<'_>) -> io::Result<()> {
    for (number, (a, b, edge)) in (1_usize..).zip(graph.edges()) {
        let (id, a, b) = (format!("e{number}"), format!("n{a}"), format!("n{b}"));
        let attributes = [("id", id.as_str()), ("source", &a), ("target", &b)];
        element(out, "edge", &attributes, |out| {
            let weight = super::number(edge.weight);
            let attributes = Drawn::edge_values(edge);
            let edge_values = EDGE_ATTRIBUTES.iter().zip(&attributes);
            values(out, std::iter::once((&WEIGHT, &weight)).chain(edge_values))
        })?;
    }
    Ok(())
}
