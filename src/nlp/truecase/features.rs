//! The features of a word: what it is, what stands around it, what the tables know.

use super::forms::Case;
use super::forms::Forms;
use super::forms::Known;
use super::pieces::Piece;

/// Features a word has.
pub(crate) const COUNT: usize = 30;

/// Bits of a feature's number.
pub(crate) const BITS: u32 = 18;

/// A word or sign in lower case with what is known of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit<'t> {
    pub(crate) word: &'t str,
    pub(crate) known: Known<'t>,
    pub(crate) begins: bool,
    pub(crate) is_word: bool,
}

/// The units of the pieces of `lower`, a text in lower case.
pub(crate) fn units<'t>(lower: &'t str, pieces: &[Piece], forms: &'t Forms) -> Vec<Unit<'t>> {
    let unit = |piece: &Piece| {
        let word = lower.get(piece.start..piece.end).unwrap_or_default();
        Unit { word, known: forms.find(word), begins: piece.begins, is_word: piece.is_word }
    };
    pieces.iter().map(unit).collect()
}

/// The number of a feature: FNV-1a over its template and parts, folded.
fn number(template: u8, parts: &[&[u8]]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    add(template);
    for part in parts {
        part.iter().copied().for_each(&mut add);
        add(0);
    }
    let folded = (hash >> 32) ^ hash;
    u32::try_from(folded & ((1 << BITS) - 1)).unwrap_or_default()
}

/// A sign for the case of the word before.
fn sign(case: Option<Case>) -> u8 {
    match case {
        None => b'^',
        Some(Case::Lower) => b'l',
        Some(Case::Title | Case::Mixed) => b't',
        Some(Case::Upper) => b'u',
    }
}

/// What stands beyond the ends of a text.
const EDGE: Unit<'static> = Unit {
    word: "",
    known: Known { title: b'/', upper: b'/', list: b'/', mixed: "" },
    begins: false,
    is_word: false,
};

/// The features of the word at `at`; `before` and `earlier` are the cases of the two words before it, `None` at the
/// begin of a sentence and for signs.
pub(crate) fn features(
    units: &[Unit<'_>],
    at: usize,
    before: Option<Case>,
    earlier: Option<Case>,
) -> [u32; COUNT] {
    let unit =
        |offset: isize| at.checked_add_signed(offset).and_then(|at| units.get(at)).copied().unwrap_or(EDGE);
    let (here, left, right) = (unit(0), unit(-1), unit(1));
    let (far_left, far_right) = (unit(-2), unit(2));
    let word = here.word.as_bytes();
    let prior = |unit: &Unit<'_>| [unit.known.title, unit.known.upper, unit.known.list];
    let (own, last, next) = (prior(&here), prior(&left), prior(&right));
    let (l, r, ll, rr) =
        (left.word.as_bytes(), right.word.as_bytes(), far_left.word.as_bytes(), far_right.word.as_bytes());
    let (b, e) = ([sign(before)], [sign(earlier)]);
    let head = |count: usize| here.word.char_indices().nth(count).map_or(word, |(at, _)| &word[..at]);
    let tail = |count: usize| {
        let at = here.word.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
        &word[at..]
    };
    let vowel = word.iter().any(|byte| b"aeiouy".contains(byte) || *byte > 127);
    let digit = word.iter().any(u8::is_ascii_digit);
    let length = word.len().min(9);
    let shape = [u8::from(vowel), u8::from(digit), u8::try_from(length).unwrap_or_default()];
    [
        number(0, &[]),
        number(1, &[word]),
        number(2, &[l]),
        number(3, &[r]),
        number(4, &[l, word]),
        number(5, &[word, r]),
        number(6, &[&own]),
        number(7, &[&own, &b]),
        number(8, &[&last, &own]),
        number(9, &[&own, &next]),
        number(10, &[&last, &own, &next]),
        number(11, &[&own, &b, &next]),
        number(12, &[tail(3)]),
        number(13, &[tail(2)]),
        number(14, &[head(3)]),
        number(15, &[&shape]),
        number(16, &[&shape, &own]),
        number(17, &[word, &b]),
        number(18, &[&b, &e, &own]),
        number(19, &[&own, r]),
        number(20, &[l, &own]),
        number(21, &[ll, l, &own[..1]]),
        number(22, &[&own[..1], r, rr]),
        number(23, &[tail(4)]),
        number(24, &[word, &next]),
        number(25, &[&last, word]),
        number(26, &[&own, &b, r]),
        number(27, &[&shape, &b, l]),
        number(28, &[l, &own, r]),
        number(29, &[&own[..1], &b, &next, &prior(&far_right)[..1]]),
    ]
}
