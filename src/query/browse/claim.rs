//! Claims: who says what, how sure, on which sentence.

use oxigraph::model::NamedNode;

use super::classes::{is_a, is_frame, kind_word};
use super::graph::Thing;
use super::judgement::ClaimJudgement;
use super::time::Time;

/// A sentence or quotation that is evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Its first code point in the stored text, from 0.
    pub start: u64,
    /// The code point after its last.
    pub end: u64,
    /// Its words.
    pub text: String,
}

/// A slot of a frame with what fills it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Local name of the property.
    pub role: String,
    /// What fills it; values without a name (quantities, words) have an empty IRI.
    pub filler: Thing,
}

/// A claim as one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its IRI.
    pub iri: String,
    /// The event, situation or entity that it is about.
    pub about: Thing,
    /// The most specific class of the frame; of an attribute, that of the entity.
    pub class: String,
    /// All classes of the frame.
    pub classes: Vec<String>,
    /// Labels of the modes of the frame.
    pub modes: Vec<String>,
    /// Local name of the modality.
    pub modality: Option<String>,
    /// The slots of the frame, in order of their roles; of an attribute, the entity as `actor`.
    pub slots: Vec<Slot>,
    /// The slot or attribute that the claim narrows to.
    pub statement: Option<Slot>,
    /// When.
    pub time: Time,
    /// Local name of the stance.
    pub stance: String,
    /// Who says so.
    pub stated_by: Vec<Thing>,
    /// Through whom it came.
    pub relayed_by: Vec<Thing>,
    /// The word that weakens or strengthens it.
    pub hedge: Option<String>,
    /// Whole per cent; 100 where nothing is said.
    pub confidence: u8,
    /// The rule that made it.
    pub rule: Option<String>,
    /// What a person decided about it.
    pub judgement: Option<ClaimJudgement>,
    /// Why, where it was inferred.
    pub comment: Option<String>,
    /// The sentences, in order of the text.
    pub evidence: Vec<Passage>,
    /// The document version that says it.
    pub version: String,
    /// The document of the version.
    pub document: String,
    /// The title of the document.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Vec<Thing>,
    /// When it was published.
    pub published: Option<String>,
}

impl Claim {
    /// What is done or holds: the modes, else the class; of an attribute, its name.
    pub fn act(&self) -> String {
        let act = if !self.modes.is_empty() {
            self.modes.join(", ")
        } else if is_frame(&self.class) {
            kind_word(&self.class)
        } else {
            String::new()
        };
        match &self.statement {
            Some(slot) if act.is_empty() => words(&slot.role),
            Some(slot) => format!("{act}: {}", words(&slot.role)),
            None => act,
        }
    }

    /// The labels in the first of these roles that is filled.
    pub fn names(&self, roles: &[&str]) -> Vec<&str> {
        let mut names = Vec::new();
        for role in roles {
            let slots = self.slots.iter().filter(|slot| slot.role == *role);
            names.extend(slots.map(|slot| slot.filler.label.as_str()));
            if !names.is_empty() {
                break;
            }
        }
        names
    }

    /// Who acts or holds.
    pub fn actors(&self) -> Vec<&str> {
        self.names(&["actor", "holder"])
    }

    /// Towards whom or what: of a claim about one slot, what fills it.
    pub fn targets(&self) -> Vec<&str> {
        match &self.statement {
            Some(slot) => vec![slot.filler.label.as_str()],
            None => {
                self.names(&["recipient", "object", "post", "content", "destination", "context", "purpose"])
            }
        }
    }

    /// Where.
    pub fn places(&self) -> Vec<&str> {
        self.names(&["place", "destination", "origin", "inOrganization"])
    }

    /// Whether a person rejected it.
    pub fn is_rejected(&self) -> bool {
        self.judgement.as_ref().is_some_and(ClaimJudgement::is_rejected)
    }

    pub(super) fn order(&self) -> impl Ord + use<> {
        let day = self.time.first().map_or((true, String::new()), |day| (false, day.to_owned()));
        let start = self.evidence.first().map(|passage| passage.start);
        (day, self.document.clone(), start, self.act(), self.iri.clone())
    }
}

/// A local name as words: `inOrganization` becomes `in organization`.
pub(super) fn words(local_name: &str) -> String {
    let mut words = String::new();
    for character in local_name.chars() {
        if character.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}

/// Which claims are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimFilter {
    /// Local name of a class that the frame has or is below, or of a mode.
    pub class: Option<String>,
    /// IRIs of entities one of which acts or holds.
    pub actors: Option<Vec<NamedNode>>,
    /// Only what may touch this day (`YYYY-MM-DD`) or a later one.
    pub after: Option<String>,
    /// Only what may touch this day or an earlier one.
    pub before: Option<String>,
}

impl ClaimFilter {
    pub(super) fn keeps(&self, claim: &Claim) -> bool {
        let class = self.class.as_ref().is_none_or(|wanted| {
            claim.classes.iter().any(|class| is_a(class, wanted))
                || claim.modes.iter().any(|mode| mode.replace(' ', "-").eq_ignore_ascii_case(wanted))
        });
        let actor = self.actors.as_ref().is_none_or(|actors| {
            claim
                .slots
                .iter()
                .filter(|slot| matches!(slot.role.as_str(), "actor" | "holder"))
                .any(|slot| actors.iter().any(|actor| actor.as_str() == slot.filler.iri))
        });
        class && actor && claim.time.is_between(self.after.as_deref(), self.before.as_deref())
    }
}
