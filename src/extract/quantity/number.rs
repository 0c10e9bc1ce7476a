//! Numbers in digits and in words.
//!
//! Short scale (a billion is a thousand millions), as all present-day English news uses it.

use super::super::lexeme::Lexemes;
use crate::statement::Number;

/// Millionths in one.
const ONE: i128 = 1_000_000;

/// A number as the text writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Numeral {
    /// Its value in millionths.
    pub(in crate::extract) millionths: i128,
    /// The lexeme after the last.
    pub(in crate::extract) end: usize,
    /// Whether it is a bare "one", which is more often a pronoun than a number.
    pub(in crate::extract) bare_one: bool,
    /// Whether a magnitude word or letter ends it ("million").
    pub(in crate::extract) magnitude: bool,
}

impl Numeral {
    /// The value, if it fits.
    pub(in crate::extract) fn value(self) -> Option<Number> {
        i64::try_from(self.millionths).ok().map(Number::from_millionths)
    }

    /// The value where it is whole and small.
    pub(in crate::extract) fn whole(self) -> Option<i32> {
        (self.millionths % ONE == 0).then(|| i32::try_from(self.millionths / ONE).ok()).flatten()
    }
}

/// The value of a number word below one hundred.
fn small(word: &str) -> Option<i128> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    WORDS.iter().zip(0..).find(|(entry, _)| **entry == word).map(|(_, value)| value)
}

/// The value of "twenty" … "ninety".
fn tens(word: &str) -> Option<i128> {
    const WORDS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    WORDS.iter().zip(2..).find(|(entry, _)| **entry == word).map(|(_, value)| value * 10)
}

/// The factor of a word that multiplies the number before it.
pub(super) fn magnitude(word: &str) -> Option<i128> {
    Some(match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "million" | "mln" => 1_000_000,
        "billion" | "bn" => 1_000_000_000,
        "trillion" | "tn" => 1_000_000_000_000,
        _ => return None,
    })
}

/// The factor of a letter glued to digits: `20k`, `$5m`, `€2bn`.
fn suffix(word: &str) -> Option<i128> {
    Some(match word {
        "k" => 1_000,
        "m" | "mn" => 1_000_000,
        "b" => 1_000_000_000,
        _ => return magnitude(word),
    })
}

/// Reads the number at `at`. `money` allows the suffix letters that would be units elsewhere (`5m`).
pub(in crate::extract) fn numeral(lexemes: &Lexemes<'_>, at: usize, money: bool) -> Option<Numeral> {
    if !lexemes.number(at).is_empty() {
        return digits(lexemes, at, money);
    }
    match lexemes.word(at) {
        "half" => half(lexemes, at),
        "a" | "an" => indefinite(lexemes, at),
        _ => spelled(lexemes, at),
    }
}

/// `4,000`, `1.5 million`, `20k`.
fn digits(lexemes: &Lexemes<'_>, at: usize, money: bool) -> Option<Numeral> {
    let mut millionths = parse_decimal(lexemes.number(at))?;
    let mut end = at + 1;
    if lexemes.glued(end) && money {
        if let Some(factor) = suffix(lexemes.word(end)) {
            millionths = millionths.checked_mul(factor)?;
            end += 1;
        }
    } else if lexemes.glued(end) && matches!(lexemes.word(end), "k" | "bn" | "mln" | "mn") {
        millionths = millionths.checked_mul(suffix(lexemes.word(end))?)?;
        end += 1;
    }
    while let Some((factor, next)) = multiplier(lexemes, end) {
        millionths = millionths.checked_mul(factor)?;
        end = next;
    }
    Some(Numeral { millionths, end, bare_one: false, magnitude: end > at + 1 })
}

/// A magnitude word after a number, also behind a hyphen (`$5-million`).
fn multiplier(lexemes: &Lexemes<'_>, at: usize) -> Option<(i128, usize)> {
    if lexemes.paragraph(at) {
        return None;
    }
    let at = if lexemes.dash(at) && lexemes.glued(at) && lexemes.glued(at + 1) { at + 1 } else { at };
    Some((magnitude(lexemes.word(at))?, at + 1))
}

/// Digits with separators of thousands and a decimal part, in millionths.
fn parse_decimal(text: &str) -> Option<i128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let whole: i128 = whole.replace(',', "").parse().ok()?;
    let mut millionths = whole.checked_mul(ONE)?;
    let mut place = ONE / 10;
    for digit in part.bytes().take(6) {
        millionths += i128::from(digit.saturating_sub(b'0')) * place;
        place /= 10;
    }
    Some(millionths)
}

/// "half a million", "half a dozen", "half a billion".
fn half(lexemes: &Lexemes<'_>, at: usize) -> Option<Numeral> {
    let article = usize::from(matches!(lexemes.word(at + 1), "a" | "an"));
    let factor = magnitude(lexemes.word(at + 1 + article))?;
    Some(Numeral { millionths: factor * ONE / 2, end: at + 2 + article, bare_one: false, magnitude: true })
}

