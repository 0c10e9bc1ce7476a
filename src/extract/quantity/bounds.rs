//! Words around a number that make it a bound.

use super::super::lexeme::Lexemes;

/// How the words around a number change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// Just so many.
    Exact,
    /// "more than": not the number itself.
    Above,
    /// "at least": the number or more.
    AtLeast,
    /// "fewer than": not the number itself.
    Below,
    /// "up to": the number or fewer.
    AtMost,
    /// "about".
    About,
}

/// Phrases before a number, longest first where one ends another.
const BEFORE: [(&[&str], Bound); 48] = [
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["a", "little", "more", "than"], Bound::Above),
    (&["slightly", "more", "than"], Bound::Above),
    (&["well", "over"], Bound::Above),
    (&["just", "over"], Bound::Above),
    (&["a", "little", "over"], Bound::Above),
    (&["more", "than"], Bound::Above),
    (&["greater", "than"], Bound::Above),
    (&["larger", "than"], Bound::Above),
    (&["higher", "than"], Bound::Above),
    (&["in", "excess", "of"], Bound::Above),
    (&["upwards", "of"], Bound::Above),
    (&["upward", "of"], Bound::Above),
    (&["north", "of"], Bound::Above),
    (&["over"], Bound::Above),
    (&["exceeding"], Bound::Above),
    (&["above"], Bound::Above),
    (&["at", "least"], Bound::AtLeast),
    (&["at", "a", "minimum"], Bound::AtLeast),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["just", "under"], Bound::About),
    (&["fewer", "than"], Bound::Below),
    (&["less", "than"], Bound::Below),
    (&["lower", "than"], Bound::Below),
    (&["smaller", "than"], Bound::Below),
    (&["under"], Bound::Below),
    (&["below"], Bound::Below),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["up", "to"], Bound::AtMost),
    (&["a", "maximum", "of"], Bound::AtMost),
    (&["an", "estimated"], Bound::About),
    (&["a", "reported"], Bound::Exact),
    (&["close", "to"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["approximately"], Bound::About),
    (&["roughly"], Bound::About),
    (&["some"], Bound::About),
    (&["circa"], Bound::About),
];

/// The bound that stands before `start`, and where it starts.
pub(super) fn before(lexemes: &Lexemes<'_>, start: usize) -> (Bound, usize) {
    let tilde = start.checked_sub(1).filter(|before| matches!(lexemes.mark(*before), Some('~' | '≈')));
    if let Some(before) = tilde {
        return (Bound::About, before);
    }
    let article = usize::from(
        start
            .checked_sub(1)
            .is_some_and(|before| lexemes.word(before) == "the" || lexemes.word(before) == "a"),
    );
    for end in [start, start - article] {
        let found = BEFORE.iter().find_map(|(words, bound)| {
            let from = end.checked_sub(words.len())?;
            let whole = (from + 1..=end).all(|at| !lexemes.paragraph(at));
            (lexemes.words(from, words) && whole).then_some((*bound, from))
        });
        if let Some(found) = found {
            return found;
        }
    }
    (Bound::Exact, start)
}

/// The bound that stands after a number: "or more", "or so", a glued plus sign; and where it ends.
pub(super) fn after(lexemes: &Lexemes<'_>, end: usize) -> Option<(Bound, usize)> {
    if lexemes.mark(end) == Some('+') && lexemes.glued(end) {
        return Some((Bound::AtLeast, end + 1));
    }
    let bound = match (lexemes.word(end), lexemes.word(end + 1)) {
        ("or", "more") => Bound::AtLeast,
        ("or", "fewer" | "less") => Bound::AtMost,
        ("or", "so") => Bound::About,
        ("odd", _) => return Some((Bound::About, end + 1)),
        _ => return None,
    };
    Some((bound, end + 2))
}
