//! Titles and posts before a person's name: "Norwegian Foreign Minister", "Rear Adm.", "Secretary of State".

use std::ops::Range;

use super::knowledge::Knowledge;
use super::name::country_before;
use crate::extract::draft::class_group;
use crate::extract::time::TimeExpression;
use crate::extract::tree::Tree;

/// A title in front of a name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Title {
    /// The words of the post, without country and honorifics; empty for a bare honorific.
    pub(crate) post: Range<usize>,
    /// The words of a country right before the post.
    pub(crate) country: Option<Range<usize>>,
    /// The words of an organisation right before the post ("NATO", "Pentagon").
    pub(crate) organization: Option<Range<usize>>,
    /// Where the name begins.
    pub(crate) name_start: usize,
    /// Whether the post is over ("former").
    pub(crate) former: bool,
}

/// Titles of a text: each is a title of the lexicon with a capitalised name right behind it.
pub(super) fn find(tree: &Tree<'_>, knowledge: &Knowledge<'_>) -> Vec<Title> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tree.len() {
        let limit = tree.sentence_tokens(tree.sentence(at)).end;
        let words: Vec<&str> = (at..limit.min(at + 8)).map(|token| tree.word(token)).collect();
        let Some((length, honorific)) = knowledge.title(&words) else {
            at += 1;
            continue;
        };
        let name_start = at + length;
        let begins_name = name_start < limit
            && tree.is_proper(name_start)
            && capital(tree.word(name_start))
            && knowledge.title(&[tree.word(name_start)]).is_none()
            && !in_other_name(tree, knowledge, at);
        if begins_name {
            found.push(before_name(tree, knowledge, at..name_start, honorific));
        }
        at = name_start;
    }
    found
}

/// Which tokens are read already when names are looked for: titles, posts, times, named events.
pub(super) fn taken(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    titles: &[Title],
    named_events: &[Range<usize>],
    times: &[TimeExpression],
) -> Vec<bool> {
    let mut taken = vec![false; tree.len()];
    let times = times.iter().filter(|time| time.value.first.is_some()).map(|time| time.tokens.clone());
    let titles = titles.iter().map(|title| title.post.clone());
    let posts = posts(tree, knowledge);
    for token in titles.chain(times).chain(named_events.iter().cloned()).chain(posts).flatten() {
        if let Some(slot) = taken.get_mut(token) {
            *slot = true;
        }
    }
    taken
}

/// The words of posts with "of" ("Secretary of State"), which name no body, whoever holds them.
fn posts(tree: &Tree<'_>, knowledge: &Knowledge<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tree.len() {
        let limit = tree.sentence_tokens(tree.sentence(at)).end;
        let words: Vec<&str> = (at..limit.min(at + 8)).map(|token| tree.word(token)).collect();
        let post = knowledge.title(&words).map(|(length, _)| at..at + length);
        match post.filter(|post| post.len() > 2 && post.clone().any(|token| tree.word(token) == "of")) {
            Some(post) => {
                at = post.end;
                found.push(post);
            }
            None => at += 1,
        }
    }
    found
}

/// "Queen Mary University", "King County", "Saint Petersburg": a title's word that begins the name of something else.
fn in_other_name(tree: &Tree<'_>, knowledge: &Knowledge<'_>, start: usize) -> bool {
    let limit = tree.sentence_tokens(tree.sentence(start)).end.min(start + 6);
    let inside = |token: usize| tree.is_proper(token) && capital(tree.word(token));
    let end = (start..limit).find(|token| !inside(*token)).unwrap_or(limit);
    let last = end.saturating_sub(1);
    let group = knowledge.noun(&tree.lower(last)).map(|noun| class_group(noun.class));
    let body = group == Some("org") && knowledge.takes_of(&tree.lower(last));
    knowledge.place(&tree.phrase(start..(start + 2).min(limit))).is_some_and(|place| !place.doubtful)
        || end > start + 2 && body
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn before_name(tree: &Tree<'_>, knowledge: &Knowledge<'_>, post: Range<usize>, honorific: bool) -> Title {
    let name_start = post.end;
    let sentence = tree.sentence(post.start);
    let mut first = post.start;
    let mut former = false;
    while let Some(before) = first.checked_sub(1).filter(|before| tree.sentence(*before) == sentence) {
        let word = tree.lower(before);
        let past = matches!(word.as_str(), "former" | "ex" | "then" | "late" | "onetime");
        let passed = past
            || tree.tag(before) == "POS"
            || matches!(word.as_str(), "-" | "new" | "current" | "acting" | "top");
        if !passed {
            break;
        }
        former |= past;
        first = before;
    }
    let before = first.checked_sub(1).filter(|before| tree.sentence(*before) == sentence);
    let country = before.and_then(|last| country_before(tree, knowledge, last));
    let organization = match (&country, before) {
        (None, Some(last)) => organization_before(tree, knowledge, last),
        _ => None,
    };
    let left = country.as_ref().or(organization.as_ref()).map_or(first, |range| range.start);
    former |= left.checked_sub(1).is_some_and(|before| {
        tree.sentence(before) == sentence
            && matches!(tree.lower(before).as_str(), "former" | "ex" | "then" | "late")
    });
    let post = if honorific { name_start..name_start } else { post };
    Title { post, country, organization, name_start, former }
}

/// The longest known organisation that ends right before the post.
fn organization_before(tree: &Tree<'_>, knowledge: &Knowledge<'_>, last: usize) -> Option<Range<usize>> {
    (1..=5).rev().filter_map(|length| (last + 1).checked_sub(length)).map(|start| start..last + 1).find(
        |range| {
            let phrase = tree.phrase(range.clone());
            tree.sentence(range.start) == tree.sentence(last)
                && capital(tree.word(range.start))
                && (knowledge.organization(&phrase).is_some()
                    || knowledge.body(&phrase).is_some()
                    || (range.len() == 1 && phrase.len() > 1 && phrase.chars().all(char::is_uppercase)))
        },
    )
}
