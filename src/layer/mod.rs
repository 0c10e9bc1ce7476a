//! Small learned layers: multinomial logistic regression over hashed, sparse features.
//!
//! In: [`Features`] of an example, named strings hashed to buckets. Out: a probability a class
//! ([`Layer::probabilities`]). [`Trainer`] learns a layer from labelled examples and [`Layer::to_bytes`] writes
//! it; weights in the binary are read with [`Layer::from_bytes`].
//!
//! The model is `p(c | x) = softmax(b_c + sum over x of w_{c,h(x)})` with feature hashing (Weinberger et al.,
//! "Feature Hashing for Large Scale Multitask Learning", ICML 2009). It is fitted by stochastic gradient descent
//! with the step sizes of `AdaGrad` (Duchi, Hazan, Singer, JMLR 12, 2011), in a fixed order, on one thread: the same
//! examples give the same bytes. Weights are stored as 8-bit integers with one scale a class.
//!
//! Invariants: no clock, no source of chance but the given seed; a file that is damaged is an error.
//!
//! ```
//! use casegraph::layer::{Example, Features, Trainer};
//!
//! let example = |word: &str, class| {
//!     let mut features = Features::default();
//!     features.add("word", word);
//!     Example { features, class }
//! };
//! let examples = [example("ship", 0), example("port", 1), example("ship", 0), example("port", 1)];
//! let layer = Trainer::new(&["asset", "place"], 10).train(&examples);
//! let best = layer.best(&examples[0].features);
//! assert_eq!(layer.classes()[best.class], "asset");
//! assert!(best.probability > 0.5);
//! ```

mod error;
mod features;
mod linear;
mod train;

pub use error::LayerError;
pub use features::Features;
pub use linear::Best;
pub use linear::Layer;
pub use train::Example;
pub use train::Trainer;
