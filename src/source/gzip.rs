//! Gzip, unpacked with limits.

use std::io;
use std::io::BufReader;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use flate2::read::MultiGzDecoder;

use super::error::BombFound;

/// Most unpacked bytes for each packed one: DEFLATE itself reaches 1,032, prose about 4.
const MAX_RATIO: u64 = 200;
/// Most unpacked bytes in all.
const MAX_SIZE: u64 = 512 * 1024 * 1024;
/// So much may be unpacked before the ratio counts.
const FREE: u64 = 1024 * 1024;

/// Counts the bytes that pass.
struct Counting<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A reader of unpacked bytes that fails at a limit.
pub(super) struct Gunzip<R: Read> {
    decoder: MultiGzDecoder<BufReader<Counting<R>>>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl<R: Read> Gunzip<R> {
    /// Unpacks what `reader` gives.
    pub(super) fn new(reader: R) -> Self {
        let packed = Arc::new(AtomicU64::new(0));
        let counting = Counting { inner: reader, count: Arc::clone(&packed) };
        Self { decoder: MultiGzDecoder::new(BufReader::new(counting)), packed, unpacked: 0 }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.unpacked += read as u64;
        if self.unpacked > MAX_SIZE {
            return Err(io::Error::other(BombFound { limit: "512 MB" }));
        }
        let packed = self.packed.load(Ordering::Relaxed);
        if self.unpacked > FREE && self.unpacked / MAX_RATIO > packed {
            return Err(io::Error::other(BombFound { limit: "200 times its size" }));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn prose_comes_back_whole_also_from_several_members() {
        let mut bytes = packed("A first part. ".as_bytes());
        bytes.extend(packed("And a second.".as_bytes()));
        let mut text = String::new();
        Gunzip::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "A first part. And a second.");
    }

    #[test]
    fn zeroes_stop_at_two_hundred_times_their_size() {
        let bytes = packed(&vec![0; 20_000_000]);
        assert!(bytes.len() < 100_000);
        let mut count = 0;
        let mut reader = Gunzip::new(bytes.as_slice());
        let mut buffer = vec![0; 65_536];
        let error = loop {
            match reader.read(&mut buffer) {
                Ok(read) => count += read,
                Err(error) => break error,
            }
        };
        assert!(error.get_ref().unwrap().downcast_ref::<BombFound>().is_some());
        assert!(count < 200 * bytes.len() + 2 * 65_536 + 1_048_576);
    }
}
