//! Tokens to vectors: hash embeddings of four to six features, a mixing layer, four convolutions over three
//! neighbours each (the architectures `MultiHashEmbed` and `MaxoutWindowEncoder` of spaCy 3).
//!
//! The mixed vector depends on the word type alone; the session keeps it. Each document is surrounded by rows
//! of zeros that run through the layers like tokens. Only the rows that can reach a token are computed: after
//! the first layer all but the innermost of them are one constant.

use crate::nlp::blob::Weights;
use crate::nlp::dense::Packed;
use crate::nlp::dense::Rows;
use crate::nlp::dense::normalize;
use crate::nlp::error::NlpError;
use crate::nlp::strings::rows_of;

/// Width of a token's vector.
pub(super) const WIDTH: usize = 96;
/// Rows around a document: the convolutions look three rows beyond its ends before the last layer.
const MARGIN: usize = 4;
/// Rows of the embedding tables by feature: norm, prefix, suffix, shape, blank after, white space.
const TABLES: [usize; 6] = [5000, 1000, 2500, 2500, 50, 50];
/// Seed of the first table's hash; the others follow.
const SEED: u32 = 8;

/// A token-to-vector network.
#[derive(Debug)]
pub(super) struct Tok2Vec {
    embeddings: Vec<Vec<f32>>,
    mixer: Layer,
    encoder: [Layer; 4],
    /// What the first encoder layer makes of a row of zeros among rows of zeros.
    margin: [f32; WIDTH],
}

/// A maxout layer with layer normalization.
#[derive(Debug)]
struct Layer {
    packed: Packed,
    gain: [f32; WIDTH],
    shift: [f32; WIDTH],
}

/// Buffers that are used again from batch to batch.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    rows: Vec<f32>,
    starts: Vec<usize>,
    out: Vec<f32>,
}

impl Layer {
    fn new(weights: &Weights<'_>, name: &str, number: usize, inputs: usize) -> Result<Self, NlpError> {
        let part = |kind: &str| format!("{name}.layer.{number}.{kind}");
        let weight = weights.get(&part("weight"), &[WIDTH, 3, inputs])?;
        let bias = weights.get(&part("bias"), &[WIDTH, 3])?;
        Ok(Self {
            packed: Packed::pieces(&weight, &bias, inputs),
            gain: fixed(&weights.get(&part("gain"), &[WIDTH])?),
            shift: fixed(&weights.get(&part("shift"), &[WIDTH])?),
        })
    }

    /// Runs the layer over some rows.
    fn run(&self, rows: Rows<'_>, out: &mut Vec<f32>) {
        self.packed.maxout(rows, out);
        normalize(out, &self.gain, &self.shift);
    }
}

/// The first `N` numbers, as an array.
pub(super) fn fixed<const N: usize>(numbers: &[f32]) -> [f32; N] {
    numbers.first_chunk().copied().unwrap_or([0.0; N])
}

impl Tok2Vec {
    /// Takes the weights of the network `name` with so many features (four or six).
    pub(super) fn new(weights: &Weights<'_>, name: &str, features: usize) -> Result<Self, NlpError> {
        let mut embeddings = Vec::with_capacity(features);
        for (column, rows) in TABLES.iter().enumerate().take(features) {
            embeddings.push(weights.get(&format!("{name}.embed.{column}"), &[*rows, WIDTH])?);
        }
        let mixer = Layer::new(weights, name, 0, WIDTH * features)?;
        let encoder = [
            Layer::new(weights, name, 1, 3 * WIDTH)?,
            Layer::new(weights, name, 2, 3 * WIDTH)?,
            Layer::new(weights, name, 3, 3 * WIDTH)?,
            Layer::new(weights, name, 4, 3 * WIDTH)?,
        ];
        let mut margin = Vec::new();
        encoder[0].run(Rows { data: &[0.0; 3 * WIDTH], starts: &[0] }, &mut margin);
        Ok(Self { embeddings, mixer, encoder, margin: fixed(&margin) })
    }

