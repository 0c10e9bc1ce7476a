//! Events and situations: frames kept as data, matched over the trees, with time, modality and attribution.

mod arguments;
mod commitment;
mod complete;
mod conclude;
mod fill;
mod guard;
mod identity;
mod learned;
mod link;
mod modality;
mod party;
mod presence;
mod purpose;
mod read;
mod rules;
mod situation;
mod subject;
mod tenure;
#[cfg(test)]
mod tests;
mod voice;
mod when;
mod whereabouts;
mod words;

pub(super) use learned::features;
pub(super) use learned::may_tell;
pub(super) use read::Read;
pub(super) use read::percent;
pub use rules::FrameError;
pub(super) use rules::FrameRules;
pub(super) use voice::QuoteVoice;
pub(super) use voice::Sources;
pub(super) use words::Words;
pub(super) use words::has;
