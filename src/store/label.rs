//! Labels of events and situations, made of what fills them.
//!
//! A label is a short English phrase such as `Ada Example and Ben Example meet in Riga (2025-09-03)`. It is a
//! function of the node's facts and of the labels of its fillers: names in a slot stand in order of their
//! bytes, since a graph keeps no other.

use std::fmt;
use std::fmt::Write;

use oxigraph::model::NamedNode;
use oxigraph::model::Term as Object;

use super::facts::NodeFacts;
use crate::statement::Modality;
use crate::statement::Precision;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::statement::date_text;
use crate::vocab::CONCEPT;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::local_name;
use crate::vocab::casegraph::property;

/// At most so many names of a slot are written out.
const NAMES: usize = 3;

/// Gives the label of a filler; `None` where it has none that is settled yet.
pub(super) type Lookup<'a> = &'a dyn Fn(&NamedNode) -> Option<String>;

/// The label of an event or situation.
pub(super) fn compose(facts: &NodeFacts, lookup: Lookup<'_>) -> String {
    let phrase = Phrase { facts, lookup };
    phrase.situation().unwrap_or_else(|| phrase.event())
}

struct Phrase<'a> {
    facts: &'a NodeFacts,
    lookup: Lookup<'a>,
}

impl Phrase<'_> {
    fn is(&self, class: Term) -> bool {
        self.facts.classes.iter().any(|kept| kept.as_ref() == class)
    }

    /// The labels in a slot, in order of their bytes.
    fn labels(&self, slot: Term) -> Vec<String> {
        let fillers = self.facts.others.iter().filter(|((predicate, _), _)| predicate.as_ref() == slot);
        let mut labels: Vec<String> = fillers
            .filter_map(|(_, object)| match object {
                Object::NamedNode(node) => (self.lookup)(node),
                _ => None,
            })
            .collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }

    /// The labels in a slot as a list; `None` where there are none.
    fn names(&self, slot: Term) -> Option<String> {
        list(self.labels(slot), "and")
    }

    fn situation(&self) -> Option<String> {
        let text = if self.is(class::TENURE) {
            let post = self.names(property::POST);
            let holder = self.names(property::HOLDER).unwrap_or_else(|| "unknown holder".to_owned());
            match (post, self.names(property::IN_ORGANIZATION)) {
                (Some(post), _) => format!("{holder} as {post}"),
                (None, Some(organization)) => format!("{holder} in {organization}"),
                (None, None) => format!("post of {holder}"),
            }
        } else if self.is(class::MEMBERSHIP) {
            let holder = self.names(property::HOLDER).unwrap_or_else(|| "unknown member".to_owned());
            let organization =
                self.names(property::IN_ORGANIZATION).unwrap_or_else(|| "unknown group".to_owned());
            format!("{holder} in {organization}")
        } else if self.is(class::BILATERAL_RELATION) {
            let actors = self.labels(property::ACTOR);
            if actors.is_empty() { "relations".to_owned() } else { format!("{} relations", actors.join("-")) }
        } else if self.is(class::DESIGNATION) {
            let object = self.names(property::OBJECT).unwrap_or_else(|| "unknown".to_owned());
            let status = self.names(property::CONTEXT).unwrap_or_else(|| "designated".to_owned());
            let by = self.names(property::ACTOR).map_or_else(String::new, |actor| format!(" by {actor}"));
            format!("{object} as {status}{by}")
        } else if self.is(class::PRESENCE) {
            let object = self.names(property::OBJECT).or_else(|| self.names(property::ACTOR));
            let object = object.unwrap_or_else(|| "somebody".to_owned());
            match self.names(property::PLACE) {
                Some(place) => self.dated(format!("{object} in {place}")),
                None => self.dated(format!("presence of {object}")),
            }
        } else if self.is(class::TREND) {
            self.trend()
        } else if self.is(class::COMMITMENT) {
            self.commitment()
        } else {
            return None;
        };
        Some(text)
    }

    fn trend(&self) -> String {
        let object = self.names(property::OBJECT).or_else(|| self.names(property::CONTEXT));
        let object = object.unwrap_or_else(|| "trend".to_owned());
        let by = self.names(property::ACTOR).map_or_else(String::new, |actor| format!(" of {actor}"));
        let direction = self.labels(property::VALUE).join(", ");
        let direction = if direction.is_empty() { "change".to_owned() } else { direction };
        self.dated(format!("{object}{by}: {direction}"))
    }

    fn commitment(&self) -> String {
        let actor = self.names(property::ACTOR).unwrap_or_else(|| "unknown party".to_owned());
        let plural = self.labels(property::ACTOR).len() > 1;
        let intends = self.facts.modality == Some(Modality::Intended);
        let verb = match (intends, plural) {
            (true, true) => "intend",
            (true, false) => "intends",
            (false, true) => "promise",
            (false, false) => "promises",
        };
        let about = [property::CONTEXT, property::OBJECT, property::PURPOSE, property::RECIPIENT];
        let about = about.into_iter().find_map(|slot| self.names(slot));
        let about = about.map_or_else(|| " action".to_owned(), |about| format!(" action on {about}"));
        let time = self.time();
        let mut text = format!("{actor} {verb}{about}");
        if let Some(time) = time {
            add(&mut text, format_args!(" ({time})"));
        }
        text
    }

    fn event(&self) -> String {
        let actors = self.labels(property::ACTOR);
        let verb = self.verb(actors.len() == 1);
        let mut text = match list(actors, "and") {
            Some(actors) => format!("{actors} {verb}"),
            None => verb,
        };
        let object = self.names(property::OBJECT).or_else(|| self.names(property::CONTENT));
        let recipient = self.names(property::RECIPIENT);
        let told = object.is_some() || recipient.is_some();
        match (object, recipient) {
            (Some(object), Some(recipient)) => {
                add(&mut text, format_args!(" {object} {} {recipient}", self.towards()));
            }
            (Some(other), None) | (None, Some(other)) => add(&mut text, format_args!(" {other}")),
            (None, None) => {}
        }
        if let (false, Some(topic)) =
            (told, self.names(property::CONTEXT).or_else(|| self.names(property::PURPOSE)))
        {
            add(&mut text, format_args!(" on {topic}"));
        }
        let origin = self.names(property::ORIGIN);
        let destination = self.names(property::DESTINATION);
        if let Some(place) = self.names(property::PLACE).filter(|place| destination.as_ref() != Some(place)) {
            add(&mut text, format_args!(" in {place}"));
        }
        if let Some(origin) = origin {
            add(&mut text, format_args!(" from {origin}"));
        }
        if let Some(destination) = destination {
            add(&mut text, format_args!(" to {destination}"));
        }
        self.dated(text)
    }

    /// The modes as a verb, else the class as one.
    fn verb(&self, singular: bool) -> String {
        let modes = self.facts.others.iter().filter_map(|((predicate, _), object)| match object {
            Object::NamedNode(node) if predicate.as_ref() == property::EVENT_MODE => {
                node.as_str().strip_prefix(CONCEPT)
            }
            _ => None,
        });
        let mut verbs: Vec<String> = modes.map(|mode| inflect(mode_verb(mode), singular)).collect();
        if verbs.is_empty() {
            let classes = self.facts.classes.iter().map(|class| class_verb(local_name(class.as_ref())));
            verbs = classes.map(|verb| inflect(verb, singular)).collect();
        }
        verbs.sort_unstable();
        verbs.dedup();
        list(verbs, "and").unwrap_or_else(|| "event".to_owned())
    }

    /// The word between object and recipient.
    fn towards(&self) -> &'static str {
        let against = [class::ASSAULT, class::MOBILIZE, class::SANCTION, class::THREATEN, class::PROTEST];
        if against.into_iter().any(|class| self.is(class)) { "against" } else { "to" }
    }

    /// The phrase with its time and how real it is.
    fn dated(&self, mut text: String) -> String {
        let real = match self.facts.modality {
            None | Some(Modality::Actual) => None,
            Some(Modality::Planned) => Some("planned"),
            Some(Modality::Committed) => Some("promised"),
            Some(Modality::Intended) => Some("intended"),
            Some(Modality::Habitual) => Some("repeatedly"),
            Some(Modality::Hypothetical) => Some("hypothetical"),
            Some(Modality::Negated) => Some("not done"),
        };
        let parts: Vec<String> = self.time().into_iter().chain(real.map(str::to_owned)).collect();
        if !parts.is_empty() {
            add(&mut text, format_args!(" ({})", parts.join(", ")));
        }
        text
    }

    fn time(&self) -> Option<String> {
        self.facts.time.as_ref().and_then(|(time, _)| time_text(time))
    }
}

