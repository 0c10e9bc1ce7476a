//! Readable ASCII names for IRIs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug in characters.
const LONGEST: usize = 80;

/// Lower-case ASCII letters, digits and single hyphens that stand for `label`; accents are taken off, what
/// has no ASCII counterpart is left out, so the slug may be empty and is no identity by itself.
///
/// ```
/// use casegraph::resolve::slug;
/// assert_eq!(slug("Łódź–Gdańsk, 2nd line"), "lodz-gdansk-2nd-line");
/// ```
pub fn slug(label: &str) -> String {
    let mut slug = String::with_capacity(label.len());
    for character in label.nfkd().filter(|character| !is_combining_mark(*character)) {
        match character {
            'A'..='Z' => slug.push(character.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' => slug.push(character),
            '\'' | '’' | '‘' | '.' => {}
            _ => match counterpart(character) {
                Some(letters) => slug.push_str(letters),
                None if slug.is_empty() || slug.ends_with('-') => {}
                None => slug.push('-'),
            },
        }
    }
    if slug.len() > LONGEST {
        let cut = slug.get(..LONGEST).and_then(|head| head.rfind('-')).unwrap_or(LONGEST);
        slug.truncate(cut);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether the slug tells `label` from every other label but for letter case, accents and punctuation.
pub(super) fn is_faithful(label: &str) -> bool {
    let letters = label.nfkd().filter(|character| character.is_alphanumeric());
    let mut length = 0;
    for character in letters {
        length += 1;
        if !character.is_ascii_alphanumeric() && counterpart(character).is_none() {
            return false;
        }
    }
    length > 0 && label.len() <= LONGEST
}

/// The ASCII letters for a Latin letter that has no decomposition.
fn counterpart(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ŋ' | 'Ŋ' => "ng",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'ə' | 'Ə' => "e",
        _ => return None,
    })
}
