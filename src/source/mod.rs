//! Input names to bytes with a media type.
//!
//! In: the paths that a person typed: files, folders, `-` for standard input. Out: one [`Blob`] an input, a
//! reader of its bytes with a [`MediaType`], guessed from the ending of its name and its first bytes and said
//! aloud in [`Blob::note`]. Gzip (RFC 1952) is unpacked on the way.
//!
//! Invariants: a folder is walked in byte order of its names and each folder once, so that links cannot lead
//! round in circles; only regular files and standard input are opened; nothing is loaded whole; one layer
//! of compression is taken off, to at most 200 times its size and 512 MB.
//!
//! Left out on purpose: PDF, word processor files, archives. They are refused with what to do.

mod error;
mod gzip;
mod media;
mod open;
mod walk;

pub use error::{Refusal, SourceError};
pub use media::MediaType;
pub use open::Blob;
pub use walk::{Skipped, Source, Sources};
