//! Matrix products with SIMD, in safe code: `pulp` picks AVX2 with FMA where the processor has them.
//!
//! Weights are packed once in panels of 24 outputs, input by input, so that a tile of four rows by one panel
//! stays in registers (on AVX2: 12 accumulators, 3 weights, 1 input). A row of input is a window of one long
//! slice, so that three neighbouring tokens need no copying, and the larger of three pieces ("maxout") is taken
//! while the tile is still in registers.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instructions that were found"
)]

use pulp::Arch;
use pulp::Simd;
use pulp::WithSimd;

/// Outputs of a panel.
const PANEL: usize = 24;
/// Rows of a tile.
const TILE: usize = 3;
/// Tiles that share one pass over the panels: their inputs stay in the second-level cache.
const TILES: usize = 16;
/// Pieces of a maxout layer.
const PIECES: usize = 3;
/// Maxout units of a panel.
const UNITS: usize = PANEL / PIECES;

/// A weight matrix with its bias, packed for [`Packed::linear`] or [`Packed::maxout`].
#[derive(Debug)]
pub(super) struct Packed {
    inputs: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

/// The input rows of a product: row `i` is `data[starts[i]..]`, as long as the matrix has inputs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'a> {
    /// The numbers.
    pub(super) data: &'a [f32],
    /// Where each row starts.
    pub(super) starts: &'a [usize],
}

impl Packed {
    /// Packs rows of weights `weight[row × inputs ..]`. Output `o` of the product is the row `order[o]`.
    pub(super) fn new(weight: &[f32], bias: &[f32], inputs: usize, order: &[usize]) -> Self {
        let count = order.len().div_ceil(PANEL);
        let mut panels = vec![0.0; count * PANEL * inputs];
        let mut packed_bias = vec![0.0; count * PANEL];
        for (output, row) in order.iter().enumerate() {
            let (panel, column) = (output / PANEL, output % PANEL);
            let numbers = weight.iter().skip(row * inputs).take(inputs);
            let places = panels.iter_mut().skip(panel * PANEL * inputs + column).step_by(PANEL);
            for (place, number) in places.zip(numbers) {
                *place = *number;
            }
            if let (Some(place), Some(number)) = (packed_bias.get_mut(output), bias.get(*row)) {
                *place = *number;
            }
        }
        Self { inputs, panels, bias: packed_bias }
    }

    /// Packs a plain matrix: output `o` is row `o`.
    pub(super) fn plain(weight: &[f32], bias: &[f32], inputs: usize) -> Self {
        let order: Vec<usize> = (0..weight.len() / inputs.max(1)).collect();
        Self::new(weight, bias, inputs, &order)
    }

    /// Packs a maxout layer whose rows are unit by unit, the three pieces of a unit together.
    pub(super) fn pieces(weight: &[f32], bias: &[f32], inputs: usize) -> Self {
        let units = weight.len() / (inputs * PIECES).max(1);
        let order: Vec<usize> = (0..units * PIECES)
            .map(|output| {
                let (panel, column) = (output / PANEL, output % PANEL);
                (panel * UNITS + column % UNITS) * PIECES + column / UNITS
            })
            .collect();
        Self::new(weight, bias, inputs, &order)
    }

    /// Numbers of a row of output of [`Packed::linear`]; the last ones are padding.
    pub(super) fn width(&self) -> usize {
        self.bias.len()
    }

    /// Writes `rows × weights + bias` to `out`, row by row, [`Packed::width`] numbers each.
    pub(super) fn linear(&self, rows: Rows<'_>, out: &mut Vec<f32>) {
        out.resize(rows.starts.len() * self.width(), 0.0);
        Arch::new().dispatch(Product { packed: self, rows, out, maxout: false });
    }

    /// Writes the larger of the three pieces of each unit to `out`, row by row.
    pub(super) fn maxout(&self, rows: Rows<'_>, out: &mut Vec<f32>) {
        out.resize(rows.starts.len() * self.width() / PIECES, 0.0);
        Arch::new().dispatch(Product { packed: self, rows, out, maxout: true });
    }
}

