//! Profiles: what of the statements a record shows, and under which names.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

use crate::span::LineIndex;
use crate::statement::Modality;
use crate::statement::Stance;
use crate::statement::Term;
use crate::vocab::casegraph;

/// A part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Entities,
    Events,
    Dates,
    Quotes,
    Relations,
}

/// What the words of a mention are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MentionKind {
    Name,
    Adjective,
    Common,
    Pronoun,
    Inner,
}

/// By what two events of a document are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MergeKey {
    /// Their labels.
    Type,
    /// Times that share no day.
    Date,
    /// Places of which neither lies in the other.
    Place,
}

/// Where the place of an event comes from if its clause names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PlaceSource {
    /// The place that stands nearest in its sentence.
    Sentence,
    /// The country of the place with which the document begins.
    Dateline,
}

/// Which text a participant is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParticipantText {
    /// The words of its mention.
    Mention,
    /// The label of its entity.
    Label,
}

/// What of the statements a record shows, and under which names.
///
/// A profile is a TOML file. It selects and renames by class, mode, property, modality, stance, confidence and kind
/// of mention; it holds no words of text. Keys:
///
/// | key | value |
/// |--|--|
/// | `version` | 1 |
/// | `write` | parts of the record: `entities`, `events`, `dates`, `quotes`, `relations` |
/// | `min_confidence` | least confidence of a claim, 0 to 100 |
/// | `modalities`, `stances` | those to write; all where the key is missing |
/// | `mentions` | kinds of mention in `entities`: `name`, `adjective`, `common`, `pronoun` |
/// | `phrases` | also the phrases that no claim needs, common nouns under the class of what they name |
/// | `flat` | of mentions inside one another only the longest |
/// | `text` | text of a participant: its `mention` or the `label` of its entity |
/// | `merge_events` | one event for all clauses that tell of it |
/// | `merge` | one event for all that agree in these, as far as known: `type`, `date`, `place` |
/// | `general` | labels that agree with any other in the same sentence: the other one stays |
/// | `places` | where a place comes from if the clause names none, in order: `sentence`, `dateline` |
/// | `with_participants` | only events with a participant |
/// | `events_per_sentence` | most events of one sentence, the surest first |
/// | `min_participants` | least number of participants of an event |
/// | `same_sentence` | only relations of mentions in one sentence |
/// | `first_of` | lists of properties of which only the first that is filled is written |
/// | `[entities]` | class → label; `Quantity` and `TimeSpan` give the quantities and times as entities |
/// | `[acting]` | class → label of a mention that is an actor or recipient |
/// | `[events]` | `Class[mode]` or `Class`, either with `{Modality}` → label, or labels for several events |
/// | `[joining]` | likewise for events that only join an event of their sentence, as `merge` says |
/// | `[roles]` | `property[Class]` or `property` → label; `""` leaves the participant out; `property.inOrganization` → label of what it belongs to; `Class:` before it: of events of that class |
/// | `[relations]` | `Class.property.property` (class `*` for any, `trigger` for the noun of the event that it results from), `claim.property[Class]` or `claim.property` with the class of what the claim is about, or `same` → label |
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub struct Profile {
    /// Whether names stay ours and everything is written.
    pub(super) plain: bool,
    pub(super) parts: BTreeSet<Part>,
    pub(super) min_confidence: u8,
    pub(super) modalities: Option<BTreeSet<Modality>>,
    pub(super) stances: Option<BTreeSet<Stance>>,
    pub(super) mentions: BTreeSet<MentionKind>,
    pub(super) phrases: bool,
    pub(super) flat: bool,
    pub(super) participant_text: ParticipantText,
    pub(super) merge_events: bool,
    pub(super) merge: BTreeSet<MergeKey>,
    pub(super) general: BTreeSet<String>,
    pub(super) places: Vec<PlaceSource>,
    pub(super) with_participants: bool,
    pub(super) events_per_sentence: Option<usize>,
    pub(super) min_participants: usize,
    pub(super) same_sentence: bool,
    pub(super) first_of: Vec<Vec<String>>,
    pub(super) entities: BTreeMap<String, String>,
    pub(super) acting: BTreeMap<String, String>,
    pub(super) events: BTreeMap<String, Vec<String>>,
    pub(super) joining: BTreeMap<String, Vec<String>>,
    pub(super) roles: BTreeMap<String, String>,
    pub(super) relations: BTreeMap<String, String>,
}

