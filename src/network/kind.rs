//! The kinds of nodes that a picture tells apart.

use oxigraph::model::NamedNode;

use crate::vocab::CONCEPT;
use crate::vocab::casegraph;
use crate::vocab::casegraph::class;

/// What a node is, coarser than its class: one shape each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// An organisation of any sort, a government included.
    Organization,
    /// A state.
    State,
    /// A place or facility of the map.
    Place,
    /// An unnamed group, often with a count.
    Group,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// A building or site.
    Facility,
    /// Another asset, an asset type or a commodity.
    Asset,
    /// A topic.
    Topic,
    /// A post.
    Role,
    /// A released text or a quotation.
    Statement,
    /// An event or a series of events.
    Event,
    /// A commitment.
    Commitment,
    /// Another situation.
    Situation,
    /// Anything else, such as the nodes of a CONSTRUCT query.
    Other,
}

impl Kind {
    /// Every kind, in the order of a legend.
    pub const ALL: [Self; 16] = [
        Self::Person,
        Self::Organization,
        Self::State,
        Self::Place,
        Self::Group,
        Self::Vessel,
        Self::Aircraft,
        Self::Facility,
        Self::Asset,
        Self::Topic,
        Self::Role,
        Self::Statement,
        Self::Event,
        Self::Commitment,
        Self::Situation,
        Self::Other,
    ];

    /// The word for people, singular.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organisation",
            Self::State => "state",
            Self::Place => "place",
            Self::Group => "group",
            Self::Vessel => "ship",
            Self::Aircraft => "aircraft",
            Self::Facility => "facility",
            Self::Asset => "asset",
            Self::Topic => "topic",
            Self::Role => "post",
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Commitment => "commitment",
            Self::Situation => "situation",
            Self::Other => "other",
        }
    }

    /// The kind that these classes make a node, with the class that decided it; none of ours is `Other`.
    pub(super) fn of(classes: &[NamedNode], iri: &NamedNode) -> Self {
        let mut kinds = classes.iter().filter_map(Self::of_class).collect::<Vec<_>>();
        kinds.sort_unstable();
        match kinds.first() {
            Some(kind) => *kind,
            None if iri.as_str().starts_with(CONCEPT) => Self::Topic,
            None => Self::Other,
        }
    }

    fn of_class(of: &NamedNode) -> Option<Self> {
        Some(match of.as_ref() {
            class::PERSON => Self::Person,
            class::ORGANIZATION
            | class::GOVERNMENT_BODY
            | class::GOVERNMENT
            | class::ARMED_FORCE
            | class::MILITARY_UNIT
            | class::CRIMINAL_ORGANIZATION
            | class::WORKING_GROUP
            | class::ACTOR
            | class::SOURCE => Self::Organization,
            class::STATE => Self::State,
            class::PLACE => Self::Place,
            class::COLLECTIVE => Self::Group,
            class::VESSEL => Self::Vessel,
            class::AIRCRAFT => Self::Aircraft,
            class::FACILITY => Self::Facility,
            class::ASSET | class::ASSET_TYPE | class::COMMODITY => Self::Asset,
            class::TOPIC => Self::Topic,
            class::ROLE => Self::Role,
            class::STATEMENT => Self::Statement,
            class::COMMITMENT => Self::Commitment,
            class::SITUATION
            | class::TENURE
            | class::MEMBERSHIP
            | class::BILATERAL_RELATION
            | class::PRESENCE
            | class::DESIGNATION
            | class::TREND => Self::Situation,
            other => return is_event(casegraph::local_name(other)).then_some(Self::Event),
        })
    }

    /// Whether nodes of this kind are frames: events, commitments and other situations.
    pub fn is_frame(self) -> bool {
        matches!(self, Self::Event | Self::Commitment | Self::Situation)
    }
}

/// Whether this local name is a class of events.
fn is_event(local_name: &str) -> bool {
    const EVENTS: [&str; 19] = [
        "Event",
        "EventSeries",
        "Agree",
        "Consult",
        "Support",
        "Concede",
        "Cooperate",
        "Aid",
        "Retreat",
        "Request",
        "Accuse",
        "Reject",
        "Threaten",
        "Protest",
        "Sanction",
        "Mobilize",
        "Coerce",
        "Assault",
        "Change",
    ];
    EVENTS.contains(&local_name)
}

#[cfg(test)]
mod tests {
    use oxigraph::model::NamedNode;

    use super::Kind;
    use crate::vocab::casegraph::class;

    fn kind(classes: &[oxigraph::model::NamedNodeRef<'_>]) -> Kind {
        let classes = classes.iter().map(|class| class.into_owned()).collect::<Vec<_>>();
        Kind::of(&classes, &NamedNode::new_unchecked("https://example.org/x"))
    }

    #[test]
    fn a_source_that_is_an_organisation_is_one() {
        assert_eq!(kind(&[class::SOURCE, class::ORGANIZATION]), Kind::Organization);
    }

    #[test]
    fn a_series_of_coercion_is_an_event() {
        assert_eq!(kind(&[class::EVENT_SERIES, class::COERCE]), Kind::Event);
        assert!(kind(&[class::TREND]).is_frame());
    }

    #[test]
    fn an_unknown_class_is_other() {
        assert_eq!(kind(&[]), Kind::Other);
    }
}