/// Appends to a text.
fn add(text: &mut String, words: fmt::Arguments<'_>) {
    let _infallible = text.write_fmt(words);
}

/// `a`, `a and b`, `a, b and c`, `a, b, c and 2 others`.
fn list(mut names: Vec<String>, and: &str) -> Option<String> {
    if names.len() > NAMES + 1 {
        let others = names.len() - NAMES;
        names.truncate(NAMES);
        names.push(format!("{others} others"));
    }
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} {and} {last}", names.join(", ")) })
}

/// A time in as few characters as say it.
fn time_text(time: &TimeSpan) -> Option<String> {
    let from = time.not_before.map(date_text);
    let to = time.not_after.map(date_text);
    let year = |day: &str| day.rsplitn(3, '-').nth(2).map(str::to_owned);
    match (from, to) {
        (Some(from), Some(to)) if from == to => Some(from),
        (Some(from), Some(_)) if time.precision == Precision::Month => {
            from.rsplit_once('-').map(|(month, _)| month.to_owned())
        }
        (Some(from), Some(to)) if time.precision == Precision::Year && year(&from) == year(&to) => {
            year(&from)
        }
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("since {from}")),
        (None, Some(to)) => Some(format!("by {to}")),
        (None, None) => {
            time.ends_not_before.or(time.starts_by).map(|day| format!("as of {}", date_text(day)))
        }
    }
}

