//! Text from data made safe for DOT, and cut into lines.

use unicode_width::UnicodeWidthChar;
use unicode_width::UnicodeWidthStr;

/// The text on one line, with characters that would vanish, turn the line around or break XML made visible.
pub(super) fn visible(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        let hides = matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
        // The last two code points of each plane are no characters; XML 1.0 forbids two of them.
        let forbidden = u32::from(character) & 0xfffe == 0xfffe;
        if matches!(character, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') {
            result.push(' ');
        } else if character.is_control() || hides || forbidden {
            result.extend(character.escape_unicode());
        } else {
            result.push(character);
        }
    }
    result
}

/// Lines as a quoted DOT string, every character drawn as it is: Graphviz would read `\N` as the name of the
/// node and `&lt;` as `<`.
pub(super) fn quoted<S: AsRef<str>>(lines: &[S]) -> String {
    let mut result = String::from("\"");
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            result.push_str("\\n");
        }
        for character in visible(line.as_ref()).chars() {
            match character {
                '"' => result.push_str("\\\""),
                '\\' => result.push_str("\\\\"),
                '&' => result.push_str("&amp;"),
                other => result.push(other),
            }
        }
    }
    result.push('"');
    result
}

/// Text inside an HTML-like label, escaped as XML; Graphviz replaces `\N` there too.
pub(super) fn html(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            '\\' => result.push_str("\\\\"),
            other => result.push(other),
        }
    }
    result
}

/// Cuts a text into lines of at most `columns` columns, at spaces where there are any; what does not fit
/// into `max_lines` lines gives way to `…`.
pub(super) fn wrap(text: &str, columns: usize, max_lines: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in visible(text).split(' ').filter(|word| !word.is_empty()) {
        for (index, piece) in pieces(word, columns).into_iter().enumerate() {
            let Some(line) = lines.last_mut() else { continue };
            if line.is_empty() {
                line.push_str(&piece);
            } else if index == 0 && line.width() + 1 + piece.width() <= columns {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        if let Some(line) = lines.last_mut() {
            while line.width() + 1 > columns && line.pop().is_some() {}
            line.push('…');
        }
    }
    lines
}

/// A word in pieces that fit; one piece, if it does.
fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for character in word.chars() {
        let width = character.width().unwrap_or(0);
        if used > 0 && used + width > columns {
            pieces.push(String::new());
            used = 0;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
        used += width;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{html, quoted, visible, wrap};

    #[test]
    fn quotes_and_backslashes_stay_inside_the_string() {
        assert_eq!(quoted(&[r#"a"]; b [label="\N\"#]), r#""a\"]; b [label=\"\\N\\""#);
        assert_eq!(quoted(&["one", "two"]), r#""one\ntwo""#);
    }

    #[test]
    fn entities_are_not_decoded_twice() {
        assert_eq!(quoted(&["&lt;"]), r#""&amp;lt;""#);
        assert_eq!(html("<b>&amp;"), "&lt;b&gt;&amp;amp;");
    }

    #[test]
    fn control_and_bidi_characters_become_visible() {
        assert_eq!(visible("a\u{1b}b\u{202e}c\nd\u{fffe}"), r"a\u{1b}b\u{202e}c d\u{fffe}");
    }

    #[test]
    fn lines_break_at_spaces_and_count_columns() {
        assert_eq!(wrap("one two three", 7, 9), ["one two", "three"]);
        assert_eq!(wrap("漢字漢字", 4, 9), ["漢字", "漢字"]);
        assert_eq!(wrap("a bc def ghij", 4, 2), ["a bc", "def…"]);
        assert_eq!(wrap("", 4, 2), [""]);
    }
}
