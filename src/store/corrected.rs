//! The values that a correction may give: from words to terms, nodes, times and quantities.

use jiff::civil::Date;
use oxigraph::model::NamedNode;

use super::Mint;
use super::mint::concept;
use crate::resolve::is_superclass;
use crate::statement::Modality;
use crate::statement::Number;
use crate::statement::Precision;
use crate::statement::Qualifier;
use crate::statement::Quantity;
use crate::statement::Term;
use crate::statement::TimeSpan;
use crate::vocab::CONCEPT;
use crate::vocab::casegraph;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;

/// What holds instead of what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Corrected {
    /// An entity, event, concept, class or modality.
    Node(NamedNode),
    Time(TimeSpan),
    Quantity(Quantity),
}

/// The values of one property that hold instead of those read; none takes them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Correction {
    pub(super) predicate: Term,
    pub(super) values: Vec<Corrected>,
}

/// Slots and attributes that hold nodes.
const NODES: [Term; 18] = [
    property::ACTOR,
    property::RECIPIENT,
    property::OBJECT,
    property::PLACE,
    property::ORIGIN,
    property::DESTINATION,
    property::CONTEXT,
    property::PURPOSE,
    property::SUB_EVENT_OF,
    property::RESULTS_IN,
    property::CONTENT,
    property::INSTRUMENT,
    property::HOLDER,
    property::POST,
    property::IN_ORGANIZATION,
    property::PART_OF,
    property::AFFILIATED_STATE,
    property::ASSET_TYPE,
];

/// Properties whose values are of other kinds.
const OTHERS: [&str; 6] = ["class", "time", "modality", "eventMode", "quantity", "value"];

/// The names of the properties that a correction may name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NODES.iter().map(|term| casegraph::local_name(*term)).chain(OTHERS)
}

/// Whether the property's values are nodes that have names of their own.
pub(super) fn holds_nodes(name: &str) -> bool {
    name == "value" || NODES.iter().any(|term| casegraph::local_name(*term) == name)
}

impl Correction {
    /// Reads a correction; `Err` is what was found and what was expected.
    pub(super) fn parse(name: &str, values: &[String], mint: &Mint) -> Result<Self, (String, String)> {
        let predicate = match name {
            "class" => rdf::TYPE,
            "time" => property::TIME,
            "modality" => property::MODALITY,
            "eventMode" => property::EVENT_MODE,
            "quantity" => property::QUANTITY,
            "value" => property::VALUE,
            name => NODES
                .into_iter()
                .find(|term| casegraph::local_name(*term) == name)
                .ok_or_else(|| (format!("the property `{name}`"), format!("one of {}", listed())))?,
        };
        if values.is_empty() && [rdf::TYPE, property::MODALITY].contains(&predicate) {
            return Err((
                format!("no value of `{name}`"),
                "a value: this property is never empty".to_owned(),
            ));
        }
        let single = [property::TIME, property::MODALITY].contains(&predicate);
        if single && values.len() > 1 {
            return Err((format!("{} values of `{name}`", values.len()), "one".to_owned()));
        }
        let read = |text: &String| {
            read(predicate, text.trim(), mint)
                .ok_or_else(|| (format!("`{name}` = `{text}`"), expected(predicate).to_owned()))
        };
        Ok(Self { predicate, values: values.iter().map(read).collect::<Result<_, _>>()? })
    }
}

fn listed() -> String {
    let mut names: Vec<&str> = names().collect();
    names.sort_unstable();
    names.join(" ")
}

fn expected(predicate: Term) -> &'static str {
    match predicate {
        rdf::TYPE => "a class of events or situations, such as Consult",
        property::TIME => "YYYY, YYYY-MM, YYYY-MM-DD, or two days with a slash between them",
        property::MODALITY => "a modality, such as Planned",
        property::EVENT_MODE => "a mode, such as meet",
        property::QUANTITY => "a number, with a unit after it where there is one",
        _ => "an id such as person/…, or a full IRI of this store or of a concept",
    }
}

fn read(predicate: Term, text: &str, mint: &Mint) -> Option<Corrected> {
    match predicate {
        rdf::TYPE => {
            let class = casegraph::term(text)?;
            let told = is_superclass(class::EVENT, class) || is_superclass(class::SITUATION, class);
            told.then(|| Corrected::Node(class.into_owned()))
        }
        property::TIME => time(text).map(Corrected::Time),
        property::MODALITY => {
            Modality::from_local_name(text).map(|modality| Corrected::Node(modality.term().into_owned()))
        }
        property::EVENT_MODE => {
            let slug = text.strip_prefix("m:").or_else(|| text.strip_prefix(CONCEPT)).unwrap_or(text);
            let sound = !slug.is_empty()
                && slug
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            sound.then(|| Corrected::Node(concept(slug)))
        }
        property::QUANTITY => quantity(text).map(Corrected::Quantity),
        _ => node(text, mint).map(Corrected::Node),
    }
}

