//! Markdown: the metadata before it, its title, and what of it is markup.
//!
//! The text stays as it is, so that places fit the file. Markup that would stand between the words (marks of
//! emphasis, targets of links, fences, HTML tags) is reported as places to pass over. This is no full
//! `CommonMark` parser: constructs over several lines other than fenced code and front matter are prose.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

/// What was found in a Markdown text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Markdown {
    /// `key: value` lines between `---` lines at the very start, keys in lower case.
    pub(super) metadata: Vec<(String, String)>,
    /// The first heading of level one.
    pub(super) title: Option<String>,
    /// Places that are not prose, in order.
    pub(super) markup: Vec<Span>,
}

/// Marks inside a line, each with the places to pass over as groups.
static INLINE: LazyLock<Result<Regex, regex::Error>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<image>!\[[^\]\n]*\]\([^)\n]*\))", // a picture: all of it
        r"|(?P<open>\[)(?P<text>[^\[\]\n]*)(?P<target>\]\([^)\n]*\)|\]\[[^\]\n]*\])", // a link: all but its text
        r"|(?P<tag></?[A-Za-z][^<>\n]*>|<!--[^\n]*?-->)", // an HTML tag or comment
        r"|(?P<strong>\*{1,3}|_{2,3}|~~|`+)",             // emphasis, code
    ))
});

/// Reads a Markdown text.
pub(super) fn read(text: &str) -> Markdown {
    let mut found = Markdown::default();
    let body = front_matter(text, &mut found);
    let mut fenced = false;
    let mut start = body;
    for line in Span::new(body, text.len()).text(text).split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
        let content = line.trim();
        if content.starts_with("```") || content.starts_with("~~~") {
            fenced = !fenced;
            found.markup.push(span);
        } else if fenced || is_rule(content) {
            found.markup.push(span);
        } else {
            self::line(text, span, &mut found);
        }
    }
    found
}

/// Reads the metadata lines at the very start; returns where the body begins.
fn front_matter(text: &str, found: &mut Markdown) -> usize {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return 0 };
    let mut end = first.len();
    let mut metadata = Vec::new();
    for line in lines {
        end += line.len();
        let content = line.trim();
        if content == "---" || content == "..." {
            found.metadata = metadata;
            found.markup.push(Span::new(0, end));
            return end;
        }
        if let Some((key, value)) = content.split_once(':') {
            let value = value.trim();
            let bare = |mark: char| value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
            let value = bare('"').or_else(|| bare('\'')).unwrap_or(value);
            metadata.push((key.trim().to_ascii_lowercase(), value.to_owned()));
        }
    }
    0
}

/// A line across the page, or the underline of a heading.
fn is_rule(content: &str) -> bool {
    content.len() >= 3
        && ['-', '=', '*', '_']
            .iter()
            .any(|mark| content.chars().all(|character| character == *mark || character == ' '))
}

/// One line of prose: what stands before it, and the marks inside.
fn line(text: &str, span: Span, found: &mut Markdown) {
    let content = span.text(text);
    let body = content.trim_start();
    let indent = content.len() - body.len();
    let marker = marker_length(body);
    if marker > 0 {
        found.markup.push(Span::new(span.start + indent, span.start + indent + marker));
    }
    let level = body.bytes().take_while(|byte| *byte == b'#').count();
    let rest = Span::new(span.start + indent + marker, span.end);
    let before = found.markup.len();
    if let Ok(inline) = &*INLINE {
        for captures in inline.captures_iter(rest.text(text)) {
            for name in ["image", "open", "target", "tag", "strong"] {
                if let Some(group) = captures.name(name) {
                    found.markup.push(Span::new(rest.start + group.start(), rest.start + group.end()));
                }
            }
        }
    }
    if level == 1 && marker > 1 && found.title.is_none() {
        let title = without(text, rest, found.markup.get(before..).unwrap_or_default());
        let title = title.trim().trim_end_matches('#').trim();
        found.title = (!title.is_empty()).then(|| title.to_owned());
    }
}

/// The length of a heading's, quotation's or list item's marks with the blanks after them.
fn marker_length(body: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = Span::new(length, body.len()).text(body);
        let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match rest.as_bytes().first() {
            Some(b'>' | b'-' | b'*' | b'+') => 1,
            Some(b'#') if hashes <= 6 => hashes,
            Some(b'0'..=b'9') if digits <= 3 && length == 0 && ends_number(rest, digits) => digits + 1,
            _ => 0,
        };
        let after = Span::new(mark, rest.len()).text(rest);
        let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
        if mark == 0 || blanks == 0 && !rest.starts_with('>') {
            return length;
        }
        length += mark + blanks;
    }
}

fn ends_number(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), Some(b'.' | b')'))
}

/// The text of `span` without `markup`.
fn without(text: &str, span: Span, markup: &[Span]) -> String {
    let mut result = String::new();
    let mut done = span.start;
    let mut marks: Vec<Span> = markup.to_vec();
    marks.sort_unstable();
    for mark in marks {
        result.push_str(Span::new(done, mark.start).text(text));
        done = mark.end.max(done);
    }
    result.push_str(Span::new(done, span.end).text(text));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The prose that stays, markup left out.
    fn prose(text: &str) -> String {
        without(text, Span::new(0, text.len()), &read(text).markup)
    }

    #[test]
    fn front_matter_is_metadata_and_no_prose() {
        let text = "---\nTitle: \"A ship: found\"\ndate: 2024-05-01\n---\nThe ship left.\n";
        let found = read(text);
        assert_eq!(
            found.metadata,
            [("title".to_owned(), "A ship: found".to_owned()), ("date".to_owned(), "2024-05-01".to_owned())]
        );
        assert_eq!(prose(text), "The ship left.\n");
    }

    #[test]
    fn dashes_without_an_end_are_no_front_matter() {
        assert_eq!(read("---\nThe ship left.\n").metadata, []);
        assert_eq!(prose("---\nThe ship left.\n"), "\nThe ship left.\n");
    }

    #[test]
    fn the_first_heading_of_level_one_is_the_title() {
        assert_eq!(read("\n# A *ship* [left](x) #\n\n# Another\n").title.as_deref(), Some("A ship left"));
        assert_eq!(read("## Part\n").title, None);
        assert_eq!(read("#hashtag is no heading").title, None);
    }

    #[test]
    fn marks_are_passed_over_and_words_stay() {
        for (text, expected) in [
            ("The **Port Authority** said __no__.", "The Port Authority said no."),
            ("See [the report](http://e.org/a_b) and ![a map](m.png).", "See the report and ."),
            ("> Quoted <b>words</b>\n", "Quoted words\n"),
            ("- one\n- two\n12. three\n", "one\ntwo\nthree\n"),
            ("## The end\n---\nDone\n", "The end\n\nDone\n"),
            ("```\ncode\n```\nText\n", "\n\n\nText\n"),
            ("a snake_case word, 3 < 4, -5 degrees", "a snake_case word, 3 < 4, -5 degrees"),
            ("1994 was the year. 2 > 1", "1994 was the year. 2 > 1"),
        ] {
            assert_eq!(prose(text), expected);
        }
    }
}
