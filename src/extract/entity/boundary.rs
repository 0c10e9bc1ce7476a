//! Where the names in the words of a candidate begin and end: at brackets, strokes, scores and commas of a list, at
//! "and" between two names, before a person behind a party or a state; without titles in front and letters of
//! office behind.

use std::ops::Range;

use super::knowledge::Knowledge;
use super::no_name::singular;
use crate::extract::tree::Tree;
use crate::vocab::casegraph::class;

/// A person's name behind another name has at most so many words.
const PERSON_WORDS: usize = 4;

/// The names that the words of a candidate hold.
pub(super) fn parts(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    tokens: Range<usize>,
    label: &str,
) -> Vec<Range<usize>> {
    if tokens.len() < 2 || is_known(tree, knowledge, &tokens) {
        return vec![tokens];
    }
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for token in tokens.start + 1..tokens.end {
        if token <= start {
            continue;
        }
        let rest = start..tokens.end;
        if separates(tree, knowledge, &rest, token, label) {
            parts.push(start..token);
            start = token + 1;
        } else if !(label == "PERSON" && token == start + 1) && begins_person(tree, knowledge, &rest, token) {
            parts.push(start..token);
            start = token;
        }
    }
    parts.push(start..tokens.end);
    parts.into_iter().map(|part| bare(tree, knowledge, part, label)).filter(|part| !part.is_empty()).collect()
}

/// Whether the lists hold these words as a name.
fn is_known(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) -> bool {
    let words = tree.phrase(tokens.clone());
    knowledge.organization(&words).is_some()
        || knowledge.country(&words).is_some()
        || knowledge.place(&words).is_some_and(|place| !place.doubtful)
}

/// Whether a token stands between two names.
fn separates(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    rest: &Range<usize>,
    token: usize,
    label: &str,
) -> bool {
    let word = tree.word(token);
    match word {
        "(" | ")" | "[" | "]" | ";" | ":" | "—" | "--" | "vs" | "vs." | "versus" | "or" => true,
        "/" => {
            let long = |neighbour: usize| tree.word(neighbour).chars().nth(2).is_some();
            long(token - 1) && long(token + 1)
        }
        "-" | "–" => {
            let apart = tree.token(token - 1).is_some_and(|before| before.space_after);
            apart && (token > rest.start + 1 || rest.end > token + 2)
        }
        "," => parts_list(tree, knowledge, rest, token),
        "'s" | "’s" => ends_owner(tree, knowledge, rest, token),
        "and" | "&" => joins_two_names(tree, knowledge, rest, token, label),
        _ => is_score(tree, token),
    }
}

/// "2-1": the goals of a game, or a part of them.
pub(super) fn is_score(tree: &Tree<'_>, token: usize) -> bool {
    let joined = |token: usize| tree.token(token).is_some_and(|token| !token.space_after);
    let number = |token: usize| {
        let word = tree.word(token);
        (1..=3).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_digit())
    };
    let split = |dash: usize| {
        matches!(tree.word(dash), "-" | "–")
            && joined(dash)
            && number(dash + 1)
            && dash.checked_sub(1).is_some_and(|first| number(first) && joined(first))
    };
    is_score_word(tree.word(token))
        || split(token)
        || split(token + 1)
        || token.checked_sub(1).is_some_and(split)
}

fn is_score_word(word: &str) -> bool {
    let goals =
        |goals: &str| (1..=3).contains(&goals.len()) && goals.bytes().all(|letter| letter.is_ascii_digit());
    word.split_once(['-', '–']).is_some_and(|(one, two)| goals(one) && goals(two))
}

/// A comma between two names; not that of "Acme, Inc.", "Dupont, Jr." and "Ministry of Trade, Industry and Energy".
fn parts_list(tree: &Tree<'_>, knowledge: &Knowledge<'_>, rest: &Range<usize>, comma: usize) -> bool {
    if knowledge.is_name_ending(tree.word(comma + 1)) {
        return false;
    }
    let field = (rest.start..comma).any(|token| matches!(tree.word(token), "of" | "for" | "on"));
    let last = (comma..rest.end).any(|token| matches!(tree.word(token), "and" | "&"));
    !(field && last)
}

/// "Norway's Coastal Guard", "Larsen's backpack": the possessive of a state or place, or before a common noun; not
/// that of "People's Party".
fn ends_owner(tree: &Tree<'_>, knowledge: &Knowledge<'_>, rest: &Range<usize>, mark: usize) -> bool {
    let small = |token: usize| tree.word(token).starts_with(char::is_lowercase);
    small(mark + 1) || small(rest.end - 1) || is_known(tree, knowledge, &(rest.start..mark))
}

/// Whether "and" stands between two whole names, not inside one.
fn joins_two_names(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    rest: &Range<usize>,
    and: usize,
    label: &str,
) -> bool {
    let left = rest.start..and;
    let right = if tree.word(and + 1) == "the" { and + 2..rest.end } else { and + 1..rest.end };
    if right.is_empty() {
        return true;
    }
    if label == "PERSON" && knowledge.is_given_name(tree.word(right.start)) {
        return true;
    }
    // "Agrarian Party of Russia and Civic Power": the first name ends with its country.
    let of = left.clone().rev().find(|token| tree.word(*token) == "of");
    let of_country = of.is_some_and(|of| knowledge.country(&tree.phrase(of + 1..and)).is_some());
    let place = knowledge.place(&tree.phrase(right.clone())).is_some() || is_known(tree, knowledge, &right);
    if of_country && !place {
        return true;
    }
    let whole = |part: &Range<usize>| is_known(tree, knowledge, part) || is_headed(tree, knowledge, part);
    let goes_on = right.len() == 1
        && knowledge.takes_of(&tree.lower(right.start))
        && matches!(tree.word(right.end), "of" | "for");
    whole(&left) && (whole(&right) && !(of_country && place) || goes_on)
}

