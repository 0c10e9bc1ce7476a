//! The words of an edge: what an act, a situation or an attribute is called.

use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::store::StorageError;

use super::kind::Kind;
use super::model::Modality;
use super::rdf::Graph;
use super::rdf::last_part;
use super::rdf::local;
use crate::vocab::CONCEPT;
use crate::vocab::casegraph::property;
use crate::vocab::casegraph::value;
use crate::vocab::rdf;
use crate::vocab::skos;

/// Classes whose modes are acts by themselves ("meet", "seize"); the mode of another class ("troops") needs
/// the name of the class before it.
const SPEAKING: [&str; 8] =
    ["Consult", "Assault", "Coerce", "Cooperate", "Change", "Support", "Sanction", "Agree"];

/// What an event or situation is called: its modes, else its class.
pub(super) fn act(graph: &Graph<'_>, frame: &NamedNode) -> Result<String, StorageError> {
    let classes = graph.objects(frame, rdf::TYPE)?.iter().map(local).collect::<Vec<_>>();
    let specific = classes.iter().filter(|class| !matches!(class.as_str(), "EventSeries" | "Event"));
    let specific = specific.map(|class| spaced(class)).collect::<Vec<_>>();
    let modes = graph.objects(frame, property::EVENT_MODE)?;
    let modes = modes.iter().map(|mode| concept(graph, mode)).collect::<Result<Vec<_>, _>>()?;
    let speaks = specific.is_empty() || classes.iter().any(|class| SPEAKING.contains(&class.as_str()));
    Ok(match (modes.is_empty(), speaks) {
        (true, _) if specific.is_empty() => "event".to_owned(),
        (true, _) => specific.join(", "),
        (false, true) => modes.join(", "),
        (false, false) => format!("{}: {}", specific.join(", "), modes.join(", ")),
    })
}

/// The label of a concept; of one without a label the last part of its IRI with spaces.
pub(super) fn concept(graph: &Graph<'_>, concept: &NamedNode) -> Result<String, StorageError> {
    if graph.text(concept, skos::PREF_LABEL)?.is_none() && concept.as_str().starts_with(CONCEPT) {
        return Ok(last_part(concept).replace('-', " "));
    }
    graph.label(concept)
}

/// The labels of all concepts that a frame holds in a slot, joined by commas.
pub(super) fn concepts(
    graph: &Graph<'_>,
    frame: &NamedNode,
    slot: NamedNodeRef<'_>,
) -> Result<String, StorageError> {
    let labels = graph.objects(frame, slot)?;
    Ok(labels.iter().map(|it| concept(graph, it)).collect::<Result<Vec<_>, _>>()?.join(", "))
}

/// The modality of a frame, if it is not one that was done.
pub(super) fn modality(graph: &Graph<'_>, frame: &NamedNode) -> Result<Option<Modality>, StorageError> {
    Ok(match graph.objects(frame, property::MODALITY)?.first().map(NamedNode::as_ref) {
        Some(value::PLANNED) => Some(Modality::Planned),
        Some(value::COMMITTED) => Some(Modality::Committed),
        Some(value::INTENDED) => Some(Modality::Intended),
        Some(value::HABITUAL) => Some(Modality::Habitual),
        Some(value::HYPOTHETICAL) => Some(Modality::Hypothetical),
        Some(value::NEGATED) => Some(Modality::Negated),
        _ => None,
    })
}

/// How an attribute reads from the entity that has it to its value.
pub(super) fn attribute(property: NamedNodeRef<'_>) -> String {
    match property {
        property::PART_OF | property::SUB_EVENT_OF => "part of".to_owned(),
        property::IN_ORGANIZATION => "belongs to".to_owned(),
        property::AFFILIATED_STATE => "of".to_owned(),
        property::JURISDICTION => "governs".to_owned(),
        property::PURPOSE => "works on".to_owned(),
        property::ASSET_TYPE => "is a".to_owned(),
        property::RESULTS_IN => "results in".to_owned(),
        skos::BROADER => "kind of".to_owned(),
        other => spaced(&local(&other.into_owned())),
    }
}

/// What a party is to an event or commitment that is drawn as a node.
pub(super) fn role(slot: NamedNodeRef<'_>, frame: Kind) -> String {
    match slot {
        property::ACTOR if frame == Kind::Commitment => "commits to".to_owned(),
        property::ACTOR => "takes part".to_owned(),
        property::RECIPIENT => "addressed".to_owned(),
        property::OBJECT => "concerned".to_owned(),
        property::DESTINATION => "destination".to_owned(),
        property::IN_ORGANIZATION => "in".to_owned(),
        other => spaced(&local(&other.into_owned())),
    }
}

/// `ArmedForce` as `armed force`, `inOrganization` as `in organization`.
pub(super) fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for (index, character) in name.chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn class_names_become_words() {
        assert_eq!(spaced("ArmedForce"), "armed force");
        assert_eq!(spaced("inOrganization"), "in organization");
        assert_eq!(spaced("Person"), "person");
    }
}
