//! The JSON of VOSviewer (N. van Eck and L. Waltman; app.vosviewer.com/docs, "VOSviewer JSON files"):
//! items with weights and scores, links with a strength, clusters with a label. VOSviewer lays them out
//! itself.

use serde_json::{Value, json};

use super::Drawn;
use crate::output::package::pretty;

pub(super) fn write(graph: &Drawn<'_>) -> String {
    let items = graph.nodes().map(|(number, own, name)| {
        json!({
            "id": number,
            "label": name.label,
            "cluster": own.community + 1,
            "weights": {
                "Links": own.degree,
                "Total link strength": own.strength,
                "Sentences": own.sentences,
            },
            "scores": {
                "Betweenness": own.betweenness,
                "Core": own.core,
            },
        })
    });
    let links = graph.edges().map(|(a, b, own)| {
        json!({
            "source_id": a,
            "target_id": b,
            "strength": own.weight,
        })
    });
    let clusters = (1..).zip(graph.communities()).map(|(number, own)| {
        json!({
            "cluster": number,
            "label": own.name,
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