    /// Appends the mixed vectors of some word types, given by their feature values, to `vectors`.
    pub(super) fn mix<'k>(
        &self,
        types: impl Iterator<Item = &'k [u64]>,
        buffers: &mut Buffers,
        vectors: &mut Vec<f32>,
    ) {
        let width = WIDTH * self.embeddings.len();
        buffers.rows.clear();
        buffers.starts.clear();
        for keys in types {
            let start = buffers.rows.len();
            buffers.starts.push(start);
            buffers.rows.resize(start + width, 0.0);
            let parts = buffers.rows[start..].chunks_exact_mut(WIDTH);
            for ((column, part), (key, table)) in (0..).zip(parts).zip(keys.iter().zip(&self.embeddings)) {
                let rows = table.len() / WIDTH;
                for hash in rows_of(*key, SEED + column) {
                    let row = &table[hash as usize % rows * WIDTH..][..WIDTH];
                    for (sum, number) in part.iter_mut().zip(row) {
                        *sum += number;
                    }
                }
            }
        }
        self.mixer.run(Rows { data: &buffers.rows, starts: &buffers.starts }, &mut buffers.out);
        vectors.extend_from_slice(&buffers.out);
    }

    /// Encodes documents: `lengths` are their numbers of tokens, `mixed` the mixed vectors of all tokens, one
    /// after the other. The tokens' final vectors replace `vectors`.
    pub(super) fn encode<'v>(
        &self,
        lengths: &[usize],
        mixed: impl Iterator<Item = &'v [f32]>,
        buffers: &mut Buffers,
        vectors: &mut Vec<f32>,
    ) {
        lay_out(lengths, mixed, &mut buffers.rows);
        for (number, layer) in self.encoder.iter().enumerate() {
            // Rows beyond the ends that later layers see: 1, 2, 1, 0.
            let beyond = [1, 2, 1, 0][number];
            buffers.starts.clear();
            let mut first = MARGIN;
            for length in lengths {
                buffers.starts.extend((first - beyond..first + length + beyond).map(|row| (row - 1) * WIDTH));
                first += length + 2 * MARGIN;
            }
            layer.run(Rows { data: &buffers.rows, starts: &buffers.starts }, &mut buffers.out);
            if number == 0 {
                self.fill_margins(lengths, &mut buffers.rows);
            }
            let (out, _) = buffers.out.as_chunks::<WIDTH>();
            for (start, out) in buffers.starts.iter().zip(out) {
                for (sum, number) in buffers.rows[start + WIDTH..][..WIDTH].iter_mut().zip(out) {
                    *sum += number;
                }
            }
        }
        vectors.clear();
        let mut first = MARGIN;
        for length in lengths {
            vectors.extend_from_slice(&buffers.rows[first * WIDTH..][..length * WIDTH]);
            first += length + 2 * MARGIN;
        }
    }

    /// Puts the constant of the first layer where its rows are not computed.
    fn fill_margins(&self, lengths: &[usize], rows: &mut [f32]) {
        let mut first = MARGIN;
        for length in lengths {
            for row in [first - 3, first - 2, first + length + 1, first + length + 2] {
                rows[row * WIDTH..][..WIDTH].copy_from_slice(&self.margin);
            }
            first += length + 2 * MARGIN;
        }
    }
}

/// Lays documents out with rows of zeros around each.
fn lay_out<'v>(lengths: &[usize], mut mixed: impl Iterator<Item = &'v [f32]>, rows: &mut Vec<f32>) {
    rows.clear();
    for length in lengths {
        rows.resize(rows.len() + MARGIN * WIDTH, 0.0);
        for vector in mixed.by_ref().take(*length) {
            rows.extend_from_slice(vector);
        }
        rows.resize(rows.len() + MARGIN * WIDTH, 0.0);
    }
}
