//! Inputs of all kinds, sound and broken: one row a case.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;

use casegraph::document::Decoded;
use casegraph::document::Decoder;
use casegraph::document::Defaults;
use casegraph::document::Document;
use casegraph::document::Limits;
use casegraph::document::Reject;
use casegraph::source::Blob;
use casegraph::source::MediaType;
use casegraph::source::Source;
use casegraph::source::SourceError;
use casegraph::source::Sources;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;

fn decode(media: MediaType, bytes: impl Into<Vec<u8>>) -> Vec<Decoded> {
    decode_with(media, bytes, Defaults::default())
}

fn decode_with(media: MediaType, bytes: impl Into<Vec<u8>>, defaults: Defaults) -> Vec<Decoded> {
    let blob = Blob::from_bytes("input", media, bytes);
    Decoder::new(blob, defaults, Limits::default()).collect()
}

/// The document of an input that holds one, with the codes of what was imperfect.
fn one(media: MediaType, bytes: impl Into<Vec<u8>>) -> (Document, Vec<&'static str>) {
    match decode(media, bytes).pop() {
        Some(Decoded::Document(document)) => {
            (document.value, document.diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
        }
        other => panic!("expected a document, found {other:?}"),
    }
}

fn rejected(media: MediaType, bytes: impl Into<Vec<u8>>) -> Reject {
    match decode(media, bytes).pop() {
        Some(Decoded::Reject(reject)) => *reject,
        other => panic!("expected a reject, found {other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Opens a file as the program does.
fn open(path: &Path) -> Result<Blob, SourceError> {
    let source = Sources::new(&[path.to_owned()]).next().unwrap().unwrap();
    Blob::open(&source, None).map_err(|refusal| refusal.error)
}

/// The codes of what a file gives: `ok` for a document.
fn outcomes(path: &Path) -> Vec<String> {
    match open(path) {
        Err(error) => vec![error.code().to_owned()],
        Ok(blob) => codes(Decoder::new(blob, Defaults::default(), Limits::default())),
    }
}

fn codes(found: impl Iterator<Item = Decoded>) -> Vec<String> {
    found
        .map(|decoded| match decoded {
            Decoded::Document(_) => "ok".to_owned(),
            Decoded::Reject(reject) => reject.code,
        })
        .collect()
}

#[test]
fn r21_text_files_of_every_encoding_have_a_defined_outcome() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    for (row, bytes, expected) in [
        ("0 bytes", Vec::new(), Err("no-text")),
        ("a byte order mark alone", b"\xef\xbb\xbf".to_vec(), Err("no-text")),
        ("blank lines alone", b" \r\n\t\n".to_vec(), Err("no-text")),
        ("UTF-8", "The café closed.".as_bytes().to_vec(), Ok("The café closed.")),
        ("UTF-8 with mark", b"\xef\xbb\xbfThe end.".to_vec(), Ok("The end.")),
        ("UTF-16", utf16("The café closed. 😀"), Ok("The café closed. 😀")),
        ("line ends of Windows stay", b"One.\r\nTwo.\r\n".to_vec(), Ok("One.\r\nTwo.\r\n")),
        ("windows-1252", b"The caf\xe9 \x93closed\x94.".to_vec(), Ok("The café “closed”.")),
        ("decomposed letters stay", "cafe\u{301}".as_bytes().to_vec(), Ok("cafe\u{301}")),
        ("NUL", b"The\0 end".to_vec(), Err("bad-text")),
        ("UTF-16 with half a character", b"\xff\xfe\x41\x00\x00\xd8\x41\x00".to_vec(), Err("bad-text")),
    ] {
        let found = decode(MediaType::Text, bytes);
        assert_eq!(found.len(), 1, "{row}");
        match (&found[0], expected) {
            (Decoded::Document(document), Ok(text)) => assert_eq!(document.value.text, text, "{row}"),
            (Decoded::Reject(reject), Err(code)) => assert_eq!(reject.code, code, "{row}"),
            (found, _) => panic!("{row}: {found:?}"),
        }
    }
}

#[test]
fn a_text_in_another_encoding_is_read_with_a_warning() {
    assert_eq!(one(MediaType::Text, b"caf\xe9".to_vec()).1, ["guessed-encoding"]);
}

#[test]
fn keys_of_articles_are_read_and_others_are_ignored() {
    let line = r#"{"doc": "n-1", "url": "https://example.org/1", "title": "A title", "date": "2024-03-05T08:00:00Z",
        "source": "The Post", "text": "The ferry left.", "author": "nobody"}"#;
    let (document, notes) = one(MediaType::Json, line);
    assert_eq!(notes, [""; 0]);
    assert_eq!(
        document,
        Document {
            source: "input#1".to_owned(),
            id: Some("n-1".to_owned()),
            url: Some("https://example.org/1".to_owned()),
            title: Some("A title".to_owned()),
            published: Some(date(2024, 3, 5)),
            publisher: Some("The Post".to_owned()),
            language: Some("en".to_owned()),
            text: "The ferry left.".to_owned(),
            ..Document::default()
        }
    );
}

#[test]
fn what_the_user_states_holds_where_the_document_does_not() {
    let defaults = Defaults {
        published: Some(date(2020, 1, 1)),
        url: Some("https://example.org/given".to_owned()),
        publisher: Some("Given".to_owned()),
        title: Some("Given title".to_owned()),
    };
    let lines =
        "{\"text\": \"One.\"}\n{\"text\": \"Two.\", \"date\": \"2021-02-02\", \"publisher\": \"Own\"}\n";
    let found = decode_with(MediaType::JsonLines, lines, defaults);
    let [Decoded::Document(first), Decoded::Document(second)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(first.value.published, Some(date(2020, 1, 1)));
    assert_eq!(first.value.publisher.as_deref(), Some("Given"));
    assert_eq!(second.value.published, Some(date(2021, 2, 2)));
    assert_eq!(second.value.publisher.as_deref(), Some("Own"));
    assert_eq!(second.value.title.as_deref(), Some("Given title"));
}

#[test]
fn json_comes_as_one_article_an_array_or_an_object_of_articles() {
    let articles = r#"{"text": "One."}, {"body": "Two."}"#;
    for (row, json, expected) in [
        ("one", r#"{"content": "One."}"#.to_owned(), "ok"),
        ("array", format!("[{articles}]"), "ok ok"),
        ("object", format!(r#"{{"total": 2, "articles": [{articles}]}}"#), "ok ok"),
        ("values after each other", r#"{"text": "One."} {"text": "Two."}"#.to_owned(), "ok ok"),
        ("empty array", "[]".to_owned(), ""),
        (
            "a broken element",
            r#"[{"text": "One."}, {"text": 1x}, {"text": "Three."}]"#.to_owned(),
            "ok bad-json ok",
        ),
        ("a scalar", "12".to_owned(), "bad-article"),
        ("an array that is cut", r#"[{"text": "One."}, {"te"#.to_owned(), "ok bad-json"),
        ("an article without text", r#"{"title": "x"}"#.to_owned(), "no-text"),
        ("an article with a text that is none", r#"{"text": ["x"]}"#.to_owned(), "bad-article"),
        ("an article with the key articles", r#"{"text": "One.", "articles": []}"#.to_owned(), "ok"),
    ] {
        assert_eq!(codes(decode(MediaType::Json, json).into_iter()).join(" "), expected, "{row}");
    }
}

#[test]
fn a1_a7_markup_and_escapes_in_titles_are_text() {
    for title in ["<script>alert(1)</script>", "\u{1b}]0;pwned\u{7}", "\u{1b}[2J", "Acme\u{202e}gpj.exe"] {
        let json = serde_json::json!({"text": "The ferry left.", "title": title}).to_string();
        assert_eq!(one(MediaType::Json, json).0.title.as_deref(), Some(title));
    }
}

#[test]
fn a6_nul_and_lone_surrogates_are_rejected_and_overrides_are_kept() {
    for (json, code) in [
        (r#"{"text": "a\u0000b"}"#, "bad-text"),
        (r#"{"text": "a \uD800 b"}"#, "bad-text"),
        (r#"{"text": "a \uDE00\uD83D b"}"#, "bad-text"),
    ] {
        assert_eq!(rejected(MediaType::Json, json).code, code, "{json}");
    }
    let (document, _) = one(MediaType::Json, r#"{"text": "Acme\u202Egpj.exe \u200B 😀 \ud83d\ude00"}"#);
    assert_eq!(document.text, "Acme\u{202e}gpj.exe \u{200b} 😀 😀");
}

#[test]
fn a12_addresses_are_encoded_or_left_out() {
    for (url, kept, notes) in [
        (
            "http://e/x> <http://evil/p> .",
            Some("http://e/x%3E%20%3Chttp://evil/p%3E%20."),
            ["encoded-iri"].as_slice(),
        ),
        ("http://e/%zz", Some("http://e/%25zz"), &["encoded-iri"]),
        ("javascript:alert(1)", None, &["bad-iri"]),
        ("x/y", None, &["bad-iri"]),
        ("https://e/é?q=1", Some("https://e/é?q=1"), &[]),
    ] {
        let json = serde_json::json!({"text": "The ferry left.", "url": url}).to_string();
        let (document, found) = one(MediaType::Json, json);
        assert_eq!((document.url.as_deref(), found.as_slice()), (kept, notes), "{url}");
    }
}

#[test]
fn a17_a_date_that_is_none_is_left_out_and_the_document_kept() {
    for text in ["9999999-99-99", "-0001-02-30", "2023-02-29", "soon"] {
        let json = serde_json::json!({"text": "The ferry left.", "date": text}).to_string();
        let (document, notes) = one(MediaType::Json, json);
        assert_eq!((document.published, notes.as_slice()), (None, ["bad-date"].as_slice()), "{text}");
    }
}

#[test]
fn a16_huge_texts_are_kept_whole_and_read_in_part() {
    for (row, text, note) in [
        ("mentions", "Anna Berg met Carl Dunn in Oslo. ".repeat(50_000), "text-capped"),
        ("one word", format!("A {} B", "x".repeat(5_000_000)), "long-word"),
        ("combining marks", format!("e{}", "\u{301}".repeat(1_000_000)), "long-word"),
        ("marks of punctuation", "- ".repeat(1_000_000), "text-capped"),
    ] {
        let start = Instant::now();
        let (document, notes) = one(MediaType::Text, text.clone());
        assert!(notes.contains(&note), "{row}: {notes:?}");
        assert_eq!(document.text, text, "{row}");
        let prose = document.prose();
        assert!(prose.split_whitespace().map(str::len).sum::<usize>() <= 128 * 1024, "{row}");
        assert!(prose.split_whitespace().all(|word| word.len() <= 1024), "{row}");
        assert!(start.elapsed() < Duration::from_secs(20), "{row} took {:?}", start.elapsed());
    }
}

#[test]
fn p4_p7_a_broken_line_is_rejected_with_its_place_and_the_next_are_kept() {
    let mut bytes = b"{\"text\": \"One.\"}\n".to_vec();
    bytes.extend("[".repeat(100_000).bytes());
    bytes.extend(b"\n{\"text\": \"caf\xe9\"}\n\n");
    bytes.extend("{\"a\":".repeat(100_000).bytes());
    bytes.extend(b"\n{\"text\": \"\\uD800\"}\n{\"text\": \"Last.\"}");
    let found = decode(MediaType::JsonLines, bytes);
    assert_eq!(
        codes(found.clone().into_iter()),
        ["ok", "too-deep", "bad-text", "too-deep", "bad-text", "ok"]
    );
    let Decoded::Reject(reject) = &found[2] else { panic!("{found:?}") };
    assert_eq!((reject.record, reject.offset_bytes), (Some(3), Some(17 + 100_001)));
    assert_eq!(reject.raw(), b"{\"text\": \"caf\xe9\"}");
    assert!(reject.message.contains("line 3"), "{}", reject.message);
    let Decoded::Reject(reject) = &found[4] else { panic!("{found:?}") };
    assert!(reject.message.contains("line 6"), "{}", reject.message);
    assert!(matches!(&found[5], Decoded::Document(last) if last.value.source == "input#6"));
}

#[test]
fn a_record_that_is_too_large_is_rejected_and_the_next_kept() {
    let limits = Limits { record_bytes: 1024 * 1024, ..Limits::default() };
    let lines = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"Next.\"}}\n", "x".repeat(3_000_000));
    let blob = Blob::from_bytes("input", MediaType::JsonLines, lines);
    let found: Vec<Decoded> = Decoder::new(blob, Defaults::default(), limits).collect();
    let Decoded::Reject(reject) = &found[0] else { panic!("{found:?}") };
    assert_eq!((reject.code.as_str(), reject.raw().len()), ("too-large", 65_536));
    assert_eq!(reject.message, "the record has 3000012 bytes; at most 1 MiB are read");
    assert!(matches!(found[1], Decoded::Document(_)));
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Ferry returns | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-05-03T06:00:00+02:00">
<link rel="canonical" href="https://example.org/ferry">
<script>var tracker = "<p>not text</p>";</script></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ferry returns</h1>
<p>The harbour office said on Friday that the ferry had returned to its berth after a night at sea &mdash; with all
passengers well, and with caf&eacute; open.</p>
<p>&ldquo;We waited for the wind to drop,&rdquo; said the captain, who has sailed the route for twenty years and who
does not remember a longer night.</p>
<p>The company will run two more boats on Saturday, so that everybody who was left on the island comes home.</p>
</article><footer>All rights reserved, read our other stories about boats</footer></body></html>"#;

#[test]
fn a_page_gives_its_main_text_and_its_metadata() {
    let (document, notes) = one(MediaType::Html, PAGE);
    assert_eq!(notes, [""; 0]);
    assert!(document.text.contains("night at sea — with all"), "{}", document.text);
    assert!(document.text.contains("“We waited for the wind to drop,” said the captain"));
    for noise in ["Home", "not text", "rights reserved", "<p>", "&mdash;"] {
        assert!(!document.text.contains(noise), "{noise} in {}", document.text);
    }
    assert!(document.text.contains("\n\n"), "paragraphs stay apart: {}", document.text);
    assert_eq!(document.title.as_deref(), Some("Ferry returns"));
    assert_eq!(document.publisher.as_deref(), Some("The Harbour Post"));
    assert_eq!(document.published, Some(date(2024, 5, 3)));
    assert_eq!(document.url.as_deref(), Some("https://example.org/ferry"));
}

#[test]
fn linked_data_and_time_elements_state_the_date_of_a_page() {
    let body = "<p>The ferry left the harbour on Friday, as the office had said it would.</p>";
    let linked = r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "Site"}, {"@type": "NewsArticle", "headline": "A ferry leaves the harbour",
        "datePublished": "2023-01-02", "publisher": {"@type": "Organization", "name": "The Post"}}]}</script>"#;
    let (document, _) =
        one(MediaType::Html, format!("<html><head>{linked}</head><body>{body}</body></html>"));
    assert_eq!(document.published, Some(date(2023, 1, 2)));
    assert_eq!(document.title.as_deref(), Some("A ferry leaves the harbour"));
    assert_eq!(document.publisher.as_deref(), Some("The Post"));
    let time = "<article><time datetime='2022-07-08'>8 July</time>";
    let (document, _) = one(MediaType::Html, format!("<body>{time}{body}</article></body>"));
    assert_eq!(document.published, Some(date(2022, 7, 8)));
}

#[test]
fn p9_hostile_pages_end_soon_in_text_or_a_reject() {
    for (row, page, expected) in [
        ("deep", "<div>".repeat(100_000) + "The ferry left.", "too-deep"),
        ("attributes", format!("<p {}>The ferry left.", "a=1 ".repeat(1_000_000)), "too-large"),
        ("no body", "<title>x</title><p>The ferry left the harbour.".to_owned(), "ok"),
        ("a charset that lies", "<meta charset=utf-16><p>The café left.".to_owned(), "ok"),
        (
            "a base elsewhere",
            "<base href='http://127.0.0.1:9/'><p>The <a href=x>ferry</a> left.".to_owned(),
            "ok",
        ),
        ("no text", "<html><script>1</script></html>".to_owned(), "no-text"),
        ("many paragraphs", "<p>The ferry left, and it came back.</p>".repeat(20_000), "ok"),
    ] {
        let start = Instant::now();
        assert_eq!(codes(decode(MediaType::Html, page).into_iter()), [expected], "{row}");
        assert!(start.elapsed() < Duration::from_secs(20), "{row} took {:?}", start.elapsed());
    }
}

#[test]
fn a_page_says_its_encoding() {
    let mut page = b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><p>".to_vec();
    page.extend(b"\xcf\xe0\xf0\xee\xec \xf3\xf8\xb8\xeb.</p>");
    assert_eq!(one(MediaType::Html, page).0.text, "Паром ушёл.");
}

#[test]
fn markdown_keeps_its_text_and_gives_its_metadata() {
    let text = "---\ntitle: Ferry back\ndate: 2024-05-03\npublisher: The Post\nurl: https://example.org/f\n---\n\n\
        # Ferry back\n\nThe **ferry** [came back](https://example.org) on Friday.\n";
    let (document, notes) = one(MediaType::Markdown, text);
    assert_eq!(notes, [""; 0]);
    assert_eq!(document.text, text);
    assert_eq!(document.title.as_deref(), Some("Ferry back"));
    assert_eq!(document.published, Some(date(2024, 5, 3)));
    assert_eq!(document.publisher.as_deref(), Some("The Post"));
    assert_eq!(document.url.as_deref(), Some("https://example.org/f"));
    let prose = document.prose();
    assert_eq!(prose.len(), text.len());
    let words: Vec<&str> = prose.split_whitespace().collect();
    assert_eq!(words, ["Ferry", "back", "The", "ferry", "came", "back", "on", "Friday."]);
    assert_eq!(prose.find("came back"), text.find("came back"));
}

#[test]
fn p11_compressed_files_are_unpacked_once_and_within_limits() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let lines = "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n";
    assert_eq!(outcomes(&write("a.jsonl.gz", &gzip(lines.as_bytes()))), ["ok", "ok"]);
    assert_eq!(outcomes(&write("a.gz", &gzip(b"The ferry left."))), ["ok"]);
    assert_eq!(outcomes(&write("twice.gz", &gzip(&gzip(b"The ferry left.")))), ["unsupported-format"]);
    assert_eq!(outcomes(&write("zeroes.txt.gz", &gzip(&vec![b'0'; 50_000_000]))), ["bomb"]);
    let mut long = lines.as_bytes().to_vec();
    long.extend(vec![b' '; 50_000_000]);
    assert_eq!(outcomes(&write("late.jsonl.gz", &gzip(&long))), ["ok", "ok", "bomb"]);
    let whole = gzip(
        &(0..20_000_u32)
            .flat_map(|n| format!("{{\"text\": \"No {n}\"}}\n").into_bytes())
            .collect::<Vec<u8>>(),
    );
    let cut = outcomes(&write("cut.jsonl.gz", &whole[..whole.len() / 2]));
    assert!(cut.len() > 1000 && cut.last().unwrap() == "bad-gzip", "{:?}", cut.last());
    assert_eq!(outcomes(&write("none.gz", b"\x1f\x8b\x08garbage")), ["bad-gzip"]);
}

#[test]
fn other_kinds_of_file_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, hint) in [
        ("a.pdf", b"%PDF-1.7 ...".as_slice(), "pdftotext"),
        ("b.docx", b"PK\x03\x04...", "pandoc"),
        ("c.csv", b"a,b\n1,2\n", "JSON Lines"),
        ("d.rss", b"<?xml version='1.0'?><rss/>", "pages"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let error = open(&path).err().unwrap();
        assert_eq!(error.code(), "unsupported-format");
        assert!(error.hint().unwrap().contains(hint), "{name}: {:?}", error.hint());
    }
}

/// Names of what a walk gives, `!` before what it passes over.
fn walk(path: &Path) -> Vec<String> {
    Sources::new(&[path.to_owned()])
        .map(|found| match found {
            Ok(source) => source.name().rsplit('/').next().unwrap().to_owned(),
            Err(skipped) => format!("!{}", skipped.0.source.rsplit('/').next().unwrap()),
        })
        .collect()
}

#[test]
fn folders_are_walked_in_byte_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "B.txt", "a/z.txt", "a/é.txt", "a.txt", ".hidden", "10.txt", "9.txt"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    assert_eq!(
        walk(folder.path()),
        ["!.hidden", "10.txt", "9.txt", "B.txt", "z.txt", "é.txt", "a.txt", "b.txt"]
    );
}

#[test]
fn r21_p13_pipes_devices_and_circles_of_links_are_passed_over() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), "x").unwrap();
    assert!(Command::new("mkfifo").arg(at("b.fifo")).status().unwrap().success());
    symlink("/dev/zero", at("c.device")).unwrap();
    symlink(at("d.loop"), at("d.loop")).unwrap();
    fs::create_dir(at("e")).unwrap();
    symlink(folder.path(), at("e/up")).unwrap();
    for step in 0..100 {
        symlink(at(&format!("f{}", (step + 1) % 100)), at(&format!("f{step}"))).unwrap();
    }
    symlink(at("nowhere"), at("g.broken")).unwrap();
    symlink(at("a.txt"), at("h.txt")).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("secret.txt"), "x").unwrap();
    symlink(elsewhere.path().join("secret.txt"), at("i.out")).unwrap();
    symlink(elsewhere.path(), at("j.out")).unwrap();
    let found = walk(folder.path());
    let kept: Vec<&str> = found.iter().map(String::as_str).filter(|name| !name.starts_with('!')).collect();
    assert_eq!(kept, ["a.txt", "h.txt"]);
    assert_eq!(found.len(), 2 + 4 + 100 + 1 + 2, "{found:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn r21_names_that_are_not_utf8_are_read_and_shown() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(OsStr::from_bytes(b"caf\xe9.txt")), "The ferry left.").unwrap();
    let sources: Vec<Source> = Sources::new(&[folder.path().to_owned()]).map(Result::unwrap).collect();
    assert!(sources[0].name().ends_with("/caf\\xE9.txt"), "{}", sources[0].name());
    let blob = Blob::open(&sources[0], None).map_err(|refusal| refusal.error).unwrap();
    assert_eq!(codes(Decoder::new(blob, Defaults::default(), Limits::default())), ["ok"]);
}

#[test]
fn r21_a_folder_of_many_files_is_walked() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..5_000 {
        fs::write(folder.path().join(format!("{number}.txt")), "x").unwrap();
    }
    let found = walk(folder.path());
    let mut sorted = found.clone();
    sorted.sort_unstable();
    assert_eq!((found.len(), found), (5_000, sorted));
}

#[test]
fn a_file_without_permission_is_rejected() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "x").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The system lets root read everything.
    let expected = if fs::read(&path).is_ok() { "ok" } else { "unreadable" };
    assert_eq!(outcomes(&path), [expected]);
}

#[test]
fn p13_a_file_that_changes_while_it_is_read_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, expected) in [
        ("a.txt", "The ferry left.", ["changed-during-read"].as_slice()),
        ("b.jsonl", "{\"text\": \"One.\"}\n", &["ok", "changed-during-read"]),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let blob = open(&path).unwrap();
        fs::write(&path, format!("{text}\n\n\n")).unwrap();
        assert_eq!(codes(Decoder::new(blob, Defaults::default(), Limits::default())), expected, "{name}");
    }
}

#[test]
fn a_casegraph_store_inside_a_folder_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("news");
    fs::create_dir(&store).unwrap();
    fs::write(store.join("store.json"), "{}").unwrap();
    fs::write(store.join("ledger.jsonl"), "").unwrap();
    fs::write(folder.path().join("z.txt"), "x").unwrap();
    assert_eq!(walk(folder.path()), ["!news", "z.txt"]);
}
