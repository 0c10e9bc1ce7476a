//! What kind of file it is, from its name and its first bytes.

use super::error::SourceError;

/// The kinds of input that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// Plain text, one article.
    Text,
    /// Markdown, one article.
    Markdown,
    /// An HTML page, one article.
    Html,
    /// JSON: one article, an array of articles, or an object with the array `articles`.
    Json,
    /// JSON Lines: one article a line.
    JsonLines,
}

impl MediaType {
    /// The kind with this name, as `--as` takes it.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "text" | "txt" => Some(Self::Text),
            "markdown" | "md" => Some(Self::Markdown),
            "html" => Some(Self::Html),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// Its name, as `--as` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML page",
            Self::Json => "JSON",
            Self::JsonLines => "JSON, 1 article per line",
        }
    }
}

/// A kind, and what it was guessed from where the name alone does not tell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guess {
    pub(super) media: MediaType,
    pub(super) from: Option<String>,
}

impl Guess {
    fn sure(media: MediaType) -> Self {
        Self { media, from: None }
    }

    fn from(media: MediaType, from: impl Into<String>) -> Self {
        Self { media, from: Some(from.into()) }
    }
}

/// First bytes of kinds that are refused: bytes, what it is, what to do.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF file", PDF_HINT),
    (b"PK\x03\x04", "a zip archive or office document", OFFICE_HINT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", OFFICE_HINT),
    (b"{\\rtf", "a rich text file", OFFICE_HINT),
    (b"\x1f\x8b", "a file compressed twice", "unpack it once with `gunzip` first"),
    (b"BZh", "a bzip2 file", "unpack it first with `bunzip2`"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first with `unxz`"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first with `unzstd`"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"\x89PNG", "a picture", PICTURE_HINT),
    (b"\xff\xd8\xff", "a picture", PICTURE_HINT),
    (b"GIF8", "a picture", PICTURE_HINT),
    (b"\x7fELF", "a program", "give articles"),
    (b"SQLite format 3\x00", "a database", "export its articles as JSON Lines first"),
];

const PDF_HINT: &str = "turn it into text first, for example `pdftotext FILE.pdf FILE.txt`";
const OFFICE_HINT: &str = "save it as text or HTML first, for example `pandoc FILE.docx -o FILE.html`";
const PICTURE_HINT: &str = "give its text, for example by `tesseract FILE.png FILE`";
const TABLE_HINT: &str = "turn its rows into JSON Lines with the keys `text`, `title`, `date`, `url`";
const FEED_HINT: &str = "give the pages it points to, or JSON Lines of articles";

/// Endings of kinds that are refused though their bytes may look like text.
const ENDINGS: &[(&[&str], &str, &str)] = &[
    (&["pdf"], "a PDF file", PDF_HINT),
    (&["docx", "doc", "odt", "rtf", "epub", "pptx", "xlsx", "ods"], "an office document", OFFICE_HINT),
    (&["zip", "tar", "tgz", "7z", "rar"], "an archive", "unpack it first and give the folder"),
    (&["csv", "tsv"], "a table", TABLE_HINT),
    (&["xml", "rss", "atom"], "an XML file", FEED_HINT),
    (&["png", "jpg", "jpeg", "gif", "webp", "tif", "tiff"], "a picture", PICTURE_HINT),
    (&["ttl", "nt", "nq", "trig", "rdf", "jsonld", "owl"], "an RDF file", "give the articles it came from"),
];

/// Guesses the kind from the name's ending and the first bytes.
pub(super) fn guess(name: &str, head: &[u8]) -> Result<Guess, SourceError> {
    if let Some((_, found, hint)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Err(SourceError::Unsupported { found, hint });
    }
    if head.get(257..262) == Some(b"ustar") {
        return Err(SourceError::Unsupported { found: "a tar archive", hint: "unpack it first" });
    }
    let ending = ending(name);
    if let Some((_, found, hint)) = ENDINGS.iter().find(|(endings, ..)| endings.contains(&ending.as_str())) {
        return Err(SourceError::Unsupported { found, hint });
    }
    match ending.as_str() {
        "txt" | "text" => Ok(Guess::sure(MediaType::Text)),
        "md" | "markdown" => Ok(Guess::sure(MediaType::Markdown)),
        "html" | "htm" | "xhtml" => Ok(Guess::sure(MediaType::Html)),
        "jsonl" | "ndjson" => Ok(Guess::sure(MediaType::JsonLines)),
        "json" => Ok(json_or_lines(head)),
        _ => from_content(head),
    }
}

/// The name's last ending in lower case, `.gz` left aside.
fn ending(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let name = lower.strip_suffix(".gz").unwrap_or(&lower);
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
}

