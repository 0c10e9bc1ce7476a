//! Speed of analysis.

fn main() {}