/// Why a profile cannot be used. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// The text is no TOML.
    #[error("cannot read the profile, line {line}, column {column}: {message}")]
    Syntax {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What the parser expected.
        message: String,
    },
    /// A key or value is not known.
    #[error("cannot read the profile, line {line}, column {column}: `{found}` is not {expected}")]
    Unknown {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What was found.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
}

/// The built-in profiles.
const BUILTIN: [(&str, &str); 6] = [
    ("crossner", include_str!("../data/profiles/crossner.toml")),
    ("gumnews", include_str!("../data/profiles/gumnews.toml")),
    ("muc4", include_str!("../data/profiles/muc4.toml")),
    ("plover", include_str!("../data/profiles/plover.toml")),
    ("re3d", include_str!("../data/profiles/re3d.toml")),
    ("wikievents", include_str!("../data/profiles/wikievents.toml")),
];

impl Default for Profile {
    /// Everything, under the local names of our classes and properties.
    fn default() -> Self {
        use MentionKind::{Adjective, Common, Name, Pronoun};
        Self {
            plain: true,
            parts: [Part::Entities, Part::Events, Part::Dates, Part::Quotes, Part::Relations].into(),
            min_confidence: 0,
            modalities: None,
            stances: None,
            mentions: [Name, Adjective, Common, Pronoun].into(),
            phrases: false,
            flat: false,
            participant_text: ParticipantText::Mention,
            merge_events: false,
            merge: BTreeSet::new(),
            general: BTreeSet::new(),
            places: Vec::new(),
            with_participants: false,
            events_per_sentence: None,
            min_participants: 0,
            same_sentence: false,
            first_of: Vec::new(),
            entities: BTreeMap::new(),
            acting: BTreeMap::new(),
            events: BTreeMap::new(),
            joining: BTreeMap::new(),
            roles: BTreeMap::new(),
            relations: BTreeMap::new(),
        }
    }
}

impl Profile {
    /// The names of the built-in profiles, sorted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(name, _)| *name)
    }

    /// A built-in profile; `None` where there is none of that name. A test reads all of them.
    pub fn builtin(name: &str) -> Option<Self> {
        BUILTIN.iter().find(|(known, _)| *known == name).and_then(|(_, text)| Self::parse(text).ok())
    }

    /// Reads a profile.
    ///
    /// # Errors
    /// The first place where the text is no TOML or names something that is not known.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let reader = Reader { text, index: LineIndex::new(text) };
        let table = DeTable::parse(text).map_err(|error| reader.syntax(&error))?;
        let mut profile = Self { plain: false, ..Self::default() };
        for (key, value) in table.get_ref() {
            reader.entry(&mut profile, key, value)?;
        }
        Ok(profile)
    }
}

/// A key of a table.
type Key<'t> = Spanned<std::borrow::Cow<'t, str>>;
/// A value of a table.
type Value<'t> = Spanned<DeValue<'t>>;

/// The text of a profile while it is read.
struct Reader<'t> {
    text: &'t str,
    index: LineIndex,
}

