//! One article as the rest of the program sees it.

use jiff::civil::Date;

/// One article: its text, and what its source says about it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The input's name as the user gave it, with `#n` for its n-th record (from 1).
    pub source: String,
    /// The id that the input gives it (`doc` or `id`).
    pub id: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its title; metadata, not part of `text` unless it stands there.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO 639-1 code of the language of `text`, such as `en`.
    pub language: Option<String>,
    /// The decoded text, unchanged: all spans point into it.
    pub text: String,
}
