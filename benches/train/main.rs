//! Fits the learned layers to openly licensed material, and says how good they are on parts kept back.
//!
//! Run with `cargo bench --profile release --bench train -- LAYER FOLDER`, where FOLDER holds the training
//! material; the weights go where the program reads them from, so that the next build has them. No part of
//! build or test; without arguments it lists the layers.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a tool of the developer's prints its figures and may fail loudly"
)]

mod names;
mod triggers;

use std::env;
use std::path::PathBuf;

/// A layer's name and what fits it to the material in a folder.
type Recipe = (&'static str, fn(PathBuf));

/// The layers that can be trained.
const LAYERS: &[Recipe] = &[("names", names::train), ("triggers", triggers::train)];

fn main() {
    // Cargo itself adds `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [name, folder] = arguments.as_slice() else {
        println!("train LAYER FOLDER, with one of these layers:");
        for (name, _) in LAYERS {
            println!("  {name}");
        }
        return;
    };
    let Some((_, recipe)) = LAYERS.iter().find(|(layer, _)| layer == name) else {
        eprintln!("there is no layer `{name}`");
        return;
    };
    recipe(PathBuf::from(folder));
}
