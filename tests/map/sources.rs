//! Dialects, encodings and packings of files.

use std::io::Write;

use super::Case;
use super::csv;
use super::file;
use super::json;
use super::map;
use super::ships;
use super::table;
use super::xml;

const NAME: [(&str, &str); 1] = [("name", r#"rml:reference "name""#)];
const QUADS: [&str; 2] = [r#"ex:1 ex:name "Aurora""#, r#"ex:2 ex:name "Berg, Ltd.""#];

#[test]
fn quoted_fields_may_hold_line_breaks_commas_and_quotation_marks() {
    Case::new(&ships())
        .with("ships.csv", "imo,name\n1,\"two\nlines\"\n2,\"a, \"\"b\"\"\"\n\"3\",\"\r\n\"\n")
        .makes(&[r#"ex:1 ex:name "two\nlines""#, r#"ex:2 ex:name "a, \"b\"""#, r#"ex:3 ex:name "\r\n""#]);
}

#[test]
fn lines_may_end_with_crlf_and_the_last_without_an_end() {
    for text in [
        "imo,name\r\n1,Aurora\r\n2,\"Berg, Ltd.\"\r\n",
        "imo,name\n1,Aurora\n2,\"Berg, Ltd.\"",
        "\u{feff}imo,name\n1,Aurora\n2,\"Berg, Ltd.\"\n",
        "imo,name\n\n1,Aurora\n\n2,\"Berg, Ltd.\"\n\n",
    ] {
        Case::new(&ships()).with("ships.csv", text).makes(&QUADS);
    }
}

#[test]
fn a_dialect_says_delimiter_and_quotation_mark() {
    for (dialect, text) in [
        (r#"csvw:delimiter ";""#, "imo;name\n1;Aurora\n2;Berg, Ltd.\n"),
        (r#"csvw:delimiter "\t""#, "imo\tname\n1\tAurora\n2\tBerg, Ltd.\n"),
        (r#"csvw:quoteChar "'""#, "imo,name\n1,Aurora\n2,'Berg, Ltd.'\n"),
        (r##"csvw:commentPrefix "#""##, "imo,name\n# nothing\n1,Aurora\n2,\"Berg, Ltd.\"\n"),
        ("csvw:skipRows 1", "a title\nimo,name\n1,Aurora\n2,\"Berg, Ltd.\"\n"),
        ("csvw:trim true", "imo, name\n1, Aurora\n2 ,\"Berg, Ltd.\" \n"),
    ] {
        Case::new(&map("Ship", &table("ships.csv", dialect), "{imo}", &NAME))
            .with("ships.csv", text)
            .makes(&QUADS);
    }
    let pairs = [("name", r#"rml:reference "_col.2""#)];
    Case::new(&map("Ship", &table("ships.csv", "csvw:header false"), "{_col.1}", &pairs))
        .with("ships.csv", "1,Aurora\n2,\"Berg, Ltd.\"\n")
        .makes(&QUADS);
}

#[test]
fn encodings_are_those_that_the_source_names() {
    let text = "imo,name\n1,Ålesund\n";
    let wide = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let latin = b"imo,name\n1,\xc5lesund\n".to_vec();
    let rml = |label: &str| file("ships.csv", "rml:CSV", &format!("rml:encoding {label}"));
    for (source, bytes) in [
        (rml("rml:UTF-8"), text.as_bytes().to_vec()),
        (rml("rml:UTF-16"), wide(false)),
        (rml("rml:UTF-16"), wide(true)),
        (table("ships.csv", r#"csvw:encoding "windows-1252""#), latin.clone()),
        (table("ships.csv", r#"csvw:encoding "ISO-8859-1""#), latin),
    ] {
        Case::new(&map("Ship", &source, "{imo}", &NAME))
            .with("ships.csv", bytes)
            .makes(&[r#"ex:1 ex:name "Ålesund""#]);
    }
    let case = Case::new(&ships()).with("ships.csv", b"imo,name\n1,\xc5lesund\n");
    let outcome = case.run(&[]);
    assert_eq!(outcome.code, Some(2), "{}", outcome.said);
    assert!(outcome.said.contains("error[bad-text]"), "{}", outcome.said);
}

#[test]
fn p8_rows_with_too_few_or_too_many_fields_are_rejected_and_the_others_kept() {
    Case::new(&ships())
        .with("ships.csv", "imo,name\n1\n2,Aurora\n3,Boreas,extra\n4,Vega\n,\n")
        .makes_and_rejects(
            &[r#"ex:2 ex:name "Aurora""#, r#"ex:4 ex:name "Vega""#],
            &[(1, None, "ragged-row"), (3, None, "ragged-row")],
        );
}

#[test]
fn p8_two_columns_of_one_name_are_refused() {
    Case::new(&ships())
        .with("ships.csv", "imo,name,name\n1,a,b\n")
        .is_refused(&["error[bad-header]", "two columns are called `name`"]);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap().into_inner()
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(&mut header, name, bytes).unwrap();
    builder.into_inner().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut out = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::default()).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn packed_sources_are_unpacked_on_the_way() {
    let text = b"imo,name\n1,Aurora\n2,\"Berg, Ltd.\"\n";
    for (compression, bytes) in [
        ("gzip", gzip(text)),
        ("gzip", [gzip(&text[..12]), gzip(&text[12..])].concat()),
        ("zip", zip("ships.csv", text)),
        ("targz", gzip(&tar("ships.csv", text))),
        ("tarxz", xz(&tar("ships.csv", text))),
    ] {
        let source = file("ships.bin", "rml:CSV", &format!("rml:compression rml:{compression}"));
        Case::new(&map("Ship", &source, "{imo}", &NAME)).with("ships.bin", bytes).makes(&QUADS);
    }
    let source = file("ships.bin", "rml:CSV", "rml:compression rml:gzip");
    let whole = gzip(text);
    for bytes in [&b"imo,name\n"[..], &whole[..whole.len() - 6]] {
        Case::new(&map("Ship", &source, "{imo}", &NAME))
            .with("ships.bin", bytes)
            .is_refused(&["error[bad-archive]"]);
    }
}

#[test]
fn elements_and_attributes_of_xml_are_records_and_values() {
    let pairs = [("name", r#"rml:reference "name""#), ("alias", r#"rml:reference "alias/@text""#)];
    Case::new(&map("Ship", &xml("fleet.xml", "/fleet/ship"), "{@imo}", &pairs))
        .with(
            "fleet.xml",
            "<?xml version=\"1.0\"?><fleet><ship imo=\"1\"><name>Aurora &amp; &#x41;</name><alias text=\"A\"/><alias text=\"Au\"/></ship>\
             <ship imo=\"2\"><name/></ship><boat imo=\"3\"><name>none</name></boat></fleet>",
        )
        .makes(&[
            r#"ex:1 ex:alias "A""#,
            r#"ex:1 ex:alias "Au""#,
            r#"ex:1 ex:name "Aurora & A""#,
            r#"ex:2 ex:name """#,
        ]);
}

#[test]
fn json_that_does_not_end_is_refused_with_its_place() {
    let mapping =
        map("Ship", &json("ships.json", "$[*]"), "{$.imo}", &[("name", r#"rml:reference "$.name""#)]);
    Case::new(&mapping)
        .with("ships.json", "[{\"imo\": 1, \"name\": \"Aurora\"},\n {\"imo\": 2, ")
        .is_refused(&["error[bad-json]", "ships.json", "line 2"]);
}

#[test]
fn two_maps_may_read_one_source_and_one_map_two_of_the_same_name() {
    let mapping =
        ships() + &map("Flag", &csv("flags.csv"), "flag/{name}", &[("name", r#"rml:reference "name""#)]);
    Case::new(&mapping)
        .with("ships.csv", "imo,name\n1,Aurora\n")
        .with("flags.csv", "name\nNO\n")
        .makes(&[r#"ex:1 ex:name "Aurora""#, r#"ex:flag/NO ex:name "NO""#]);
}