fn from_content(head: &[u8]) -> Result<Guess, SourceError> {
    let start = without_bom_and_blanks(head);
    let word: Vec<u8> = start.iter().take(14).map(u8::to_ascii_lowercase).collect();
    if start.starts_with(b"{") || start.starts_with(b"[") && looks_like_json_array(start) {
        let guess = json_or_lines(head);
        let from = guess.from.unwrap_or_else(|| "its first byte".to_owned());
        return Ok(Guess::from(guess.media, from));
    }
    if word.starts_with(b"<!doctype html") || word.starts_with(b"<html") || word.starts_with(b"<head") {
        return Ok(Guess::from(MediaType::Html, "its first tag"));
    }
    if word.starts_with(b"<?xml") {
        let page: Vec<u8> = start.iter().take(1024).map(u8::to_ascii_lowercase).collect();
        if page.windows(5).any(|window| window == b"<html") {
            return Ok(Guess::from(MediaType::Html, "its first tag"));
        }
        return Err(SourceError::Unsupported { found: "an XML file", hint: FEED_HINT });
    }
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if !utf16 && head.iter().take(4096).filter(|byte| **byte == 0).count() > 8 {
        return Err(SourceError::Unsupported {
            found: "a binary file",
            hint: "if it is text, save it as UTF-8, or say so with `--as text`",
        });
    }
    Ok(Guess::from(MediaType::Text, "its first bytes"))
}

/// A text may begin with `[Reuters] …`; an array begins with an object or ends at once.
fn looks_like_json_array(start: &[u8]) -> bool {
    let rest = without_bom_and_blanks(start.get(1..).unwrap_or_default());
    matches!(rest.first(), Some(b'{' | b'[' | b']' | b'"'))
}

/// One object a line, or one value over all lines?
fn json_or_lines(head: &[u8]) -> Guess {
    let start = without_bom_and_blanks(head);
    if !start.starts_with(b"{") {
        return Guess::sure(MediaType::Json);
    }
    let objects = start
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .take(3)
        .take_while(|line| {
            let line = line.trim_ascii();
            line.starts_with(b"{") && line.ends_with(b"}")
        })
        .count();
    // A first line that goes on beyond the bytes at hand, or a second line that is broken: lines still, if
    // the first is an object of its own and another begins after it.
    if objects >= 2 || objects == 1 && (second_line_begins_an_object(start) || first_line_is_whole(start)) {
        let lines = objects.max(2);
        return Guess::from(MediaType::JsonLines, format!("{lines} lines"));
    }
    Guess::sure(MediaType::Json)
}

/// Whether the first line is a whole object and more follows: a record a line, of which the second is broken.
fn first_line_is_whole(start: &[u8]) -> bool {
    let mut lines =
        start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let whole =
        lines.next().is_some_and(|line| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok());
    whole && lines.next().is_some()
}

fn second_line_begins_an_object(start: &[u8]) -> bool {
    let mut lines =
        start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).skip(1);
    lines.next().is_some_and(|line| line.starts_with(b"{"))
}

fn without_bom_and_blanks(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, head: &[u8], expected: Result<MediaType, &str>) {
        let found = guess(name, head).map(|guess| guess.media);
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{name}"),
            (Err(SourceError::Unsupported { found, .. }), Err(expected)) => assert_eq!(found, expected),
            (found, expected) => panic!("{name}: {found:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn the_ending_of_the_name_tells_the_kind() {
        check("a/b.TXT", b"x", Ok(MediaType::Text));
        check("b.md", b"# x", Ok(MediaType::Markdown));
        check("b.htm", b"<p>", Ok(MediaType::Html));
        check("b.jsonl.gz", b"{}", Ok(MediaType::JsonLines));
        check("b.docx", b"x", Err("an office document"));
        check("b.csv", b"a,b", Err("a table"));
    }

    #[test]
    fn first_bytes_outrank_the_ending() {
        check("b.txt", b"%PDF-1.7", Err("a PDF file"));
        check("b.json", b"PK\x03\x04", Err("a zip archive or office document"));
        check("inner", b"\x1f\x8b\x08", Err("a file compressed twice"));
    }

    #[test]
    fn without_an_ending_the_content_tells_the_kind() {
        check("-", b"\xef\xbb\xbf  {\"text\": 1}", Ok(MediaType::Json));
        check("-", b"[{\"text\":1}]", Ok(MediaType::Json));
        check("-", b"[A note] The ship left.", Ok(MediaType::Text));
        check("-", b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n", Ok(MediaType::JsonLines));
        check("-", b"<!DOCTYPE html><title>x</title>", Ok(MediaType::Html));
        check("-", b"<?xml version='1.0'?><rss/>", Err("an XML file"));
        check("-", b"\xff\xfeh\0i\0 \0t\0h\0e\0r\0e\0 \0a\0l\0l\0 \0", Ok(MediaType::Text));
        check("-", &[0; 64], Err("a binary file"));
        check("-", b"", Ok(MediaType::Text));
    }

    #[test]
    fn json_with_an_object_a_line_is_json_lines_and_says_from_what() {
        let lines = b"{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n";
        let guess = guess("a.json", lines).unwrap();
        assert_eq!((guess.media, guess.from.as_deref()), (MediaType::JsonLines, Some("3 lines")));
        check("a.json", b"{\n \"text\": \"x\"\n}\n", Ok(MediaType::Json));
        check("a.json", b"{\"text\": \"x\"}\n", Ok(MediaType::Json));
    }
}