/// A product to be computed with the instructions that there are.
struct Product<'a> {
    packed: &'a Packed,
    rows: Rows<'a>,
    out: &'a mut [f32],
    maxout: bool,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            8 => multiply::<Wide<S, 3>>(Wide(simd), self),
            4 => multiply::<Wide<S, 6>>(Wide(simd), self),
            _ => multiply::<Portable>(Portable, self),
        }
    }
}

/// How one tile is computed.
trait Tile: Copy {
    /// Computes the tile of `inputs` (four rows, input by input) by `panel` and hands row after row to `store`.
    fn compute(
        self,
        inputs: &[[f32; TILE]],
        panel: &[[f32; PANEL]],
        bias: &[f32; PANEL],
        maxout: bool,
    ) -> [[f32; PANEL]; TILE];
}

/// Registers of `S`, `V` of which hold a row of a panel.
#[derive(Clone, Copy)]
struct Wide<S, const V: usize>(S);

impl<S: Simd, const V: usize> Tile for Wide<S, V> {
    #[inline(always)]
    fn compute(
        self,
        inputs: &[[f32; TILE]],
        panel: &[[f32; PANEL]],
        bias: &[f32; PANEL],
        maxout: bool,
    ) -> [[f32; PANEL]; TILE] {
        let simd = self.0;
        let (bias, _) = S::as_simd_f32s(bias);
        let mut sums = [[simd.splat_f32s(0.0); V]; TILE];
        for row in &mut sums {
            for (sum, start) in row.iter_mut().zip(bias) {
                *sum = *start;
            }
        }
        for (input, weights) in inputs.iter().zip(panel) {
            let (weights, _) = S::as_simd_f32s(weights);
            for (row, number) in sums.iter_mut().zip(input) {
                let number = simd.splat_f32s(*number);
                for (sum, weight) in row.iter_mut().zip(weights) {
                    *sum = simd.mul_add_e_f32s(number, *weight, *sum);
                }
            }
        }
        let mut out = [[0.0; PANEL]; TILE];
        for (row, sums) in out.iter_mut().zip(&sums) {
            let (row, _) = S::as_mut_simd_f32s(row);
            if maxout {
                let step = V / PIECES;
                for (place, unit) in row.iter_mut().zip(0..step) {
                    *place =
                        simd.max_f32s(simd.max_f32s(sums[unit], sums[unit + step]), sums[unit + 2 * step]);
                }
            } else {
                for (place, sum) in row.iter_mut().zip(sums) {
                    *place = *sum;
                }
            }
        }
        out
    }
}

/// Plain numbers, for processors without the registers above.
#[derive(Clone, Copy)]
struct Portable;

impl Tile for Portable {
    #[inline(always)]
    fn compute(
        self,
        inputs: &[[f32; TILE]],
        panel: &[[f32; PANEL]],
        bias: &[f32; PANEL],
        maxout: bool,
    ) -> [[f32; PANEL]; TILE] {
        let mut sums = [*bias; TILE];
        for (input, weights) in inputs.iter().zip(panel) {
            for (row, number) in sums.iter_mut().zip(input) {
                for (sum, weight) in row.iter_mut().zip(weights) {
                    *sum += number * weight;
                }
            }
        }
        if maxout {
            for row in &mut sums {
                for unit in 0..UNITS {
                    row[unit] = row[unit].max(row[unit + UNITS]).max(row[unit + 2 * UNITS]);
                }
            }
        }
        sums
    }
}