/// Two words or more, of which the last, or that before "of", says that they name an organisation or a facility.
fn is_headed(tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) -> bool {
    let of = tokens.clone().find(|token| matches!(tree.word(*token), "of" | "for"));
    let noun = of.unwrap_or(tokens.end).checked_sub(1);
    let heads = |noun: usize| {
        let class = knowledge.noun(&tree.lower(noun)).map(|noun| noun.class);
        knowledge.takes_of(&tree.lower(noun)) && class != Some(class::PLACE)
    };
    tokens.len() > 1 && noun.is_some_and(heads)
}

/// "Liberal Party of Canada John Roe", "North Africa Jane Roe": the person behind another name.
fn begins_person(tree: &Tree<'_>, knowledge: &Knowledge<'_>, rest: &Range<usize>, token: usize) -> bool {
    let words = rest.end - token;
    if !(2..=PERSON_WORDS).contains(&words) || !knowledge.is_given_name(tree.word(token)) {
        return false;
    }
    let last = knowledge.noun(&tree.lower(rest.end - 1)).map(|noun| noun.class);
    if last.is_some_and(|class| class != class::PERSON)
        || !(token..rest.end).all(|token| tree.is_proper(token))
    {
        return false;
    }
    let front = rest.start..token;
    let of = front.clone().rev().find(|token| tree.word(*token) == "of");
    let of_place =
        of.filter(|of| *of > rest.start).is_some_and(|of| is_known(tree, knowledge, &(of + 1..token)));
    of_place || is_known(tree, knowledge, &front)
}

/// The words of one name without what stands around it.
fn bare(tree: &Tree<'_>, knowledge: &Knowledge<'_>, part: Range<usize>, label: &str) -> Range<usize> {
    let Range { mut start, mut end } = part;
    let loose = |token: usize| {
        matches!(
            tree.word(token),
            "of" | "and"
                | "or"
                | "for"
                | "the"
                | "in"
                | "to"
                | "as"
                | "at"
                | "by"
                | "&"
                | ","
                | "("
                | "-"
                | "/"
        ) || is_score(tree, token)
    };
    while end > start && loose(end - 1) {
        end -= 1;
    }
    while end > start && loose(start) {
        start += 1;
    }
    // "Jane Roe MP": letters of office.
    while end > start + 1 && is_office(knowledge, tree.word(end - 1)) {
        end -= 1;
    }
    // "Democrat Jane Roe", "Presidents John Roe": what the person is.
    let person =
        |start: usize| label == "PERSON" || label.is_empty() && knowledge.is_given_name(tree.word(start + 1));
    while end > start + 2
        && person(start)
        && tree.is_proper(start + 1)
        && !knowledge.is_given_name(tree.word(start))
        && says_who(knowledge, &tree.lower(start))
    {
        start += 1;
    }
    start..end
}

/// "MP", "MEP": a post in capitals.
fn is_office(knowledge: &Knowledge<'_>, word: &str) -> bool {
    (2..=4).contains(&word.len())
        && word.bytes().all(|letter| letter.is_ascii_uppercase())
        && knowledge.is_post(word)
}

/// A title or a noun for people, in the singular or plural.
fn says_who(knowledge: &Knowledge<'_>, word: &str) -> bool {
    let person = |word: &str| {
        knowledge.is_title(word) || knowledge.noun(word).is_some_and(|noun| noun.class == class::PERSON)
    };
    person(word) || person(&singular(word))
}

/// "the Social Democratic and Labour Party": an organisation with "and" among the adjectives before its noun.
pub(super) fn coordinated(tree: &Tree<'_>, knowledge: &Knowledge<'_>, noun: usize) -> Option<Range<usize>> {
    let names = |token: usize| {
        matches!(tree.tag(token), "NNP" | "NNPS" | "JJ") && tree.word(token).starts_with(char::is_uppercase)
    };
    let back = |from: usize| {
        let mut first = from;
        while let Some(before) = first.checked_sub(1).filter(|before| names(*before)) {
            first = before;
        }
        first
    };
    if !names(noun) || !knowledge.takes_of(&tree.lower(noun)) {
        return None;
    }
    let and = back(noun).checked_sub(1).filter(|and| matches!(tree.word(*and), "and" | "&"))?;
    let start = back(and);
    let article = start.checked_sub(1).is_some_and(|before| tree.lower(before) == "the");
    let first = start..and;
    let last = and.checked_sub(1)?;
    let other = is_known(tree, knowledge, &first)
        || knowledge.country(tree.word(start)).is_some()
        || knowledge.noun(&tree.lower(last)).is_some()
        || knowledge.is_given_name(tree.word(last))
        || tree.word(last).bytes().all(|letter| letter.is_ascii_uppercase());
    (article && and + 1 < noun && (1..=3).contains(&first.len()) && !other).then_some(start..noun + 1)
}
