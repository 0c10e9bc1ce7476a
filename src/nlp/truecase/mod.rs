//! Restores the case of text that lacks it: message traffic in capitals, headlines in title case.
//!
//! In goes a text, out comes a text of the same length, byte by byte and letter by letter, so that every place fits
//! both. Each paragraph is judged by itself ([`detect`]); ordinary text, single names and short lines in an ordinary
//! text stay as they are.
//!
//! The words of such a paragraph are tagged from left to right as lower case, with a capital, in capitals, or in
//! mixed case by an averaged perceptron over hashed features (Collins 2002, "Discriminative training methods for
//! hidden Markov models", <https://aclanthology.org/W02-1001/>; for truecasing Lita et al. 2003, "tRuEcasIng",
//! <https://aclanthology.org/P03-1020/>). `benches/train/truecase.rs` trains it; `data/README.md` is its card.
//!
//! `features`, `forms`, `pieces` and `weights` use nothing of the crate: the trainer includes them as they stand, so that
//! training and use see the same features.
//!
//! Left out on purpose: languages other than English, and letters whose other case has another length in UTF-8.

mod detect;
mod features;
mod forms;
mod pieces;
mod restore;
#[cfg(test)]
mod tests;
mod weights;

pub use restore::Truecaser;
