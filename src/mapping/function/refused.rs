//! Functions that are known by name and refused, with the reason.

/// IRIs and reasons.
const REFUSED: &[(&str, &str)] = &[
    (grel!("date_now"), CLOCK),
    (grel!("now"), CLOCK),
    (grel!("math_randomNumber"), CHANCE),
    (idlab!("random"), CHANCE),
    (morph!("uuid"), CHANCE),
    (idlab!("readFile"), "a mapping reads files by its logical sources only"),
    (idlab!("lookup"), TABLE),
    (idlab!("lookupWithDelimiter"), TABLE),
    (idlab!("dbpediaSpotlight"), "a mapping does not use the network"),
    (idlab!("getMIMEType"), "the media type of a file is not in its name"),
    (idlab!("generateUniqueIRI"), STATE),
    (idlab!("implicitCreate"), STATE),
    (idlab!("implicitUpdate"), STATE),
    (idlab!("implicitDelete"), STATE),
    (idlab!("explicitCreate"), STATE),
    (idlab!("explicitUpdate"), STATE),
    (idlab!("explicitDelete"), STATE),
    (grel!("math_ln"), DIGITS),
    (grel!("math_log"), DIGITS),
    (grel!("math_exp"), DIGITS),
    (grel!("string_phonetic"), "phonetic codes are not built in"),
    (grel!("string_reinterpret"), "texts are decoded when the source is read: name its encoding there"),
];

const CLOCK: &str = "the same input must give the same graph, so a mapping has no clock";
const CHANCE: &str = "the same input must give the same graph, so a mapping has no chance";
const TABLE: &str = "a mapping reads files by its logical sources only: join with a triples map of the table";
const STATE: &str = "the same input must give the same graph, so a mapping keeps no state between runs";
const DIGITS: &str = "its last digit differs between machines, and the same input must give the same graph";

/// Why a function that exists elsewhere does not exist here, if that is on purpose.
pub(in crate::mapping) fn refusal(iri: &str) -> Option<&'static str> {
    let iri = super::table::current(iri);
    REFUSED.iter().find(|(name, _)| *name == iri).map(|(_, reason)| *reason)
}
