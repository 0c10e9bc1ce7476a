//! Executes a mapping: records in, quads out.

mod cell;
mod collect;
mod encode;
mod fields;
mod item;
mod machine;
mod overlap;
mod plan;
mod problem;
mod render;
mod run;
mod terms;
mod values;

pub(super) use cell::{Natural, OwnedCell};
pub(super) use fields::fields_of;
pub(super) use item::{Access, Item, json_path};
pub(super) use machine::{QuadMark, Yield, join_keys};
pub(super) use plan::Plan;
pub(super) use problem::{Problem, Problems};
pub use run::Partition;
pub(super) use run::{Outcome, Replay, Settings, Writing, missing_reference, run};
pub(super) use values::{Evaluation, MOST_VALUES};