/// An id or IRI of a thing.
fn node(text: &str, mint: &Mint) -> Option<NamedNode> {
    let iri = match text.strip_prefix("m:") {
        Some(slug) => format!("{CONCEPT}{slug}"),
        None if text.starts_with(mint.base()) || text.starts_with(CONCEPT) => text.to_owned(),
        None => format!("{}{text}", mint.base()),
    };
    mint.group(&iri)?;
    NamedNode::new(iri).ok()
}

fn time(text: &str) -> Option<TimeSpan> {
    let day = |text: &str| text.parse::<Date>().ok().filter(|_| text.len() == 10);
    if let Some((first, last)) = text.split_once('/') {
        let (first, last) = (day(first)?, day(last)?);
        let month = (first.year(), first.month()) == (last.year(), last.month());
        let precision = if month { Precision::PartOfMonth } else { Precision::Year };
        return (first <= last).then(|| TimeSpan::within(first, last, precision));
    }
    match text.len() {
        4 => {
            let first = day(&format!("{text}-01-01"))?;
            Some(TimeSpan::within(first, day(&format!("{text}-12-31"))?, Precision::Year))
        }
        7 => {
            let first = day(&format!("{text}-01"))?;
            Some(TimeSpan::within(first, first.last_of_month(), Precision::Month))
        }
        _ => day(text).map(|day| TimeSpan::within(day, day, Precision::Day)),
    }
}

fn quantity(text: &str) -> Option<Quantity> {
    let (number, unit) =
        text.split_once(' ').map_or((text, None), |(number, unit)| (number, Some(unit.trim())));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 6 {
        return None;
    }
    let millionths = format!("{whole}{part:0<6}").parse().ok()?;
    let number = Some(Number::from_millionths(millionths));
    let unit = unit.filter(|unit| !unit.is_empty()).map(str::to_owned);
    Some(Quantity { min: number, max: number, qualifier: Qualifier::Exact, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(name: &str, value: &str) -> Result<Corrected, (String, String)> {
        let mint = Mint::new("https://e.org/id/");
        Correction::parse(name, &[value.to_owned()], &mint).map(|mut correction| correction.values.remove(0))
    }

    #[test]
    fn a_time_is_a_year_a_month_a_day_or_two_days() {
        for (text, first, last, precision) in [
            ("2024", "2024-01-01", "2024-12-31", Precision::Year),
            ("2024-02", "2024-02-01", "2024-02-29", Precision::Month),
            ("2024-02-03", "2024-02-03", "2024-02-03", Precision::Day),
            ("2024-02-03/2024-02-05", "2024-02-03", "2024-02-05", Precision::PartOfMonth),
        ] {
            let expected = TimeSpan::within(first.parse().unwrap(), last.parse().unwrap(), precision);
            assert_eq!(parse("time", text), Ok(Corrected::Time(expected)), "{text}");
        }
        for text in ["May", "2024-13", "2024-2-3", "2024-02-05/2024-02-03", "é24", ""] {
            assert!(parse("time", text).is_err(), "{text}");
        }
    }

    #[test]
    fn nodes_are_ids_or_iris_of_the_store_or_of_a_concept() {
        let node = |iri: &str| Ok(Corrected::Node(NamedNode::new(iri).unwrap()));
        assert_eq!(parse("place", "place/riga-1"), node("https://e.org/id/place/riga-1"));
        assert_eq!(parse("place", "https://e.org/id/place/riga-1"), node("https://e.org/id/place/riga-1"));
        assert_eq!(parse("context", "m:fishing"), node("https://w3id.org/casegraph/concept/fishing"));
        assert_eq!(parse("eventMode", "meet"), node("https://w3id.org/casegraph/concept/meet"));
        for text in ["Riga", "claim/0a", "https://other.org/place/x", "place/a b"] {
            assert!(parse("place", text).is_err(), "{text}");
        }
    }

    #[test]
    fn classes_modalities_and_quantities_are_checked() {
        assert!(parse("class", "Consult").is_ok());
        assert!(parse("class", "Person").is_err());
        assert!(parse("modality", "Planned").is_ok());
        assert!(parse("modality", "Maybe").is_err());
        let Ok(Corrected::Quantity(tonnes)) = parse("quantity", "41.5 t") else { panic!("a quantity") };
        assert_eq!((tonnes.min.unwrap().to_string(), tonnes.unit.as_deref()), ("41.5".to_owned(), Some("t")));
        assert!(parse("quantity", "many").is_err());
        assert!(parse("colour", "red").unwrap_err().1.starts_with("one of actor "));
    }
}