/// A mode as a verb phrase in its plain form.
fn mode_verb(mode: &str) -> &str {
    match mode {
        "troops" | "weapons" => "deploy",
        "joint-statement" => "issue a joint statement",
        "trial" => "try",
        "campaign" => "campaign",
        "military-operation" => "carry out a military operation",
        "demo" => "demonstrate",
        "accident" => "have an accident",
        "arson" => "burn",
        mode => mode,
    }
}

/// A class as a verb phrase in its plain form.
fn class_verb(class: &str) -> &str {
    match class {
        "Agree" => "agree",
        "Consult" => "consult",
        "Support" => "support",
        "Concede" => "concede",
        "Cooperate" => "cooperate",
        "Aid" => "aid",
        "Retreat" => "retreat",
        "Request" => "ask",
        "Accuse" => "accuse",
        "Reject" => "reject",
        "Threaten" => "threaten",
        "Protest" => "protest",
        "Sanction" => "sanction",
        "Mobilize" => "mobilize",
        "Coerce" => "coerce",
        "Assault" => "attack",
        "Change" => "change",
        "EventSeries" => "act",
        class => class,
    }
}

/// A verb phrase such as `share-intelligence` in the present tense.
fn inflect(phrase: &str, singular: bool) -> String {
    let phrase = phrase.replace('-', " ");
    if !singular {
        return phrase;
    }
    let (verb, rest) = phrase.split_at(phrase.find(' ').unwrap_or(phrase.len()));
    let mut ending = verb.chars().rev();
    let (last, before) = (ending.next().unwrap_or_default(), ending.next().unwrap_or_default());
    if verb == "have" {
        format!("has{rest}")
    } else if last == 'y' && !"aeiou".contains(before) {
        format!("{}ies{rest}", verb.strip_suffix('y').unwrap_or(verb))
    } else if "sxzo".contains(last) || (last == 'h' && "cs".contains(before)) {
        format!("{verb}es{rest}")
    } else {
        format!("{verb}s{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_the_ending_of_english_spelling() {
        for (verb, third) in [
            ("meet", "meets"),
            ("try", "tries"),
            ("deploy", "deploys"),
            ("clash", "clashes"),
            ("share-intelligence", "shares intelligence"),
            ("have an accident", "has an accident"),
        ] {
            assert_eq!(inflect(verb, true), third);
        }
    }

    #[test]
    fn long_lists_end_in_a_count() {
        let names = |count: usize| (0..count).map(|number| number.to_string()).collect();
        assert_eq!(list(names(0), "and"), None);
        assert_eq!(list(names(2), "and").unwrap(), "0 and 1");
        assert_eq!(list(names(4), "and").unwrap(), "0, 1, 2 and 3");
        assert_eq!(list(names(6), "and").unwrap(), "0, 1, 2 and 3 others");
    }
}
