//! The classes as people search for them.

use crate::vocab::casegraph::{TERMS, TermKind};

/// Each class with the one above it, for `--type` and for the choice of the class that is shown.
const ABOVE: &[(&str, &str)] = &[
    ("Actor", "Entity"),
    ("Person", "Actor"),
    ("Organization", "Actor"),
    ("GovernmentBody", "Organization"),
    ("Government", "GovernmentBody"),
    ("State", "Actor"),
    ("ArmedForce", "Organization"),
    ("MilitaryUnit", "Organization"),
    ("CriminalOrganization", "Organization"),
    ("WorkingGroup", "Organization"),
    ("Source", "Organization"),
    ("Collective", "Actor"),
    ("Asset", "Entity"),
    ("Vessel", "Asset"),
    ("Aircraft", "Asset"),
    ("Facility", "Asset"),
    ("AssetType", "Entity"),
    ("Commodity", "Entity"),
    ("Place", "Entity"),
    ("Role", "Entity"),
    ("Topic", "Entity"),
    ("Statement", "Entity"),
    ("Document", "Entity"),
    ("DocumentVersion", "Document"),
    ("Tenure", "Situation"),
    ("Membership", "Situation"),
    ("BilateralRelation", "Situation"),
    ("Presence", "Situation"),
    ("Designation", "Situation"),
    ("Commitment", "Situation"),
    ("Trend", "Situation"),
    ("Quantity", "Situation"),
    ("TimeSpan", "Situation"),
    ("EventSeries", "Event"),
    ("Agree", "Event"),
    ("Consult", "Event"),
    ("Support", "Event"),
    ("Concede", "Event"),
    ("Cooperate", "Event"),
    ("Aid", "Event"),
    ("Retreat", "Event"),
    ("Request", "Event"),
    ("Accuse", "Event"),
    ("Reject", "Event"),
    ("Threaten", "Event"),
    ("Protest", "Event"),
    ("Sanction", "Event"),
    ("Mobilize", "Event"),
    ("Coerce", "Event"),
    ("Assault", "Event"),
    ("Change", "Event"),
];

fn above(class: &str) -> Option<&'static str> {
    ABOVE.iter().find(|(below, _)| *below == class).map(|(_, above)| *above)
}

/// Whether a class is `wanted` or below it.
pub(super) fn is_a(class: &str, wanted: &str) -> bool {
    let mut current = Some(class);
    while let Some(class) = current {
        if class == wanted {
            return true;
        }
        current = above(class);
    }
    false
}

/// Whether nodes of this class are told by frames: events and situations.
pub(super) fn is_frame(class: &str) -> bool {
    is_a(class, "Event") || is_a(class, "Situation")
}

/// The class that says most: the deepest, and of those the first by name; a source and a series only where
/// nothing else is said.
pub(super) fn most_specific<'a>(classes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    classes.min_by_key(|class| {
        let mut depth = 0;
        let mut current = above(class);
        while let Some(class) = current {
            depth += 1;
            current = above(class);
        }
        (matches!(*class, "Source" | "EventSeries"), std::cmp::Reverse(depth), *class)
    })
}

/// The class that a person means: its local name in any case, `organisation` as well.
pub fn class_from_name(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase().replace("organisation", "organization").replace(['-', '_', ' '], "");
    TERMS
        .iter()
        .find(|(local, kind, _)| *kind == TermKind::Class && local.to_lowercase() == name)
        .map(|(local, _, _)| *local)
}

/// What people call a node of this class: `criminal organisation`; `thing` where it has none.
pub fn kind_word(class: &str) -> String {
    if class.is_empty() {
        return "thing".to_owned();
    }
    let mut word = String::new();
    for character in class.chars() {
        if character.is_uppercase() && !word.is_empty() {
            word.push(' ');
        }
        word.extend(character.to_lowercase());
    }
    match word.as_str() {
        "collective" => "group".to_owned(),
        "vessel" => "ship".to_owned(),
        "role" => "post".to_owned(),
        "document version" => "document".to_owned(),
        _ => word.replace("organization", "organisation"),
    }
}

#[cfg(test)]
mod tests {
    use super::{class_from_name, is_a, is_frame, kind_word, most_specific};
    use crate::vocab::casegraph::{TERMS, TermKind};

    #[test]
    fn every_class_but_evidence_stands_below_entity_situation_or_event() {
        let evidence = ["Passage", "Mention", "Claim", "Resolution", "Assessment", "Run"];
        for (class, kind, _) in TERMS {
            if *kind == TermKind::Class && !evidence.contains(class) {
                assert!(
                    ["Entity", "Situation", "Event"].iter().any(|top| is_a(class, top)),
                    "{class} stands nowhere"
                );
            }
        }
    }

    #[test]
    fn classes_are_found_by_the_words_of_people() {
        assert_eq!(class_from_name("organisation"), Some("Organization"));
        assert_eq!(class_from_name("criminal-organisation"), Some("CriminalOrganization"));
        assert_eq!(class_from_name("Person"), Some("Person"));
        assert_eq!(class_from_name("actor"), Some("Actor"));
        assert_eq!(class_from_name("refersTo"), None);
        assert_eq!(kind_word("CriminalOrganization"), "criminal organisation");
        assert!(is_a("Government", "Organization") && !is_a("State", "Organization"));
        assert!(is_frame("Tenure") && is_frame("Consult") && !is_frame("Person"));
    }

    #[test]
    fn the_most_specific_class_is_shown() {
        assert_eq!(most_specific(["Source", "Organization"].into_iter()), Some("Organization"));
        assert_eq!(most_specific(["Organization", "Government"].into_iter()), Some("Government"));
        assert_eq!(most_specific(["EventSeries", "Coerce"].into_iter()), Some("Coerce"));
        assert_eq!(most_specific(["EventSeries"].into_iter()), Some("EventSeries"));
    }
}
