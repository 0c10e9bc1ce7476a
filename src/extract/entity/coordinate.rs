//! Geographic coordinates, which name a place: "59°10′25″N 18°10′05″E", "12.5° N, 43.1° E".

use std::ops::Range;

use crate::extract::tree::Tree;

/// An angle has at most so many tokens.
const ANGLE_TOKENS: usize = 8;

/// The tokens of the coordinates of a text: a latitude and a longitude behind it.
pub(super) fn find(tree: &Tree<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tree.len() {
        let pair = angle(tree, at, &['N', 'S']).and_then(|end| {
            let next = if tree.word(end) == "," { end + 1 } else { end };
            angle(tree, next, &['E', 'W'])
        });
        if let Some(end) = pair {
            found.push(at..end);
        }
        at = pair.unwrap_or(at + 1);
    }
    found
}

/// Where the angle ends that begins at a token and is closed by one of these directions.
fn angle(tree: &Tree<'_>, start: usize, directions: &[char]) -> Option<usize> {
    if !tree.word(start).starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let mut degrees = false;
    for token in start..start + ANGLE_TOKENS {
        let word = tree.word(token);
        let closed = word.ends_with(directions);
        let digits = word.trim_end_matches(directions);
        let measure =
            |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '°' | '′' | '″' | '’' | '”');
        if word.is_empty() || !digits.chars().all(measure) {
            return None;
        }
        degrees |= word.contains('°');
        if closed {
            return degrees.then_some(token + 1);
        }
    }
    None
}
