//! Names as keys: what two spellings of one name have in common.
//!
//! A key is the name's words joined by single blanks. Hyphens, dashes and apostrophes separate words and
//! vanish; other punctuation is a word of its own; a full stop at the end of a word vanishes unless the
//! word has another one (`Corp.` is `Corp`, `U.S.` stays). Letters keep their case.

use std::borrow::Cow;

/// Whether a character separates words and vanishes.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '‐' | '‑' | '–' | '—' | '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// Whether a character belongs to a word.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | '&' | '/' | '+') || is_combining(character)
}

fn is_combining(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// The words of a piece of text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_separator);
        let first = rest.chars().next()?;
        let end = if is_word(first) {
            rest.find(|character| !is_word(character)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(without_stop(word))
    })
}

fn without_stop(word: &str) -> &str {
    match word.strip_suffix('.') {
        Some(stem) if !stem.is_empty() && !stem.contains('.') => stem,
        _ => word,
    }
}

/// The key of a name; borrowed where the name is its own key.
pub(super) fn key(name: &str) -> Cow<'_, str> {
    if is_key(name) {
        return Cow::Borrowed(name);
    }
    let mut joined = String::with_capacity(name.len());
    for word in words(name) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    Cow::Owned(joined)
}

/// Whether a name is of letters, digits and single blanks between them.
fn is_key(name: &str) -> bool {
    let mut blank = true;
    for character in name.chars() {
        let is_blank = character == ' ';
        if !character.is_alphanumeric() && (blank || !is_blank) {
            return false;
        }
        blank = is_blank;
    }
    !blank
}

/// Words that stay small inside a name in capitals.
const SMALL: [&str; 17] = [
    "of", "the", "and", "de", "del", "la", "las", "los", "da", "do", "dos", "das", "en", "sur", "am", "al",
    "el",
];

/// Longest name that any list has, in bytes, with room to spare. Longer text is no name, and is not looked at.
pub(super) const LONGEST: usize = 512;

/// The usual spelling of a name that is written in capitals throughout, where it has five letters or more.
pub(super) fn from_capitals(name: &str) -> Option<String> {
    if name.len() > LONGEST || name.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let letters = || name.chars().filter(|character| character.is_alphabetic());
    if letters().count() < 5 || letters().any(|character| !character.is_uppercase()) {
        return None;
    }
    Some(capitalized(name))
}

/// A name with a capital at the head of each word only.
pub(super) fn capitalized(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut spelled = String::with_capacity(lower.len());
    for (position, word) in lower.split(' ').enumerate() {
        if position > 0 {
            spelled.push(' ');
        }
        if position > 0 && SMALL.contains(&word) {
            spelled.push_str(word);
            continue;
        }
        let mut starts = true;
        for character in word.chars() {
            if starts && character.is_alphabetic() {
                spelled.extend(character.to_uppercase());
            } else {
                spelled.push(character);
            }
            starts = character == '-';
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (left, right) in [
            ("Guinea-Bissau", "Guinea Bissau"),
            ("Lloyd’s List", "Lloyd's List"),
            ("Ford Motor Co.", "Ford Motor Co"),
            ("Al  Jazeera", "Al-Jazeera"),
        ] {
            assert_eq!(key(left), key(right));
        }
        for (left, right) in [("US", "us"), ("U.S.", "US"), ("Mexico, City", "Mexico City")] {
            assert_ne!(key(left), key(right));
        }
    }

    #[test]
    fn capitals_get_their_usual_spelling() {
        assert_eq!(
            from_capitals("DEMOCRATIC REPUBLIC OF THE CONGO").unwrap(),
            "Democratic Republic of the Congo"
        );
        assert_eq!(from_capitals("GUINEA-BISSAU").unwrap(), "Guinea-Bissau");
        assert_eq!(from_capitals("CÔTE").as_deref(), None);
        assert_eq!(from_capitals("Paris").as_deref(), None);
        assert_eq!(from_capitals("U.S.").as_deref(), None);
    }
}