impl Reader<'_> {
    /// The error of the TOML parser.
    fn syntax(&self, error: &toml::de::Error) -> ProfileError {
        let offset = error.span().map_or(0, |span| span.start);
        let (line, column) = self.index.line_column(self.text, offset);
        ProfileError::Syntax { line, column, message: error.message().replace('\n', ", ") }
    }

    /// The error of something unknown at a byte.
    fn unknown(&self, offset: usize, found: &str, expected: &'static str) -> ProfileError {
        let (line, column) = self.index.line_column(self.text, offset);
        ProfileError::Unknown { line, column, found: found.to_owned(), expected }
    }

    /// Reads one key of the file.
    fn entry(&self, profile: &mut Profile, key: &Key<'_>, value: &Value<'_>) -> Result<(), ProfileError> {
        match key.get_ref().as_ref() {
            "version" => match self.number(value)? {
                1 => {}
                other => return Err(self.unknown(value.span().start, &other.to_string(), "the version 1")),
            },
            "write" => profile.parts = self.set(value, "a part of a record", part)?,
            "min_confidence" => {
                let number = self.number(value)?;
                profile.min_confidence =
                    u8::try_from(number).ok().filter(|percent| *percent <= 100).ok_or_else(|| {
                        self.unknown(value.span().start, &number.to_string(), "a number from 0 to 100")
                    })?;
            }
            "modalities" => {
                profile.modalities = Some(self.set(value, "a modality", Modality::from_local_name)?);
            }
            "stances" => profile.stances = Some(self.set(value, "a stance", Stance::from_local_name)?),
            "mentions" => profile.mentions = self.set(value, "a kind of mention", mention_kind)?,
            "text" => {
                profile.participant_text = match self.string(value)? {
                    "mention" => ParticipantText::Mention,
                    "label" => ParticipantText::Label,
                    other => return Err(self.unknown(value.span().start, other, "`mention` or `label`")),
                }
            }
            "phrases" => profile.phrases = self.boolean(value)?,
            "flat" => profile.flat = self.boolean(value)?,
            "merge_events" => profile.merge_events = self.boolean(value)?,
            "merge" => profile.merge = self.set(value, "`type`, `date` or `place`", merge_key)?,
            "general" => {
                profile.general =
                    self.strings(value)?.into_iter().map(|(label, _)| label.to_owned()).collect();
            }
            "places" => {
                let source = |(name, at): (&str, usize)| {
                    place_source(name).ok_or_else(|| self.unknown(at, name, "`sentence` or `dateline`"))
                };
                profile.places = self.strings(value)?.into_iter().map(source).collect::<Result<_, _>>()?;
            }
            "with_participants" => profile.with_participants = self.boolean(value)?,
            "same_sentence" => profile.same_sentence = self.boolean(value)?,
            "events_per_sentence" => profile.events_per_sentence = Some(self.number(value)?),
            "min_participants" => profile.min_participants = self.number(value)?,
            "first_of" => profile.first_of = self.lists(value)?,
            "entities" => profile.entities = self.labels(value, is_class)?,
            "acting" => profile.acting = self.labels(value, is_class)?,
            "events" => profile.events = self.label_lists(value)?,
            "joining" => profile.joining = self.label_lists(value)?,
            "roles" => profile.roles = self.labels(value, is_role)?,
            "relations" => profile.relations = self.labels(value, is_relation)?,
            other => return Err(self.unknown(key.span().start, other, "a key of a profile")),
        }
        Ok(())
    }

    fn number(&self, value: &Value<'_>) -> Result<usize, ProfileError> {
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        number.ok_or_else(|| self.unknown(value.span().start, self.source(value), "a whole number"))
    }

    fn boolean(&self, value: &Value<'_>) -> Result<bool, ProfileError> {
        let flag = value.get_ref().as_bool();
        flag.ok_or_else(|| self.unknown(value.span().start, self.source(value), "`true` or `false`"))
    }

    fn string<'v>(&self, value: &'v Value<'_>) -> Result<&'v str, ProfileError> {
        let string = value.get_ref().as_str();
        string.ok_or_else(|| self.unknown(value.span().start, self.source(value), "a string"))
    }

    /// A value as it is written.
    fn source(&self, value: &Value<'_>) -> &str {
        self.text.get(value.span()).unwrap_or_default()
    }

    /// The strings of an array.
    fn strings<'v>(&self, value: &'v Value<'_>) -> Result<Vec<(&'v str, usize)>, ProfileError> {
        let Some(array) = value.get_ref().as_array() else {
            return Err(self.unknown(value.span().start, self.source(value), "an array of strings"));
        };
        array.iter().map(|item| Ok((self.string(item)?, item.span().start))).collect()
    }

    /// An array of known names.
    fn set<T: Ord>(
        &self,
        value: &Value<'_>,
        expected: &'static str,
        known: impl Fn(&str) -> Option<T>,
    ) -> Result<BTreeSet<T>, ProfileError> {
        let names = self.strings(value)?.into_iter();
        names.map(|(name, at)| known(name).ok_or_else(|| self.unknown(at, name, expected))).collect()
    }

    /// An array of arrays of properties.
    fn lists(&self, value: &Value<'_>) -> Result<Vec<Vec<String>>, ProfileError> {
        let Some(array) = value.get_ref().as_array() else {
            return Err(self.unknown(
                value.span().start,
                self.source(value),
                "an array of arrays of properties",
            ));
        };
        let property = |(name, at): (&str, usize)| {
            if is_property(name) { Ok(name.to_owned()) } else { Err(self.unknown(at, name, "a property")) }
        };
        array.iter().map(|list| self.strings(list)?.into_iter().map(property).collect()).collect()
    }

    /// A table of names and labels.
    fn labels(
        &self,
        value: &Value<'_>,
        known: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, String>, ProfileError> {
        let label = |(key, value): (&Key<'_>, &Value<'_>)| {
            self.check(key, &known)?;
            Ok((key.get_ref().to_string(), self.string(value)?.to_owned()))
        };
        self.table(value)?.iter().map(label).collect()
    }

    /// A table of classes of events and one label or several.
    fn label_lists(&self, value: &Value<'_>) -> Result<BTreeMap<String, Vec<String>>, ProfileError> {
        let label = |(key, value): (&Key<'_>, &Value<'_>)| {
            self.check(key, &|name: &str| is_class(base(name)))?;
            let labels = match value.get_ref().as_str() {
                Some(label) => vec![label.to_owned()],
                None => self.strings(value)?.into_iter().map(|(label, _)| label.to_owned()).collect(),
            };
            Ok((key.get_ref().to_string(), labels))
        };
        self.table(value)?.iter().map(label).collect()
    }

    fn table<'v, 't>(&self, value: &'v Value<'t>) -> Result<&'v DeTable<'t>, ProfileError> {
        let table = value.get_ref().as_table();
        table.ok_or_else(|| self.unknown(value.span().start, self.source(value), "a table"))
    }

    fn check(&self, key: &Key<'_>, known: &impl Fn(&str) -> bool) -> Result<(), ProfileError> {
        if known(key.get_ref()) {
            return Ok(());
        }
        Err(self.unknown(
            key.span().start,
            key.get_ref(),
            "a name of the ontology in the form that this table wants",
        ))
    }
}

