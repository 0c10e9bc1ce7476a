//! Which language a text is in.

use whatlang::Lang;
use whatlang::Script;

use super::prose::floor;
use crate::span::Span;

/// So much of a text is looked at, in bytes.
const SAMPLE: usize = 8 * 1024;
/// From so many words on, a text in Latin letters says by itself which language it is in.
const ENOUGH_WORDS: usize = 25;
/// English prose has at least this share of [`FUNCTION_WORDS`] among its words, in per cent. Running
/// English text has about 40; lists of names and headlines less; other languages in Latin letters below 8.
const ENGLISH_SHARE: usize = 16;

/// The commonest English words that are not common words of other languages in Latin letters.
const FUNCTION_WORDS: [&str; 40] = [
    "the", "of", "and", "to", "that", "it", "for", "with", "as", "his", "her", "by", "this", "from", "they",
    "we", "which", "has", "have", "had", "would", "their", "will", "there", "been", "were", "was", "are",
    "is", "its", "not", "who", "when", "after", "said", "than", "at", "be", "but", "or",
];

/// The ISO 639-1 code of the language of `text` (ISO 639-3 where there is none). A short text in Latin
/// letters is taken for English, unless its source declares otherwise.
pub(super) fn detect(text: &str, declared: Option<&str>) -> String {
    let sample = Span::new(0, floor(text, SAMPLE)).text(text);
    let declared = declared.and_then(primary_subtag);
    let script = whatlang::detect_script(sample);
    if script.is_none_or(|script| script == Script::Latin) {
        let (words, function_words) = count_words(sample);
        if function_words * 100 >= ENGLISH_SHARE * words.max(1)
            && (words >= ENOUGH_WORDS || declared.is_none())
        {
            return "en".to_owned();
        }
        if words < ENOUGH_WORDS {
            return declared.unwrap_or_else(|| "en".to_owned());
        }
    }
    match whatlang::detect(sample) {
        // A list of names or figures looks like any language; only a sure answer takes its facts away.
        Some(found) if found.is_reliable() || script != Some(Script::Latin) => code(found.lang()).to_owned(),
        _ => declared.unwrap_or_else(|| "en".to_owned()),
    }
}

fn count_words(text: &str) -> (usize, usize) {
    let mut counts = (0, 0);
    for word in text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
        counts.0 += 1;
        if word.len() <= 5 && FUNCTION_WORDS.contains(&word.to_lowercase().as_str()) {
            counts.1 += 1;
        }
    }
    counts
}

/// `en` of `en-GB`; `None` for what is no language tag (BCP 47).
fn primary_subtag(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let sound = matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    (sound && primary != "und").then_some(primary)
}

/// ISO 639-3 and 639-1 codes, after the code tables of the Library of Congress.
const CODES: [(&str, &str); 68] = [
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
];

/// ISO 639-1 of a language.
fn code(language: Lang) -> &'static str {
    let found = language.code();
    CODES.iter().find(|(long, _)| *long == found).map_or(found, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_says_its_language() {
        for (text, expected) in [
            (
                "The harbour office said on Monday that the ferry would leave after the storm had passed.",
                "en",
            ),
            (
                "El gobierno anunció el martes que los barcos saldrían del puerto después de la tormenta, según \
                 dijo el ministro a los periodistas que esperaban en la capital del país para conocer la noticia.",
                "es",
            ),
            (
                "Die Regierung teilte am Dienstag mit, dass die Schiffe nach dem Sturm den Hafen verlassen \
                 würden, wie der Minister den wartenden Journalisten in der Hauptstadt sagte und bestätigte.",
                "de",
            ),
            ("Правительство сообщило во вторник, что корабли покинут порт после шторма.", "ru"),
            ("政府は火曜日、嵐の後に船が港を出ると発表した。", "ja"),
            ("قالت الحكومة يوم الثلاثاء إن السفن ستغادر الميناء بعد العاصفة", "ar"),
        ] {
            assert_eq!(detect(text, None), expected, "{text}");
        }
    }

    #[test]
    fn short_texts_and_lists_of_names_are_taken_for_english() {
        assert_eq!(detect("Ferry leaves port", None), "en");
        assert_eq!(detect("", None), "en");
        assert_eq!(detect("12.5 33 1994", None), "en");
    }

    #[test]
    fn a_declaration_settles_a_short_text_only() {
        assert_eq!(detect("Ferry leaves port", Some("da-DK")), "da");
        let long = "The harbour office said on Monday that the ferry would leave after the storm had passed, \
                    and that the passengers who had waited in the hall would be given their money.";
        assert_eq!(detect(long, Some("da")), "en");
    }
}
