//! A file or stream that quads go to: syntax, compression, encoding.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use oxttl::NQuadsParser;

use super::Syntax;
use crate::mapping::model::Packing;

/// Where quads go.
pub(in crate::mapping) enum Place<'w> {
    /// A file, which takes its place when all is written.
    File(PathBuf),
    /// A stream of the caller, such as standard output.
    Stream(Box<dyn Write + 'w>),
}

/// Takes quads as lines of N-Quads.
pub(in crate::mapping) struct Sink<'w> {
    form: Form<'w>,
    syntax: Syntax,
    /// Lines that wait to be written in another syntax.
    waiting: Vec<u8>,
    /// The unfinished file and the file that it becomes.
    file: Option<(PathBuf, PathBuf)>,
    pub(in crate::mapping) quads: u64,
}

enum Form<'w> {
    Lines(Packed<'w>),
    Serializer(Box<WriterQuadSerializer<Packed<'w>>>),
    Closed,
}

/// A packed stream.
enum Packed<'w> {
    Plain(BufWriter<Box<dyn Write + 'w>>),
    Gzip(Box<GzEncoder<BufWriter<Box<dyn Write + 'w>>>>),
    /// Archives are made when all is there.
    Archive {
        packing: Packing,
        name: String,
        content: Vec<u8>,
        out: Box<dyn Write + 'w>,
    },
}

impl Write for Packed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Gzip(out) => out.write(bytes),
            Self::Archive { content, .. } => content.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Gzip(out) => out.flush(),
            Self::Archive { .. } => Ok(()),
        }
    }
}

/// How many bytes wait before they are written in another syntax.
const WAITING: usize = 256 * 1024;

impl<'w> Sink<'w> {
    /// Opens a sink; a file is written beside its place until all is there.
    pub(in crate::mapping) fn open(place: Place<'w>, syntax: Syntax, packing: Packing) -> io::Result<Self> {
        let (out, file): (Box<dyn Write + 'w>, _) = match place {
            Place::Stream(stream) => (stream, None),
            Place::File(path) => {
                let part = beside(&path);
                (Box::new(File::create(&part)?), Some((part, path)))
            }
        };
        let name = file.as_ref().map_or_else(|| "result.nq".to_owned(), |(_, path)| inner_name(path));
        let packed = match packing {
            Packing::None => Packed::Plain(BufWriter::with_capacity(256 * 1024, out)),
            Packing::Gzip => Packed::Gzip(Box::new(GzEncoder::new(
                BufWriter::with_capacity(64 * 1024, out),
                Compression::default(),
            ))),
            packing => Packed::Archive { packing, name, content: Vec::new(), out },
        };
        let form = match syntax {
            Syntax::NQuads | Syntax::NTriples => Form::Lines(packed),
            Syntax::Other(format) => {
                Form::Serializer(Box::new(RdfSerializer::from_format(format).for_writer(packed)))
            }
        };
        Ok(Self { form, syntax, waiting: Vec::new(), file, quads: 0 })
    }

    pub(in crate::mapping) fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// Takes whole lines with so many quads.
    pub(in crate::mapping) fn lines(&mut self, lines: &[u8], quads: u64) -> io::Result<()> {
        self.quads += quads;
        match &mut self.form {
            Form::Lines(out) => out.write_all(lines),
            Form::Serializer(_) => {
                self.waiting.extend_from_slice(lines);
                if self.waiting.len() > WAITING { self.serialize() } else { Ok(()) }
            }
            Form::Closed => Ok(()),
        }
    }

    fn serialize(&mut self) -> io::Result<()> {
        let Form::Serializer(serializer) = &mut self.form else { return Ok(()) };
        for quad in NQuadsParser::new().lenient().for_slice(&self.waiting) {
            serializer.serialize_quad(&quad.map_err(io::Error::other)?)?;
        }
        self.waiting.clear();
        Ok(())
    }

    /// Writes what is left and puts the file in its place.
    pub(in crate::mapping) fn finish(mut self) -> io::Result<u64> {
        self.serialize()?;
        let packed = match std::mem::replace(&mut self.form, Form::Closed) {
            Form::Lines(packed) => packed,
            Form::Serializer(serializer) => serializer.finish()?,
            Form::Closed => return Ok(self.quads),
        };
        match packed {
            Packed::Plain(mut out) => out.flush()?,
            Packed::Gzip(out) => out.finish()?.flush()?,
            Packed::Archive { packing, name, content, out } => archive(packing, &name, &content, out)?,
        }
        if let Some((part, path)) = self.file.take() {
            std::fs::rename(part, path)?;
        }
        Ok(self.quads)
    }
}

impl Drop for Sink<'_> {
    fn drop(&mut self) {
        if let Some((part, _)) = &self.file {
            // Nothing can be done when the unfinished file cannot be removed.
            drop(std::fs::remove_file(part));
        }
    }
}

/// The name of a file while it is written.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// The name of the file inside of an archive.
fn inner_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    [".zip", ".tar.gz", ".tgz", ".tar.xz", ".gz"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(&name)
        .to_owned()
}

fn archive(packing: Packing, name: &str, content: &[u8], out: Box<dyn Write + '_>) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match packing {
        Packing::Zip => {
            // The writer seeks, hence by way of memory.
            let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
            archive.start_file(name, zip::write::SimpleFileOptions::default()).map_err(io::Error::other)?;
            archive.write_all(content)?;
            out.write_all(archive.finish().map_err(io::Error::other)?.get_ref())?;
        }
        Packing::TarXz => {
            let options = lzma_rust2::XzOptions::default();
            let mut packed = lzma_rust2::XzWriter::new(&mut out, options)?;
            packed.write_all(&tar(name, content)?)?;
            packed.finish()?;
        }
        _ => {
            let mut packed = GzEncoder::new(&mut out, Compression::default());
            packed.write_all(&tar(name, content)?)?;
            packed.finish()?;
        }
    }
    out.flush()
}

fn tar(name: &str, content: &[u8]) -> io::Result<Vec<u8>> {
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_mtime(0);
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(&mut header, name, content)?;
    builder.into_inner()
}
