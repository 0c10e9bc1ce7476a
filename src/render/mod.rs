//! Networks as pictures.
//!
//! In: a [`Network`](crate::network::Network). Out: DOT text by [`to_dot`], and by [`draw`] what Graphviz
//! makes of it: SVG, PNG or PDF. The DOT language is that of <https://graphviz.org/doc/info/lang.html>.
//!
//! Invariants: the same network gives the same bytes; the names of attributes are ours alone, text from
//! data stands only inside escaped strings or as text of labels whose tags are ours; a link is written for
//! `http` and `https` alone; nothing of the data becomes a file name. Shape says the kind of a node, and so
//! does its fill; the line says how well an edge is supported; red says conflict and nothing else.

mod dot;
mod graphviz;
mod lines;
mod style;
mod text;

pub use dot::{Drawing, MAX_DRAWN, to_dot};
pub use graphviz::{GraphvizError, Picture, draw};
