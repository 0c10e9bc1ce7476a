//! Files of every kind, made here and opened again.

use std::io::Cursor;
use std::io::Read;
use std::io::Write;

use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Compression;
use super::Limits;
use super::RecordError;
use super::TextEncoding;
use super::decode;
use super::json::tests_source::Drip;

/// A tar archive with the file `a.json` (`[1]` and a line feed), packed by XZ Utils 5.4.
const TAR_XZ: &[u8] =
    b"\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x1c\x00\x00\x00\x10\xcf\x58\xcc\xe0\
    \x27\xff\x00\x62\x5d\x00\x30\x8b\x89\x47\x73\xf8\x2a\x55\x54\x95\xd1\xff\x63\x60\x9e\xdc\x1b\x9a\x4a\
    \x37\x7c\x93\x6c\x57\xa4\x52\xdf\x8f\xcc\xc3\x2b\x4e\x27\xae\xe0\xed\x6d\x19\xdd\x6e\x21\xf6\x88\x8f\
    \x15\xf1\x06\xc5\xc7\xce\xcc\xcc\x77\x4e\xe0\xa0\xfe\x1f\xd5\xd0\x46\x58\x55\x4b\x58\xa6\xa7\x5b\x17\
    \x16\xb8\x67\x1b\xb3\xcc\xf6\x4e\xbf\xdb\xb1\xbb\x3e\x06\x3e\x0b\xf4\x8a\x69\xca\x6e\x9c\x13\x85\x24\
    \xa6\x3e\xb6\x00\x00\x00\x00\x25\x7a\xbb\x49\xab\x61\x32\x6f\x00\x01\x7e\x80\x50\x00\x00\x00\x5c\x07\
    \x96\x88\xb1\xc4\x67\xfb\x02\x00\x00\x00\x00\x04\x59\x5a";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        let folder = name.ends_with('/');
        header.set_entry_type(if folder { tar::EntryType::Directory } else { tar::EntryType::Regular });
        header.set_size(bytes.len() as u64);
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (index, (name, bytes)) in files.iter().enumerate() {
        let method =
            if index % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        if name.ends_with('/') {
            writer.add_directory(*name, options).unwrap();
        } else {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn small() -> Limits {
    Limits { max_bytes: 4 << 20, max_ratio: 200, max_entries: 5 }
}

/// The text of a packed file, or the code of its error.
fn text(bytes: &[u8], compression: Compression) -> Result<String, RecordError> {
    let bytes = bytes.to_vec();
    let mut reader = decode(Box::new(Cursor::new(bytes)), compression, TextEncoding::Utf8, &small())?;
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    Ok(text)
}

fn check(bytes: &[u8], compression: Compression, expected: &str) {
    assert_eq!(text(bytes, compression).unwrap(), expected);
}

fn refuse(bytes: &[u8], compression: Compression, code: &str, message: &str) {
    let error = text(bytes, compression).unwrap_err();
    assert_eq!((error.code(), error.to_string().as_str()), (code, message));
}

#[test]
fn every_kind_of_file_is_unpacked() {
    check(b"[1]", Compression::None, "[1]");
    check(&gzip(b"[1]"), Compression::Gzip, "[1]");
    check(&gzip(b""), Compression::Gzip, "");
    check(&zipped(&[("d/", b""), ("d/a.json", b"[1]")]), Compression::Zip, "[1]");
    check(&zipped(&[("a.json", "é".repeat(99).as_bytes())]), Compression::Zip, &"é".repeat(99));
    check(&gzip(&tar(&[("d/", b""), ("d/a.json", b"[1]")])), Compression::TarGzip, "[1]");
    check(&gzip(&tar(&[("a.json", &[b'x'; 512])])), Compression::TarGzip, &"x".repeat(512));
    check(TAR_XZ, Compression::TarXz, "[1]\n");
}

#[test]
fn all_members_of_a_gzip_file_are_read_and_nothing_else_may_follow() {
    check(&[gzip(b"[1,"), gzip(b""), gzip(b"2]")].concat(), Compression::Gzip, "[1,2]");
    let garbage = [gzip(b"[1]"), b"garbage and more".to_vec()].concat();
    refuse(&garbage, Compression::Gzip, "bad-archive", "this is no gzip file that can be read");
    let garbage = [gzip(&tar(&[("a", b"1")])), b"garbage and more".to_vec()].concat();
    assert_eq!(text(&garbage, Compression::TarGzip).unwrap_err().code(), "bad-archive");
    let garbage = [TAR_XZ, b"garbage and more".as_slice()].concat();
    assert_eq!(text(&garbage, Compression::TarXz).unwrap_err().code(), "bad-archive");
}

#[test]
fn damage_is_an_error() {
    for (bytes, compression) in [
        (gzip(b"[1,2,3]"), Compression::Gzip),
        (gzip(&tar(&[("a", b"1")])), Compression::TarGzip),
        (TAR_XZ.to_vec(), Compression::TarXz),
        (zipped(&[("a", b"[1,2,3]")]), Compression::Zip),
    ] {
        for length in 1..bytes.len() {
            let error = text(&bytes[..length], compression).unwrap_err();
            assert_eq!(error.code(), "bad-archive", "{compression:?} cut to {length}");
        }
        assert!(text(b"this is plain text, and long enough for a header of any kind", compression).is_err());
    }
    let mut flipped = zipped(&[("d/", b""), ("stored", b"[1,2,3]")]);
    let at = flipped.windows(7).position(|window| window == b"[1,2,3]").unwrap();
    flipped[at + 1] = b'7';
    assert_eq!(text(&flipped, Compression::Zip).unwrap_err().code(), "bad-archive");
}

#[test]
fn an_archive_must_hold_exactly_one_file() {
    let files: [(&str, &[u8]); 4] = [("a.json", b"1"), ("../../b", b"2"), ("/etc/c", b"3"), ("d", b"4")];
    let message = "an archive must hold exactly one file, found `a.json`, `../../b`, `/etc/c` and others";
    refuse(&zipped(&files), Compression::Zip, "bad-entry", message);
    refuse(&gzip(&tar(&files)), Compression::TarGzip, "bad-entry", message);
    let message = "an archive must hold exactly one file, found none";
    refuse(&zipped(&[("d/", b"")]), Compression::Zip, "bad-entry", message);
    refuse(&gzip(&tar(&[("d/", b"")])), Compression::TarGzip, "bad-entry", message);
}

#[test]
fn names_of_entries_are_labels_and_never_paths() {
    check(&zipped(&[("../../x", b"1")]), Compression::Zip, "1");
    check(&gzip(&tar(&[("/etc/x", b"1")])), Compression::TarGzip, "1");
}

#[test]
fn nested_archives_are_not_opened() {
    let inner = zipped(&[("a", b"1")]);
    assert_eq!(text(&zipped(&[("inner.zip", &inner)]), Compression::Zip).unwrap_err().code(), "bad-text");
}

#[test]
fn what_unpacks_to_too_much_is_a_bomb() {
    let zeros = vec![b'0'; 5 << 20];
    let less = vec![b'0'; 3 << 20];
    let noise: Vec<u8> =
        (0..5_u32 << 20).map(|n| b'a' + u8::try_from(n.wrapping_mul(2_654_435_761) >> 28).unwrap()).collect();
    let ratio = "the compressed file holds more bytes for each packed one than the limit of 200";
    let bytes = "the compressed file holds more bytes than the limit of 4194304";
    refuse(&gzip(&less), Compression::Gzip, "bomb", ratio);
    refuse(&gzip(&noise), Compression::Gzip, "bomb", bytes);
    refuse(&zipped(&[("a", &less)]), Compression::Zip, "bomb", ratio);
    refuse(&zipped(&[("a", &zeros)]), Compression::Zip, "bomb", bytes);
    refuse(&gzip(&tar(&[("a", &less)])), Compression::TarGzip, "bomb", ratio);
    check(&gzip(&zeros[..1 << 20]), Compression::Gzip, &"0".repeat(1 << 20));
    let many: Vec<_> = (0..6).map(|_| ("d/", b"".as_slice())).collect();
    refuse(
        &gzip(&tar(&many)),
        Compression::TarGzip,
        "bomb",
        "the compressed file holds more entries than the limit of 5",
    );
}

#[test]
fn files_are_opened_by_their_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    std::fs::write(&path, zipped(&[("a.json", b"\xef\xbb\xbf[1]")])).unwrap();
    let mut found = String::new();
    let mut reader = super::open(&path, Compression::Zip, TextEncoding::Utf8, &Limits::default()).unwrap();
    reader.read_to_string(&mut found).unwrap();
    assert_eq!(found, "[1]");
    let code = |path: &std::path::Path| {
        super::open(path, Compression::None, TextEncoding::Utf8, &Limits::default())
            .err()
            .map(|error| error.code())
    };
    assert_eq!(code(folder.path()), Some("io"));
    assert_eq!(code(&folder.path().join("absent")), Some("io"));
    assert_eq!(code(&path), None);
}

#[test]
fn a_reader_may_give_one_byte_at_a_time() {
    let packed: &'static [u8] = TAR_XZ;
    let mut found = String::new();
    let mut reader =
        decode(Box::new(Drip(packed)), Compression::TarXz, TextEncoding::Utf8, &small()).unwrap();
    reader.read_to_string(&mut found).unwrap();
    assert_eq!(found, "[1]\n");
}
