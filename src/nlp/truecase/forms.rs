//! Which case a word mostly has, from counts of large texts and from lists of names.

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// `house`
    Lower,
    /// `Paris`
    Title,
    /// `NATO`
    Upper,
    /// `McDonald`: as the table says.
    Mixed,
}

/// All cases in the order of their weights.
pub(crate) const CASES: [Case; 4] = [Case::Lower, Case::Title, Case::Upper, Case::Mixed];

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Known<'t> {
    /// How much rather with a capital than without: a digit from `0` to `8`, `4` for as often; `-` if unknown.
    pub(crate) title: u8,
    /// How much rather in capitals than otherwise, likewise.
    pub(crate) upper: u8,
    /// In which lists of names the word occurs: `-` none, `p` places, `g` given names, `f` family names and people,
    /// `o` organisations, capital letters where its form there is in capitals; `b` places and people.
    pub(crate) list: u8,
    /// Its form where that is mixed.
    pub(crate) mixed: &'t str,
}

/// A word that is in no table.
const UNKNOWN: Known<'static> = Known { title: b'-', upper: b'-', list: b'-', mixed: "" };

/// The table: a line a word, sorted: word in lower case, tab, three signs, and a mixed form if there is one.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Forms {
    text: String,
    starts: Vec<u32>,
}

impl Forms {
    /// Reads the table.
    pub(crate) fn new(text: String) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = [0].into_iter().chain(ends).filter_map(|at| u32::try_from(at).ok()).collect();
        Self { text, starts }
    }

    /// The line that begins at a byte.
    fn line(&self, start: u32) -> (&str, &str) {
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        line.split_once('\t').unwrap_or((line, ""))
    }

    /// What is known of a word in lower case.
    pub(crate) fn find(&self, word: &str) -> Known<'_> {
        let at = self.starts.partition_point(|start| self.line(*start).0 < word);
        let Some((found, value)) = self.starts.get(at).map(|start| self.line(*start)) else { return UNKNOWN };
        if found != word || word.is_empty() {
            return UNKNOWN;
        }
        let sign = |at: usize| value.as_bytes().get(at).copied().unwrap_or(b'-');
        Known { title: sign(0), upper: sign(1), list: sign(2), mixed: value.get(3..).unwrap_or_default() }
    }
}