/// The part before a bracket or brace.
fn base(name: &str) -> &str {
    name.split(['[', '{']).next().unwrap_or(name)
}

/// Whether a term of the ontology has this local name and kind.
fn is_term(name: &str, kind: casegraph::TermKind) -> bool {
    casegraph::TERMS.iter().any(|(local, other, _)| *local == name && *other == kind)
}

fn is_class(name: &str) -> bool {
    is_term(name, casegraph::TermKind::Class)
}

fn is_property(name: &str) -> bool {
    is_term(name, casegraph::TermKind::Property)
}

/// `property` or `property[Class]`, with `Class:` before it or not; `property.property`.
fn is_role(name: &str) -> bool {
    let (of, name) = name.split_once(':').map_or((None, name), |(of, name)| (Some(of), name));
    if of.is_some_and(|of| !is_class(of)) {
        return false;
    }
    if let Some((slot, next)) = name.split_once('.') {
        return is_property(slot) && is_property(next);
    }
    let class = name.split_once('[').map(|(_, rest)| rest.trim_end_matches(']'));
    is_property(base(name)) && class.is_none_or(is_class)
}

/// `Class.property.property`, `claim.property` or `same`.
fn is_relation(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    match parts.as_slice() {
        ["same"] => true,
        ["claim", property] => is_role(property),
        [class, subject, object] => {
            let end = |name: &str| name == "trigger" || is_property(name);
            (*class == "*" || is_class(base(class))) && end(subject) && end(object)
        }
        _ => false,
    }
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "entities" => Part::Entities,
        "events" => Part::Events,
        "dates" => Part::Dates,
        "quotes" => Part::Quotes,
        "relations" => Part::Relations,
        _ => return None,
    })
}

fn merge_key(name: &str) -> Option<MergeKey> {
    Some(match name {
        "type" => MergeKey::Type,
        "date" => MergeKey::Date,
        "place" => MergeKey::Place,
        _ => return None,
    })
}

fn place_source(name: &str) -> Option<PlaceSource> {
    Some(match name {
        "sentence" => PlaceSource::Sentence,
        "dateline" => PlaceSource::Dateline,
        _ => return None,
    })
}

fn mention_kind(name: &str) -> Option<MentionKind> {
    Some(match name {
        "name" => MentionKind::Name,
        "adjective" => MentionKind::Adjective,
        "common" => MentionKind::Common,
        "pronoun" => MentionKind::Pronoun,
        "inner" => MentionKind::Inner,
        _ => return None,
    })
}

/// The local name of a class or property.
pub(super) fn local(term: Term) -> &'static str {
    term.as_str().strip_prefix(casegraph::NAMESPACE).unwrap_or(term.as_str())
}
