//! The JSON of VOSviewer (N. van Eck and L. Waltman; app.vosviewer.com/docs, "VOSviewer JSON files"):
//! items with weights and scores, links with a strength, clusters with a label. VOSviewer lays them out
//! itself.

use serde_json::{Value, json};

use super::Drawn;
use crate::output::json::pretty;

pub(super) fn write(graph: &Drawn<'_>) -> String {
    let items = graph.nodes().map(|(number, node, name)| {
        json!({
            "id": number,
            "label": name.label,
            "cluster": node.community + 1,
            "weights": {
                "Links": node.degree,
                "Total link strength": node.strength,
                "Sentences": node.sentences,
            },
            "scores": {
                "Betweenness": node.betweenness,
                "Core": node.core,
            },
        })
    });
    let links = graph.edges().map(|(a, b, edge)| {
        json!({
            "source_id": a,
            "target_id": b,
            "strength": edge.weight,
        })
    });
    let clusters = (1..).zip(graph.communities()).map(|(number, community)| {
        json!({
            "cluster": number,
            "label": community.name,
        })
    });
    pretty(&json!({
        "network": {
            "items": items.collect::<Vec<Value>>(),
            "links": links.collect::<Vec<Value>>(),
            "clusters": clusters.collect::<Vec<Value>>(),
        },
    }))
}
