//! Names and words known before a text is read: gazetteers and lexicons as data, and their look-up.
//!
//! What comes in: the tables of `src/extract/data/`, compiled into the program, and tables of the same form that a user
//! lays on top. What goes out: typed entries by name ([`Lexicon::country`], [`Lexicon::head_noun`], …) and all names in a
//! row of tokens ([`Lexicon::scan`]). A table is plain text: notes (`#`), a header, then one entry a line, fields
//! separated by tabs, lists inside a field by `|`. The notes name origin and licence.
//!
//! Invariants: the same files give the same answers in the same order; a look-up never fails, only reading a table does,
//! with file, line and column. Left out on purpose: deciding between the readings of a name, which needs its context.

mod body;
mod country;
mod designator;
mod error;
#[cfg(test)]
mod facts;
mod files;
mod head_noun;
mod index;
mod key;
#[expect(clippy::module_inception, reason = "the type Lexicon is the module's main one")]
mod lexicon;
mod lookup;
mod names;
mod organization;
mod person;
mod phrase;
mod place;
mod post;
mod ship;
mod speech;
mod table;
mod title;
mod weapon;

pub use body::{Body, BodyKind, ForceMember};
pub use country::{Country, CountryStatus, Demonym};
pub use designator::Designator;
pub use error::LexiconError;
pub use head_noun::{HeadNoun, NounClass};
pub use lexicon::Lexicon;
pub use lookup::{Entry, Hit};
pub use organization::{LegalForm, Organization, OrganizationKind};
pub use person::{Gender, ParticlePlace};
pub use phrase::PhraseMatch;
pub use place::{Place, PlaceKind};
pub use ship::{HullCode, ShipKind, ShipPrefix};
pub use speech::{
    Hedge, HedgeEffect, Modal, ModalUse, Negation, NegationScope, ReportingVerb, SaidContent, Sayer,
    TrendUse, TrendWord,
};
pub use table::Text;
pub use title::{PostBody, Title, TitleKind, TitleMatch};
pub use weapon::WeaponName;
