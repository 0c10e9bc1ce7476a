//! The tagger: the tag with the highest score.

use std::sync::Arc;

use crate::nlp::blob::Weights;
use crate::nlp::dense::Packed;
use crate::nlp::dense::Rows;
use crate::nlp::error::NlpError;
use crate::nlp::tok2vec::WIDTH;
use crate::nlp::transition::best;

/// The tagger.
#[derive(Debug)]
pub(super) struct Tagger {
    layer: Packed,
    tags: Vec<Arc<str>>,
}

impl Tagger {
    /// Takes the weights and the tags.
    pub(super) fn new(weights: &Weights<'_>, tags: &[String]) -> Result<Self, NlpError> {
        let weight = weights.get("tagger.weight", &[tags.len(), WIDTH])?;
        let bias = weights.get("tagger.bias", &[tags.len()])?;
        let tags = tags.iter().map(|tag| Arc::from(tag.as_str())).collect();
        Ok(Self { layer: Packed::plain(&weight, &bias, WIDTH), tags })
    }

    /// The tags in the order of their numbers.
    pub(super) fn tags(&self) -> &[Arc<str>] {
        &self.tags
    }

    /// Appends the number of each token's tag to `tags`, from the tokens' vectors.
    pub(super) fn tag(&self, vectors: &[f32], scores: &mut Vec<f32>, tags: &mut Vec<usize>) {
        let starts: Vec<usize> = (0..vectors.len() / WIDTH).map(|row| row * WIDTH).collect();
        self.layer.linear(Rows { data: vectors, starts: &starts }, scores);
        let rows = scores.chunks_exact(self.layer.width().max(1));
        tags.extend(rows.map(|row| best(&row[..self.tags.len()], |_| true).unwrap_or_default()));
    }
}
