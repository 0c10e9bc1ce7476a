//! Expected forms are those of print, written by hand.

use super::Truecaser;

fn restored(text: &str) -> Option<String> {
    Truecaser::embedded().unwrap().restore(text)
}

#[test]
fn a_paragraph_in_capitals_gets_its_case_back() {
    let text = "THE FERRY LEFT BERGEN ON TUESDAY. IT REACHED NEWCASTLE A DAY LATER, THE BBC SAID.";
    let expected = "The ferry left Bergen on Tuesday. It reached Newcastle a day later, the BBC said.";
    assert_eq!(restored(text).as_deref(), Some(expected));
}

#[test]
fn ordinary_text_stays_as_it_is() {
    for text in [
        "The USS Nimitz left San Diego for RIMPAC.",
        "PARIS (AP) — The minister resigned on Monday.",
        "HMS QUEEN ELIZABETH\n\nThe carrier reached Gibraltar on Friday. She stays a week.",
        "the whole text is written small",
        "",
        "1 2 3\n\n4",
    ] {
        assert_eq!(restored(text), None, "{text}");
    }
}

#[test]
fn a_paragraph_in_capitals_in_an_ordinary_text_is_restored_alone() {
    let text = "The minister resigned.\n\nSTORM CLOSES THE PORT OF HAMBURG FOR TWO DAYS\n\nNobody was hurt.";
    let restored = restored(text).unwrap();
    assert!(
        restored.starts_with("The minister resigned.\n\nStorm closes the port of Hamburg "),
        "{restored}"
    );
    assert!(restored.ends_with("\n\nNobody was hurt."));
}

#[test]
fn every_place_stays() {
    for text in [
        "DIE STRAẞE IN İZMIR AND THE ﬁRST ŉ LETTERS OF THE ALPHABET",
        "CAFÉ OWNERS IN ZÜRICH PROTEST\r\nAGAINST NEW TAXES  ON   COFFEE\r\n\r\n  AND TEA",
        "A.B. C.D. THE 3RD BRIGADE'S M-16 RIFLES; O'BRIEN SAID: \"NO!\"",
    ] {
        let restored = restored(text).unwrap();
        assert_eq!(restored.len(), text.len(), "{restored}");
        let places = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(places(&restored), places(text));
    }
}

#[test]
fn a_headline_loses_the_capitals_of_plain_words_and_keeps_acronyms() {
    let restored = restored("Norwegian Navy Sends Three Ships Through NATO Waters").unwrap();
    assert!(restored.starts_with("Norwegian "), "{restored}");
    assert!(restored.contains(" sends three ships through NATO "), "{restored}");
}
