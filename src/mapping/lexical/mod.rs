//! Says whether a text is in the lexical space of a datatype, and gives its canonical form.
//!
//! **In:** the IRI of a datatype and a lexical form. **Out:** valid or not, or that the datatype is not known
//! here; a canonical form; whether a language tag is well-formed.
//!
//! **Standard:** [XSD 1.1 part 2](https://www.w3.org/TR/xmlschema11-2/), sections 3.3 and 3.4 (the built-in
//! atomic types) and E (canonical mappings); [RFC 5646](https://www.rfc-editor.org/rfc/rfc5646), section 2.1.
//!
//! # Invariants
//!
//! - A lexical form is judged as it stands: no white space is removed first ([RDF 1.1 Concepts, section
//!   5](https://www.w3.org/TR/rdf11-concepts/#section-Datatypes)), so ` 1` is no `xsd:integer`.
//! - Length is not limited and no value is computed: `xsd:integer` and the year of an `xsd:date` may have any
//!   number of digits. February 29 is judged in the proleptic Gregorian calendar, with a year 0000.
//! - Checks read bytes and allocate nothing.
//! - A canonical form is valid, and canonical itself.
//!
//! # Left out on purpose
//!
//! - `xsd:anyType`, `xsd:anySimpleType` and `xsd:anyAtomicType` are abstract; `xsd:NMTOKENS`, `xsd:IDREFS` and
//!   `xsd:ENTITIES` are lists: no literal can have them. `rdf:langString`, `rdf:HTML`, `rdf:XMLLiteral`,
//!   `geo:wktLiteral` and all others are not known: the answer is `None`.
//! - Whether an `xsd:ID` is unique or the prefix of an `xsd:QName` is declared: a literal has no document.
//! - `xsd:anyURI` is not compared with RFC 3987: its lexical space in XSD 1.1 is any text without white space
//!   that would be collapsed (section 3.3.17).
//!
//! # Example
//!
//! ```text
//! const DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
//! assert_eq!(lexical::is_valid(DATE, "2024-02-29"), Some(true));
//! assert_eq!(lexical::is_valid(DATE, "2023-02-29"), Some(false));
//! assert_eq!(lexical::is_valid("http://example.org/date", "2023-02-29"), None);
//! ```

use std::borrow::Cow;

mod binary;
mod calendar;
mod canonical;
mod language;
mod name;
mod number;
/// Whether a text is a language tag that can mean a language: well-formed, and its first part has two or three
/// letters, or is `x` or `i`. RFC 5646, 2.2.1, keeps longer ones for registration, and none is registered: a
/// word such as `english` is a mistake.
pub(super) fn is_language(text: &str) -> bool {
    let first = text.split('-').next().unwrap_or_default();
    is_language_tag(text) && first.len() <= 3
}

#[cfg(test)]
mod tests;

pub(super) use language::is_language_tag;

/// The namespace of XSD.
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Whether a text is in the lexical space of a datatype; `None` for a datatype that is not known here.
pub(super) fn is_valid(datatype: &str, lexical: &str) -> Option<bool> {
    Some(Datatype::from_iri(datatype)?.is_valid(lexical))
}

/// The canonical form of a valid lexical form of `xsd:boolean`, `xsd:decimal`, `xsd:double`, `xsd:float` or
/// an integer type; `None` for other datatypes and for what is not valid.
pub(super) fn canonical<'a>(datatype: &str, lexical: &'a str) -> Option<Cow<'a, str>> {
    Datatype::from_iri(datatype)?.canonical(lexical)
}

/// A datatype that can be judged here: look it up once, check many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Datatype(Kind);

/// What to check, one entry a lexical space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    String,
    NormalizedString,
    Token,
    Language,
    Name,
    NcName,
    NmToken,
    QName,
    Boolean,
    Decimal,
    Double,
    Float,
    Integer(number::Range),
    DateTime,
    DateTimeStamp,
    Date,
    Time,
    YearMonth,
    Year,
    MonthDay,
    Day,
    Month,
    Duration(calendar::Fields),
    HexBinary,
    Base64Binary,
}