/// The whole product, tile by tile.
#[inline(always)]
fn multiply<T: Tile>(tile: T, product: Product<'_>) {
    let Product { packed, rows, out, maxout } = product;
    let (bias, _) = packed.bias.as_chunks::<PANEL>();
    let (weights, _) = packed.panels.as_chunks::<PANEL>();
    let wide = if maxout { UNITS } else { PANEL };
    let width = wide * bias.len();
    let mut inputs = vec![[0.0; TILE]; TILES * packed.inputs];
    for (starts, out) in rows.starts.chunks(TILE * TILES).zip(out.chunks_mut(TILE * TILES * width)) {
        for (starts, inputs) in starts.chunks(TILE).zip(inputs.chunks_exact_mut(packed.inputs)) {
            interleave(rows.data, starts, inputs);
        }
        let panels = weights.chunks_exact(packed.inputs).zip(bias);
        for (number, (panel, bias)) in panels.enumerate() {
            let tiles = inputs.chunks_exact(packed.inputs).zip(out.chunks_mut(TILE * width));
            for (inputs, out) in tiles {
                let result = tile.compute(inputs, panel, bias, maxout);
                for (row, out) in result.iter().zip(out.chunks_exact_mut(width)) {
                    out[number * wide..][..wide].copy_from_slice(&row[..wide]);
                }
            }
        }
    }
}

/// Lays up to four rows side by side, input by input.
#[inline(always)]
fn interleave(data: &[f32], starts: &[usize], inputs: &mut [[f32; TILE]]) {
    for (row, start) in starts.iter().enumerate() {
        for (place, number) in inputs.iter_mut().zip(&data[*start..]) {
            place[row] = *number;
        }
    }
}

/// Normalises each row of `rows` to mean 0 and variance 1, then scales and shifts it.
pub(super) fn normalize<const WIDTH: usize>(rows: &mut [f32], gain: &[f32; WIDTH], shift: &[f32; WIDTH]) {
    Arch::new().dispatch(Normalization { rows, gain, shift });
}

/// A layer normalization to be computed with the instructions that there are.
struct Normalization<'a, const WIDTH: usize> {
    rows: &'a mut [f32],
    gain: &'a [f32; WIDTH],
    shift: &'a [f32; WIDTH],
}

impl<const WIDTH: usize> WithSimd for Normalization<'_, WIDTH> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        #[expect(clippy::cast_precision_loss, reason = "widths are small")]
        let width = WIDTH as f32;
        let (rows, _) = self.rows.as_chunks_mut::<WIDTH>();
        for row in rows {
            let mean = sum(row) / width;
            let mut squares = *row;
            for (square, number) in squares.iter_mut().zip(row.iter_mut()) {
                *number -= mean;
                *square = *number * *number;
            }
            let scale = 1.0 / (sum(&squares) / width + 1e-8).sqrt();
            for ((number, gain), shift) in row.iter_mut().zip(self.gain).zip(self.shift) {
                *number = *number * scale * gain + shift;
            }
        }
    }
}

/// The sum of a row in eight strands.
#[inline(always)]
fn sum<const WIDTH: usize>(row: &[f32; WIDTH]) -> f32 {
    let mut strands = [0.0_f32; 8];
    let (parts, rest) = row.as_chunks::<8>();
    for part in parts {
        for (strand, number) in strands.iter_mut().zip(part) {
            *strand += number;
        }
    }
    strands.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// The hidden layer and the scores of one state of a transition system: the rows of its features are summed,
/// the larger of two pieces goes on, and `upper` turns it into scores, which are written to `scores`.
pub(super) fn score(bias: &[f32; 128], features: &[&[f32; 128]], upper: &Packed, scores: &mut [f32]) {
    Arch::new().dispatch(Score { bias, features, upper, scores });
}

/// A scoring to be computed with the instructions that there are.
struct Score<'a> {
    bias: &'a [f32; 128],
    features: &'a [&'a [f32; 128]],
    upper: &'a Packed,
    scores: &'a mut [f32],
}

impl WithSimd for Score<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let mut state = *self.bias;
        for feature in self.features {
            for (sum, number) in state.iter_mut().zip(*feature) {
                *sum += number;
            }
        }
        let (first, second) = state.split_at(64);
        let mut hidden = [0.0; 64];
        for ((place, first), second) in hidden.iter_mut().zip(first).zip(second) {
            *place = if first > second { *first } else { *second };
        }
        let (bias, _) = self.upper.bias.as_chunks::<PANEL>();
        let (weights, _) = self.upper.panels.as_chunks::<PANEL>();
        let (scores, _) = self.scores.as_chunks_mut::<PANEL>();
        for ((panel, bias), out) in weights.chunks_exact(64).zip(bias).zip(scores) {
            match S::F32_LANES {
                8 => vector::<S, 3>(simd, &hidden, panel, bias, out),
                4 => vector::<S, 6>(simd, &hidden, panel, bias, out),
                _ => {
                    *out = *bias;
                    for (number, weights) in hidden.iter().zip(panel) {
                        for (sum, weight) in out.iter_mut().zip(weights) {
                            *sum += number * weight;
                        }
                    }
                }
            }
        }
    }
}

