//! Where the program writes: data to one handle, everything else to the other.

use std::io;
use std::io::Write;

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    /// Only on a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The two streams of a run and what is known of them.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the streams, not a state")]
pub struct Console<'a> {
    /// Data: results that another program may read.
    pub out: &'a mut dyn Write,
    /// Messages, progress, counts.
    pub err: &'a mut dyn Write,
    /// Whether `out` is a terminal.
    pub out_is_terminal: bool,
    /// Whether `err` is a terminal.
    pub err_is_terminal: bool,
    /// Width of the terminal in columns.
    pub width: usize,
    /// Whether to write less to `err`.
    pub quiet: bool,
    /// Whether to colour `out`.
    pub color: bool,
}

impl Console<'_> {
    /// Writes a line of message, control characters made harmless on a terminal.
    pub fn note(&mut self, line: &str) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        let line = if self.err_is_terminal { harmless(line) } else { line.to_owned() };
        writeln!(self.err, "{line}")
    }
}

/// The text with control and bidirectional-override characters made visible, so that no title can steer a
/// terminal; line breaks and tabs stay.
pub(super) fn harmless(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        let steers = character.is_control() && character != '\n' && character != '\t';
        let hides = matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if steers || hides {
            result.extend(character.escape_unicode());
        } else {
            result.push(character);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn escape_sequences_and_overrides_become_visible() {
        assert_eq!(harmless("a\u{1b}]0;x\u{7}b\u{202e}"), "a\\u{1b}]0;x\\u{7}b\\u{202e}");
        assert_eq!(harmless("é\n\tß"), "é\n\tß");
    }
}