impl Datatype {
    /// The datatype of an IRI, if it is a built-in atomic type of XSD 1.1.
    pub(super) fn from_iri(iri: &str) -> Option<Self> {
        Some(Self(kind(iri.strip_prefix(XSD)?)?))
    }

    /// Whether a text is in the lexical space.
    pub(super) fn is_valid(self, lexical: &str) -> bool {
        let bytes = lexical.as_bytes();
        match self.0 {
            Kind::Integer(range) => number::is_integer_in(bytes, range),
            Kind::Decimal => number::is_decimal(bytes),
            Kind::Double | Kind::Float => number::is_double(bytes),
            Kind::Boolean => matches!(bytes, b"true" | b"false" | b"1" | b"0"),
            Kind::Date => calendar::is_date(bytes),
            Kind::DateTime => calendar::is_date_time(bytes),
            Kind::DateTimeStamp => calendar::is_date_time_stamp(bytes),
            Kind::Time => calendar::is_time(bytes),
            Kind::YearMonth => calendar::is_year_month(bytes),
            Kind::Year => calendar::is_year(bytes),
            Kind::MonthDay => calendar::is_month_day(bytes),
            Kind::Day => calendar::is_day(bytes),
            Kind::Month => calendar::is_month(bytes),
            Kind::Duration(fields) => calendar::is_duration(bytes, fields),
            Kind::String => name::is_string(lexical),
            Kind::NormalizedString => name::is_normalized_string(lexical),
            Kind::Token => name::is_token(lexical),
            Kind::Language => language::is_language(bytes),
            Kind::Name => name::is_name(lexical),
            Kind::NcName => name::is_nc_name(lexical),
            Kind::NmToken => name::is_nm_token(lexical),
            Kind::QName => name::is_q_name(lexical),
            Kind::HexBinary => binary::is_hex(bytes),
            Kind::Base64Binary => binary::is_base64(bytes),
        }
    }

    /// The canonical form, as in [`canonical`].
    pub(super) fn canonical(self, lexical: &str) -> Option<Cow<'_, str>> {
        if !self.is_valid(lexical) {
            return None;
        }
        match self.0 {
            Kind::Integer(_) => Some(canonical::integer(lexical)),
            Kind::Decimal => Some(canonical::decimal(lexical)),
            Kind::Double => Some(canonical::double(lexical)),
            Kind::Float => Some(canonical::float(lexical)),
            Kind::Boolean => Some(canonical::boolean(lexical)),
            _ => None,
        }
    }
}

/// The lexical space of a local name in the namespace of XSD.
fn kind(local: &str) -> Option<Kind> {
    use calendar::Fields;
    Some(match local {
        "integer" => Kind::Integer(number::ANY),
        "decimal" => Kind::Decimal,
        "double" => Kind::Double,
        "date" => Kind::Date,
        "dateTime" => Kind::DateTime,
        "boolean" => Kind::Boolean,
        // Any text without white space to collapse is an `anyURI` (section 3.3.17.2).
        "token" | "anyURI" => Kind::Token,
        "string" => Kind::String,
        "gYear" => Kind::Year,
        "gYearMonth" => Kind::YearMonth,
        "float" => Kind::Float,
        "time" => Kind::Time,
        "duration" => Kind::Duration(Fields::ALL),
        "yearMonthDuration" => Kind::Duration(Fields::YEAR_MONTH),
        "dayTimeDuration" => Kind::Duration(Fields::DAY_TIME),
        "dateTimeStamp" => Kind::DateTimeStamp,
        "gMonthDay" => Kind::MonthDay,
        "gDay" => Kind::Day,
        "gMonth" => Kind::Month,
        "hexBinary" => Kind::HexBinary,
        "base64Binary" => Kind::Base64Binary,
        "normalizedString" => Kind::NormalizedString,
        "language" => Kind::Language,
        "Name" => Kind::Name,
        "NCName" | "ID" | "IDREF" | "ENTITY" => Kind::NcName,
        "NMTOKEN" => Kind::NmToken,
        "QName" | "NOTATION" => Kind::QName,
        _ => Kind::Integer(number::range(local)?),
    })
}