/// "a dozen", "a hundred", "a million".
fn indefinite(lexemes: &Lexemes<'_>, at: usize) -> Option<Numeral> {
    magnitude(lexemes.word(at + 1))?;
    let (value, end) = scaled(lexemes, at + 1, 1)?;
    Some(Numeral { millionths: value.checked_mul(ONE)?, end, bare_one: false, magnitude: true })
}

/// "five", "twenty-one", "two hundred and fifty thousand", "one and a half million".
fn spelled(lexemes: &Lexemes<'_>, at: usize) -> Option<Numeral> {
    let (unit, end) = below_hundred(lexemes, at)?;
    if lexemes.words(end, &["and", "a", "half"]) {
        let (factor, end) = multiplier(lexemes, end + 3).unwrap_or((1, end + 3));
        return Some(Numeral {
            millionths: (unit * 2 + 1) * factor * ONE / 2,
            end,
            bare_one: false,
            magnitude: true,
        });
    }
    let (value, last) = scaled(lexemes, end, unit)?;
    let bare_one = value == 1 && last == at + 1;
    let magnitude = magnitude(lexemes.word(last.saturating_sub(1))).is_some();
    Some(Numeral { millionths: value.checked_mul(ONE)?, end: last, bare_one, magnitude })
}

/// A number word or two below one hundred.
fn below_hundred(lexemes: &Lexemes<'_>, at: usize) -> Option<(i128, usize)> {
    let word = lexemes.word(at);
    if let Some(value) = small(word) {
        return Some((value, at + 1));
    }
    let value = tens(word)?;
    let next = if lexemes.dash(at + 1) && lexemes.glued(at + 1) { at + 2 } else { at + 1 };
    match small(lexemes.word(next)) {
        Some(unit) if (1..10).contains(&unit) => Some((value + unit, next + 1)),
        _ => Some((value, at + 1)),
    }
}

/// Goes on after a first part `unit`: magnitudes, and what "and" or nothing joins to them.
fn scaled(lexemes: &Lexemes<'_>, from: usize, unit: i128) -> Option<(i128, usize)> {
    let (mut total, mut current, mut end) = (0_i128, unit, from);
    let mut last_factor = i128::MAX;
    loop {
        if let Some((factor, next)) = multiplier(lexemes, end) {
            if factor == 100 || factor == 12 {
                current = current.checked_mul(factor)?;
            } else if factor < last_factor {
                total = total.checked_add(current.checked_mul(factor)?)?;
                (current, last_factor) = (0, factor);
            } else {
                total = total.checked_add(current)?.checked_mul(factor)?;
                current = 0;
            }
            end = next;
            continue;
        }
        let joined = usize::from(lexemes.word(end) == "and");
        let scale = end > from;
        match below_hundred(lexemes, end + joined) {
            Some((value, next))
                if scale && current % 100 == 0 && value > 0 && fits(lexemes, next, joined) =>
            {
                current += value;
                end = next;
            }
            _ => return Some((total.checked_add(current)?, end)),
        }
    }
}

/// Whether the part that ends at `next` belongs to the number before it: after "and" it always does
/// ("two hundred and fifty"); without, only before a further magnitude ("two million five hundred").
fn fits(lexemes: &Lexemes<'_>, next: usize, joined: usize) -> bool {
    joined == 1 || magnitude(lexemes.word(next)).is_some() || !lexemes.paragraph(next)
}

#[cfg(test)]
mod tests {
    use super::{Lexemes, ONE, numeral};

    fn check(text: &str, expected: i128, words: usize) {
        let lexemes = Lexemes::new(text);
        let found = numeral(&lexemes, 0, true).map(|found| (found.millionths, found.end));
        assert_eq!(found, Some((expected, words)), "{text}");
    }

    #[test]
    fn digits_and_magnitudes_multiply() {
        check("4,000 men", 4_000 * ONE, 1);
        check("1.5 million people", 1_500_000 * ONE, 2);
        check("20k followers", 20_000 * ONE, 2);
        check("2.5bn", 2_500_000_000 * ONE, 2);
        check("3-million", 3_000_000 * ONE, 3);
    }

    #[test]
    fn number_words_add_up() {
        check("twenty-one ships", 21 * ONE, 3);
        check("two hundred and fifty thousand", 250_000 * ONE, 5);
        check("one thousand two hundred", 1_200 * ONE, 4);
        check("a dozen", 12 * ONE, 2);
        check("half a million", 500_000 * ONE, 3);
        check("one and a half million", 1_500_000 * ONE, 5);
        check("a hundred thousand", 100_000 * ONE, 3);
        check("three million four hundred thousand", 3_400_000 * ONE, 5);
    }

    #[test]
    fn a_number_too_large_is_none_and_no_overflow() {
        let text = "9".repeat(60) + " trillion";
        let lexemes = Lexemes::new(&text);
        assert_eq!(numeral(&lexemes, 0, true), None);
    }
}
