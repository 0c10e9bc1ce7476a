//! Speed of ingest.

fn main() {}
