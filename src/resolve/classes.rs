//! The classes of the ontology as groups of identity, and which class is wider than which.

use oxigraph::model::NamedNodeRef;

use crate::vocab::casegraph::class;
use crate::vocab::casegraph::local_name;

/// A group of classes whose members could be one thing; also the first step of its IRI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClassGroup {
    /// People.
    Person,
    /// Organisations of all kinds, outlets included.
    Organization,
    /// States.
    State,
    /// Places that are no states.
    Place,
    /// Vessels, aircraft, facilities and other things.
    Asset,
    /// Unnamed groups.
    Group,
    /// Posts.
    Role,
    /// Topics that are no concepts.
    Topic,
    /// Released texts and quotations.
    Statement,
    /// Things of any other class.
    Other,
    /// SKOS concepts.
    Concept,
    /// Events.
    Event,
    /// Situations.
    Situation,
}

impl ClassGroup {
    /// All groups.
    pub const ALL: [Self; 13] = [
        Self::Person,
        Self::Organization,
        Self::State,
        Self::Place,
        Self::Asset,
        Self::Group,
        Self::Role,
        Self::Topic,
        Self::Statement,
        Self::Other,
        Self::Concept,
        Self::Event,
        Self::Situation,
    ];

    /// The group's name in IRIs and counts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "org",
            Self::State => "state",
            Self::Place => "place",
            Self::Asset => "asset",
            Self::Group => "group",
            Self::Role => "role",
            Self::Topic => "topic",
            Self::Statement => "statement",
            Self::Other => "entity",
            Self::Concept => "concept",
            Self::Event => "event",
            Self::Situation => "situation",
        }
    }

    /// The group with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.name() == name)
    }

    /// The group of an entity's class.
    pub fn of_entity(class: NamedNodeRef<'_>) -> Self {
        match local_name(class) {
            "Person" => Self::Person,
            "State" => Self::State,
            "Place" => Self::Place,
            "Collective" => Self::Group,
            "Role" => Self::Role,
            "Topic" | "Commodity" | "AssetType" => Self::Topic,
            "Statement" => Self::Statement,
            "Source" => Self::Organization,
            _ if is_superclass(class::ORGANIZATION, class) || class == class::ORGANIZATION => {
                Self::Organization
            }
            _ if is_superclass(class::ASSET, class) || class == class::ASSET => Self::Asset,
            _ => Self::Other,
        }
    }

    /// Whether a frame's class is an event or a situation.
    pub fn of_frame(class: NamedNodeRef<'_>) -> Self {
        if class == class::SITUATION || is_superclass(class::SITUATION, class) {
            Self::Situation
        } else {
            Self::Event
        }
    }
}

/// The next wider classes of a class, as the ontology states them.
fn parents(class: &str) -> &'static [&'static str] {
    match class {
        "Actor" | "Asset" | "Collective" | "Place" | "Role" | "Statement" => &["Entity"],
        "AssetType" | "Commodity" | "Topic" => &["Entity", "http://www.w3.org/2004/02/skos/core#Concept"],
        "Person" | "Organization" | "State" => &["Actor"],
        "GovernmentBody" | "ArmedForce" | "MilitaryUnit" | "CriminalOrganization" | "WorkingGroup" => {
            &["Organization"]
        }
        "Government" => &["GovernmentBody"],
        "Vessel" | "Aircraft" | "Facility" => &["Asset"],
        "Tenure" | "Membership" | "BilateralRelation" | "Presence" | "Designation" | "Commitment"
        | "Trend" => &["Situation"],
        "Agree" | "Consult" | "Support" | "Concede" | "Cooperate" | "Aid" | "Retreat" | "Request"
        | "Accuse" | "Reject" | "Threaten" | "Protest" | "Sanction" | "Mobilize" | "Coerce" | "Assault"
        | "Change" | "EventSeries" => &["Event"],
        _ => &[],
    }
}

/// Whether every member of `narrow` is one of `wide` too, the two being different classes.
pub fn is_superclass(wide: NamedNodeRef<'_>, narrow: NamedNodeRef<'_>) -> bool {
    fn above(wide: &str, narrow: &str) -> bool {
        parents(narrow).iter().any(|parent| *parent == wide || above(wide, parent))
    }
    above(local_name(wide), local_name(narrow))
}
