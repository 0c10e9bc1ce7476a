//! One article as the rest of the program sees it.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::span::Span;

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
    /// ISO 639-1 code of the language of `text`, such as `en` (ISO 639-3 where there is none).
    pub language: Option<String>,
    /// The decoded text, unchanged: all spans point into it.
    pub text: String,
    /// Of a structured record: which record of which file it is.
    pub record: Option<RecordOrigin>,
    /// Places of `text` that are no prose and that the analysis passes over: markup, metadata, marks of
    /// footnotes, over-long words, what exceeds the limit. In order, not overlapping.
    pub unread: Vec<Span>,
}

/// Where a structured record comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordOrigin {
    /// What maps it: keys of records are unique in their feed.
    pub feed: String,
    /// SHA-256 of the file in lower-case hexadecimal.
    pub digest: String,
    /// Number of the record in the file, from 1.
    pub number: u64,
    /// Whether the record takes back what earlier ones with its key said.
    pub withdrawn: bool,
}

impl Document {
    /// The text as the analysis reads it: as long as [`text`](Self::text) in bytes, so that places fit both,
    /// with blanks for what is [`unread`](Self::unread) (line breaks stay); an unread end is cut off.
    pub fn prose(&self) -> Cow<'_, str> {
        if self.unread.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let mut prose = String::with_capacity(self.text.len());
        let mut done = 0;
        for span in &self.unread {
            prose.push_str(Span::new(done, span.start).text(&self.text));
            done = span.end.max(done);
            if span.end >= self.text.len() {
                break;
            }
            for byte in span.text(&self.text).bytes() {
                prose.push(if byte == b'\n' { '\n' } else { ' ' });
            }
        }
        prose.push_str(Span::new(done, self.text.len()).text(&self.text));
        Cow::Owned(prose)
    }

    /// Whether the program can find facts in its language.
    pub fn is_supported(&self) -> bool {
        self.language.as_deref().is_none_or(|language| language == "en")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_keeps_every_place_and_blanks_what_is_unread() {
        let text = "---\ntitle: é\n---\nA **bold** ship".to_owned();
        let unread = vec![Span::new(0, 18), Span::new(20, 22), Span::new(26, 28)];
        let document = Document { text, unread, ..Document::default() };
        let prose = document.prose();
        assert_eq!(prose, "   \n         \n   \nA   bold   ship");
        assert_eq!(prose.len(), document.text.len());
        assert_eq!(&prose[29..], &document.text[29..]);
    }

    #[test]
    fn an_unread_end_is_cut_off() {
        let document =
            Document { text: "One. Two.".to_owned(), unread: vec![Span::new(4, 9)], ..Document::default() };
        assert_eq!(document.prose(), "One.");
    }
}