/// One row by one panel, in four strands so that the sums do not wait for each other.
#[inline(always)]
fn vector<S: Simd, const V: usize>(
    simd: S,
    hidden: &[f32; 64],
    panel: &[[f32; PANEL]],
    bias: &[f32; PANEL],
    out: &mut [f32; PANEL],
) {
    let mut sums = [[simd.splat_f32s(0.0); V]; 4];
    let (inputs, _) = hidden.as_chunks::<4>();
    let (panel, _) = panel.as_chunks::<4>();
    for (inputs, weights) in inputs.iter().zip(panel) {
        for ((strand, number), weights) in sums.iter_mut().zip(inputs).zip(weights) {
            let (weights, _) = S::as_simd_f32s(weights);
            let number = simd.splat_f32s(*number);
            for (sum, weight) in strand.iter_mut().zip(weights) {
                *sum = simd.mul_add_e_f32s(number, *weight, *sum);
            }
        }
    }
    let (bias, _) = S::as_simd_f32s(bias);
    let (out, _) = S::as_mut_simd_f32s(out);
    for (place, (column, bias)) in out.iter_mut().zip(bias.iter().enumerate()) {
        let first = simd.add_f32s(sums[0][column], sums[1][column]);
        let second = simd.add_f32s(sums[2][column], sums[3][column]);
        *place = simd.add_f32s(*bias, simd.add_f32s(first, second));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are exact in any order of summing.
    fn numbers(count: usize, step: usize) -> Vec<f32> {
        (0..count).map(|number| f32::from(u8::try_from(number * step % 17).unwrap()) - 8.0).collect()
    }

    /// Every way to compute a product must give what the definition gives.
    fn check(rows: usize, inputs: usize, units: usize) {
        let (data, weight) = (numbers(rows + inputs, 5), numbers(units * PIECES * inputs, 3));
        let bias = numbers(units * PIECES, 7);
        let starts: Vec<usize> = (0..rows).collect();
        let rows = Rows { data: &data, starts: &starts };
        let dot = |start: usize, row: usize| {
            let products =
                data[start..][..inputs].iter().zip(&weight[row * inputs..][..inputs]).map(|(a, b)| a * b);
            bias[row] + products.sum::<f32>()
        };
        let (plain, pieces) = (Packed::plain(&weight, &bias, inputs), Packed::pieces(&weight, &bias, inputs));
        let mut out = Vec::new();
        for portable in [false, true] {
            let mut compute = |packed: &Packed, maxout: bool| {
                let width = packed.width() / if maxout { PIECES } else { 1 };
                out.clear();
                out.resize(starts.len() * width, 0.0);
                let product = Product { packed, rows, out: &mut out, maxout };
                if portable {
                    multiply(Portable, product);
                } else {
                    Arch::new().dispatch(product);
                }
                out.chunks(width).map(<[f32]>::to_vec).collect::<Vec<_>>()
            };
            for (start, found) in compute(&plain, false).iter().enumerate() {
                for (row, number) in found.iter().take(units * PIECES).enumerate() {
                    assert!((number - dot(start, row)).abs() < 1e-3);
                }
            }
            for (start, found) in compute(&pieces, true).iter().enumerate() {
                for (unit, number) in found.iter().take(units).enumerate() {
                    let best =
                        (0..PIECES).map(|piece| dot(start, unit * PIECES + piece)).fold(f32::MIN, f32::max);
                    assert!((number - best).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn products_are_right_for_sizes_that_fill_tiles_and_for_others() {
        for rows in [1, 2, 3, 4, 47, 48, 49, 100] {
            check(rows, 32, 16);
        }
        check(5, 96, 8);
    }
}
