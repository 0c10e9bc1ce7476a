//! Words and signs of a text.

/// A word (a run of letters and digits) or a single sign, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The first byte.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// Whether there is a letter in it.
    pub(crate) is_word: bool,
    /// Whether a sentence begins here.
    pub(crate) begins: bool,
}

/// Abbreviations that a name or number follows: their full stop ends no sentence.
const ABBREVIATIONS: [&str; 41] = [
    "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "maj", "capt", "cpt", "sgt", "cpl", "adm", "brig",
    "cmdr", "cdr", "lieut", "prof", "rev", "fr", "sen", "rep", "gov", "pres", "hon", "supt", "insp", "no",
    "nos", "vs", "messrs", "mt", "ft", "jan", "feb", "sept", "oct", "nov", "dec", "approx",
];

/// Divides a text into words and signs.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut open: Option<Piece> = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if character.is_alphanumeric() || is_mark(character) && open.is_some() {
            let piece = open.get_or_insert(Piece { start: at, end, is_word: false, begins: false });
            piece.end = end;
            piece.is_word |= character.is_alphabetic();
            continue;
        }
        found.extend(open.take());
        if !character.is_whitespace() {
            found.push(Piece { start: at, end, is_word: false, begins: false });
        }
    }
    found.extend(open);
    mark_beginnings(text, &mut found);
    found
}

/// A mark that belongs to the letter before it.
fn is_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// Marks the first word of each sentence.
fn mark_beginnings(text: &str, pieces: &mut [Piece]) {
    let mut open = true;
    let mut before = String::new();
    let mut last_end = 0;
    for piece in pieces {
        let word = text.get(piece.start..piece.end).unwrap_or_default();
        let apart = piece.start > last_end;
        match word {
            "." if before.chars().count() < 2 || ABBREVIATIONS.contains(&before.as_str()) => {}
            "." | "!" | "?" => open = true,
            "\"" | "'" | "`" | "”" | "’" | "“" | "‘" | ")" | "]" | "(" | "[" => {}
            _ if piece.is_word || word.chars().all(char::is_numeric) => {
                // "a.m." or "example.org": a stop with a word right behind it ends nothing.
                piece.begins = open && (apart || last_end == 0);
                open = false;
            }
            _ => open = false,
        }
        if piece.is_word {
            before = word.to_lowercase();
        } else if word.chars().all(char::is_numeric) {
            "00".clone_into(&mut before);
        }
        last_end = piece.end;
    }
}
