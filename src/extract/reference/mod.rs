//! Reference inside a document: what a pronoun stands for.
//!
//! In: the trees, the names and the common nouns. Out: for a pronoun of the third person the phrase or phrases that
//! it stands for, where one of them stands out; else nothing. The order of preference follows Lappin and Leass, "An
//! Algorithm for Pronominal Anaphora Resolution", 1994, section 2.1.4 (subjects before objects, near before far,
//! names and topics), with the bounds of number, gender, animacy and binding before it. Every noun is a candidate,
//! also one that could fill no slot, so that "it" is not taken for the last body when it stands for an illness.
//!
//! Left out on purpose: "we" (which group a speaker means is rarely told), and pronouns that stand for a clause.

mod candidate;
mod pronoun;
mod salience;

pub(super) use pronoun::Link;
