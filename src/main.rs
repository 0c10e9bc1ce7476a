//! The `casegraph` program.

fn main() {}
