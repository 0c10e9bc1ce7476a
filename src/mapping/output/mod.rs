//! Writes the quads of a run to their targets, each once.

mod seen;
mod sink;
mod syntax;
mod writer;

pub(super) use seen::Seen;
pub(super) use sink::{Place, Sink};
pub(super) use syntax::Syntax;
pub(super) use writer::Writer;
