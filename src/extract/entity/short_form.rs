//! Which names of a document shorten or turn which others: surnames, given names, acronyms, ships without their prefix,
//! "Bergen University" for "University of Bergen".
//!
//! What a name can be shortened to is written down once for each name, and looked up for each, so that a text of
//! many names costs time in proportion to them.

use std::collections::HashMap;

use super::name::Name;
use crate::extract::draft::class_group;
use crate::extract::tree::Tree;
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// A name with fewer points than this takes the class of the person whose surname it is.
const SURE: i32 = 80;

/// The first name of the text for each short form.
#[derive(Default)]
struct Forms {
    surnames: HashMap<String, usize>,
    /// Buildings that their noun belongs to, by all that they may be called, in lower case.
    buildings: HashMap<String, usize>,
    /// `None` where several people bear the given name.
    given_names: HashMap<String, Option<usize>>,
    vessels: HashMap<String, usize>,
    initials: HashMap<String, usize>,
    /// By kind, and by the words in the order of the alphabet: names with "of", and names without.
    turned: HashMap<(&'static str, bool, Vec<String>), usize>,
}

/// For each name, the fuller name that it shortens; a short form takes the class of its full form.
pub(super) fn find(tree: &Tree<'_>, names: &mut [Name]) -> Vec<Option<usize>> {
    let spellings: Vec<String> = names.iter().map(|name| tree.phrase(name.tokens.clone())).collect();
    let forms = forms(names, &spellings);
    let full: Vec<Option<usize>> = names
        .iter()
        .zip(&spellings)
        .enumerate()
        .map(|(index, (name, words))| {
            let looked_up = full_form(&forms, index, name, words);
            let bracketed = index.checked_sub(1).filter(|before| in_brackets(tree, names, *before, name));
            // The first of the text, where both are known.
            looked_up.into_iter().chain(bracketed).filter(|full| *full != index).min()
        })
        .collect();
    let classes: Vec<_> = names.iter().map(|name| name.class).collect();
    for (name, full) in names.iter_mut().zip(&full) {
        if let Some(class) = full.and_then(|full| classes.get(full)) {
            name.class = *class;
        }
    }
    full
}

fn forms(names: &[Name], spellings: &[String]) -> Forms {
    let mut forms = Forms::default();
    for (index, (name, words)) in
        names.iter().zip(spellings).enumerate().filter(|(_, (name, _))| !name.demonym)
    {
        match name.class {
            class::PERSON => {
                for (at, _) in words.match_indices(' ') {
                    let surname = words.get(at + 1..).unwrap_or_default();
                    forms.surnames.entry(surname.to_owned()).or_insert(index);
                }
                if let Some((given, _)) = words.split_once(' ') {
                    let bearer =
                        |other: usize| names.get(other).is_some_and(|other| other.label == name.label);
                    let known = forms.given_names.entry(given.to_owned()).or_insert(Some(index));
                    *known = known.filter(|other| bearer(*other));
                }
            }
            class::VESSEL => {
                if let Some((_, bare)) = words.split_once(' ').filter(|_| name.force.is_some()) {
                    forms.vessels.entry(bare.to_owned()).or_insert(index);
                }
            }
            _ => {
                if let Some(key) = words_of(name.class, words) {
                    forms.turned.entry(key).or_insert(index);
                }
                if name.class == class::FACILITY && name.label != *words {
                    for called in [&name.label, words] {
                        forms.buildings.entry(called.to_lowercase()).or_insert(index);
                    }
                }
                for full in [name.label.as_str(), words.as_str()] {
                    // An acronym is not its own full form, though the lists give it a long label.
                    if let Some(initials) =
                        initials(full).filter(|initials| Some(initials) != letters(words).as_ref())
                    {
                        forms.initials.entry(initials).or_insert(index);
                    }
                }
            }
        }
    }
    forms
}

fn full_form(forms: &Forms, index: usize, name: &Name, words: &str) -> Option<usize> {
    if name.demonym || name.class == class::STATE {
        return None;
    }
    let surname = forms.surnames.get(words).filter(|_| name.class == class::PERSON || name.score < SURE);
    // Who is called by the given name before the full name is somebody else.
    let given = || {
        let bearer = forms.given_names.get(words).filter(|_| name.class == class::PERSON)?.as_ref();
        bearer.filter(|full| **full < index)
    };
    let acronym = letters(words).and_then(|letters| forms.initials.get(&letters));
    let turned =
        words_of(name.class, words).and_then(|(group, of, words)| forms.turned.get(&(group, !of, words)));
    let building = forms.buildings.get(&words.to_lowercase());
    let building = building.filter(|_| matches!(name.class, class::FACILITY | class::PLACE));
    let found = [surname.or_else(given), forms.vessels.get(words), acronym, turned, building];
    found.into_iter().flatten().min().copied()
}

/// The kind of a body or place, whether its name has "of", and its words in the order of the alphabet: "University
/// of Bergen" and "Bergen University" have the same.
fn words_of(of: Term, words: &str) -> Option<(&'static str, bool, Vec<String>)> {
    let group = class_group(of);
    if !matches!(group, "org" | "place") || !words.contains(' ') {
        return None;
    }
    let mut parts: Vec<String> = words.split(' ').map(str::to_lowercase).collect();
    parts.retain(|word| !matches!(word.as_str(), "of" | "the"));
    parts.sort();
    Some((group, words.contains(" of "), parts))
}

/// The letters of an acronym: two or more capitals, with or without full stops.
fn letters(words: &str) -> Option<String> {
    let letters: String = words.chars().filter(|letter| *letter != '.').collect();
    (letters.len() > 1 && letters.chars().all(|letter| letter.is_ascii_uppercase())).then_some(letters)
}

/// The capitals at the beginning of a name's words, where there are two or more.
fn initials(name: &str) -> Option<String> {
    let initials: String = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|first| first.is_uppercase())
        .collect();
    (initials.chars().count() > 1).then_some(initials)
}

/// `Full Name (SHORT)`: the name before stands right before the bracket.
fn in_brackets(tree: &Tree<'_>, names: &[Name], before: usize, short: &Name) -> bool {
    names.get(before).is_some_and(|full| {
        !full.demonym
            && !short.demonym
            && !matches!(full.class, class::PERSON | class::VESSEL)
            && short.class != class::STATE
            && full.tokens.end + 1 == short.tokens.start
            && tree.word(full.tokens.end) == "("
            && tree.word(short.tokens.end) == ")"
    })
}
