//! What is known of a place that may be a name, for the learned layer of classes.

use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;

use super::candidate::Candidate;
use super::candidate::candidates;
use super::candidate::capital;
use super::event_name;
use super::knowledge::Knowledge;
use super::name::Settled;
use super::name::behind_title;
use super::name::head_of;
use super::name::settled;
use super::title;
use crate::document::Document;
use crate::extract::draft::class_group;
use crate::extract::event::Words;
use crate::extract::tree::Tree;
use crate::layer::Features;
use crate::nlp::Analysis;
use crate::span::Span;
use crate::vocab::casegraph::local_name;

/// What the model says of the spellings of a document, wherever they stand.
pub(super) struct Hints {
    /// The label that it gives most often to a whole name; the first of equals by the alphabet.
    whole: HashMap<String, String>,
    /// The label of a longer name that ends in this word.
    last: HashMap<String, String>,
    /// The label of a longer name that begins with this word.
    first: HashMap<String, String>,
    /// Words that stand in small letters somewhere.
    small: HashSet<String>,
    /// The model's names by their first token and by the token behind them.
    from: HashMap<usize, usize>,
    to: HashMap<usize, usize>,
}

impl Hints {
    /// Reads the labels of a document.
    pub(super) fn new(tree: &Tree<'_>) -> Self {
        let mut counts: HashMap<String, Vec<(String, usize)>> = HashMap::new();
        let mut last = HashMap::new();
        let mut first = HashMap::new();
        let (mut from, mut to) = (HashMap::new(), HashMap::new());
        for (index, entity) in tree.analysis.entities.iter().enumerate() {
            let words = tree.phrase(entity.tokens.clone());
            if let Some((_, end)) = words.rsplit_once(' ') {
                last.entry(end.to_owned()).or_insert_with(|| entity.label.to_string());
            }
            if let Some((begin, _)) = words.split_once(' ') {
                first.entry(begin.to_owned()).or_insert_with(|| entity.label.to_string());
            }
            from.insert(entity.tokens.start, index);
            to.insert(entity.tokens.end, index);
            let list = counts.entry(words).or_default();
            match list.iter_mut().find(|(label, _)| *label == *entity.label) {
                Some((_, count)) => *count += 1,
                None => list.push((entity.label.to_string(), 1)),
            }
        }
        let most = |mut list: Vec<(String, usize)>| {
            list.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
            list.into_iter().next().map(|(label, _)| label).unwrap_or_default()
        };
        #[expect(clippy::iter_over_hash_type, reason = "each entry is mapped by itself")]
        let whole = {
            let mut whole = HashMap::new();
            for (words, list) in counts {
                whole.insert(words, most(list));
            }
            whole
        };
        let small = |word: &str| word.starts_with(char::is_lowercase);
        let small = (0..tree.len()).map(|token| tree.word(token)).filter(|word| small(word));
        let small = small.map(str::to_owned).collect();
        Self { whole, last, first, small, from, to }
    }

    /// The labels of the names before and behind these tokens in a list.
    fn neighbours<'a>(&self, tree: &Tree<'a>, tokens: &Range<usize>) -> [&'a str; 2] {
        let between = |token: usize| matches!(tree.word(token), "," | "and" | "or" | "&" | "/" | ";" | "the");
        let label = |index: Option<&usize>| {
            let entity = index.and_then(|index| tree.analysis.entities.get(*index));
            entity.map_or("", |entity| &*entity.label)
        };
        let mut before = tokens.start;
        while before + 3 > tokens.start && before.checked_sub(1).is_some_and(between) {
            before -= 1;
        }
        let mut after = tokens.end;
        while after < tokens.end + 3 && between(after) {
            after += 1;
        }
        [
            label(self.to.get(&before).filter(|_| before < tokens.start)),
            label(self.from.get(&after).filter(|_| after > tokens.end)),
        ]
    }
}

/// The candidates of a document whose class the lists do not settle, with their features.
pub(in crate::extract) fn name_examples(
    document: &Document,
    analysis: &Analysis,
    knowledge: &Knowledge<'_>,
    words: &Words,
) -> Vec<(Span, Features)> {
    let tree = Tree::new(&document.text, analysis);
    let hints = Hints::new(&tree);
    let titles = title::find(&tree, knowledge);
    let taken = title::taken(&tree, knowledge, &titles, &event_name::find(&tree, words), &[]);
    let mut used = taken.clone();
    let mut examples = Vec::new();
    for mut candidate in candidates(&tree, knowledge, words) {
        candidate.tokens = behind_title(candidate.tokens, &taken);
        if candidate.tokens.clone().any(|token| used.get(token) != Some(&false)) {
            continue;
        }
        let found = settled(&tree, knowledge, &candidate);
        if matches!(found, Settled::Open(_)) {
            let features = features(&tree, knowledge, &hints, &candidate);
            examples.push((tree.span(candidate.tokens.clone()), features));
        }
        let weak = candidate.label.is_empty() && candidate.tokens.len() < 2;
        if !weak && !matches!(found, Settled::Nothing) {
            for token in candidate.tokens {
                if let Some(slot) = used.get_mut(token) {
                    *slot = true;
                }
            }
        }
    }
    examples
}

/// The features of a candidate.
pub(super) fn features(
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    hints: &Hints,
    candidate: &Candidate,
) -> Features {
    let mut features = Features::default();
    let tokens = candidate.tokens.clone();
    let words = tree.phrase(tokens.clone());
    features.flag("bias", true);
    features.add("label", &candidate.label);
    features.add_all("label origin", &[&candidate.label, &format!("{:?}", candidate.origin)]);
    let whole = hints.whole.get(&words).map_or("", String::as_str);
    let last = hints.last.get(&words).map_or("", String::as_str);
    features.add_all("elsewhere", &[whole, &candidate.label]);
    features.add_all("end of", &[last, &candidate.label]);
    features.add("begin of", hints.first.get(&words).map_or("", String::as_str));
    let [before, after] = hints.neighbours(tree, &tokens);
    features.add_all("list before", &[before, &candidate.label]);
    features.add_all("list after", &[after, &candidate.label]);
    let small = tokens.clone().filter(|token| hints.small.contains(&tree.lower(*token))).count();
    features.add_all("small elsewhere", &[&small.min(2).to_string(), &tokens.len().min(3).to_string()]);
    features.add("length", &tokens.len().min(6).to_string());
    spelling(&mut features, tree, &tokens, &words);
    lists(&mut features, tree, knowledge, &tokens, &words);
    surroundings(&mut features, tree, knowledge, &tokens);
    features
}

fn spelling(features: &mut Features, tree: &Tree<'_>, tokens: &Range<usize>, words: &str) {
    features.add("whole", words);
    for token in tokens.clone() {
        features.add("word", &tree.lower(token));
    }
    let end = tokens.end.saturating_sub(1);
    features.add("first", &tree.lower(tokens.start));
    features.add("last", &tree.lower(end));
    features.add_all("last tag", &[tree.tag(end)]);
    let (first, last) = (tree.lower(tokens.start), tree.lower(end));
    for length in [2, 3, 4] {
        features.add("suffix", &tail(&last, length));
        features.add("first suffix", &tail(&first, length));
        features.add("prefix", &first.chars().take(length).collect::<String>());
    }
    let shapes: Vec<String> = tokens.clone().map(|token| shape(tree.word(token))).collect();
    features.add("shape", &shapes.join(" "));
    features.flag("of", tokens.clone().any(|token| tree.word(token) == "of"));
    features.flag("and", tokens.clone().any(|token| matches!(tree.word(token), "and" | "&")));
}

fn tail(word: &str, length: usize) -> String {
    let count = word.chars().count();
    word.chars().skip(count.saturating_sub(length)).collect()
}

/// Capitals, small letters, digits and the rest, runs of one kind shortened.
fn shape(word: &str) -> String {
    let mut shape = String::new();
    for letter in word.chars() {
        let kind = match letter {
            letter if letter.is_uppercase() => 'X',
            letter if letter.is_lowercase() => 'x',
            letter if letter.is_numeric() => '9',
            letter => letter,
        };
        if !shape.ends_with(kind) || kind == 'X' && !shape.ends_with("XXX") {
            shape.push(kind);
        }
    }
    shape
}

fn lists(
    features: &mut Features,
    tree: &Tree<'_>,
    knowledge: &Knowledge<'_>,
    tokens: &Range<usize>,
    words: &str,
) {
    let place = knowledge.place(words).map_or("no", |place| if place.doubtful { "doubtful" } else { "yes" });
    features.add("place", place);
    features.flag("weak organization", knowledge.may_be_organization(words));
    let end = tree.word(tokens.end.saturating_sub(1));
    features.flag("place at the end", tokens.len() > 1 && knowledge.place(end).is_some());
    features.add_all(
        "surname",
        &[&knowledge.is_surname(end).to_string(), &tokens.len().min(3).to_string(), place],
    );
    features.flag("given name", knowledge.is_given_name(tree.word(tokens.start)));
    features
        .flag("two given names", tokens.len() > 1 && knowledge.is_given_name(tree.word(tokens.start + 1)));
    let country = knowledge.country(tree.word(tokens.start)).is_some();
    features.flag("country inside", country && tokens.len() > 1);
    features.flag("place inside", tokens.len() > 1 && knowledge.place(tree.word(tokens.start)).is_some());
    let of = tokens.clone().find(|token| matches!(tree.word(*token), "of" | "for"));
    let noun = of.and_then(|of| of.checked_sub(1)).unwrap_or(tokens.end.saturating_sub(1));
    let kind = |token: usize| {
        let noun = knowledge.noun(&tree.lemma(token));
        noun.map_or(
            "",
            |noun| if tree.is_proper(token) { local_name(noun.class) } else { class_group(noun.class) },
        )
    };
    features.add("noun", kind(noun));
    features.add("first noun", kind(tokens.start));
    features.flag("designator", tokens.clone().any(|token| knowledge.designator(tree.word(token)).is_some()));
    features.flag("title inside", knowledge.is_title(&tree.lower(tokens.start)));
}

fn surroundings(features: &mut Features, tree: &Tree<'_>, knowledge: &Knowledge<'_>, tokens: &Range<usize>) {
    let sentence = tree.sentence_tokens(tree.sentence(tokens.start));
    let word = |token: Option<usize>| match token.filter(|token| sentence.contains(token)) {
        Some(token) => tree.lower(token),
        None => "|".to_owned(),
    };
    let before = tokens.start.checked_sub(1);
    let (one_before, two_before) = (word(before), word(tokens.start.checked_sub(2)));
    let (one_after, two_after) = (word(Some(tokens.end)), word(Some(tokens.end + 1)));
    features.add("before", &one_before);
    features.add("after", &one_after);
    features.add_all("two before", &[&two_before, &one_before]);
    features.add_all("two after", &[&one_after, &two_after]);
    features.add_all("around", &[&one_before, &one_after]);
    features.add("tag before", before.map_or("", |before| tree.tag(before)));
    features.add("tag after", tree.tag(tokens.end));
    let noun =
        before.filter(|before| tree.is_noun(*before)).and_then(|before| knowledge.noun(&tree.lemma(before)));
    features.add("noun before", noun.map_or("", |noun| local_name(noun.class)));
    features.flag("title before", knowledge.is_title(&one_before));
    let after = knowledge.noun(&tree.lemma(tokens.end)).map_or("", |noun| local_name(noun.class));
    features.add("noun after", if one_after == "|" { "" } else { after });
    let of = before.filter(|before| tree.word(*before) == "of").and_then(|of| of.checked_sub(1));
    features.flag("place of", of.is_some_and(|noun| knowledge.introduces_place(&tree.lemma(noun))));
    let words = sentence.clone().filter(|token| tree.word(*token).starts_with(char::is_alphabetic)).take(40);
    let (mut all, mut large) = (0, 0);
    for token in words {
        all += 1;
        large += usize::from(capital(tree.word(token)));
    }
    features.add("capitals", if large * 10 > all * 6 { "most" } else { "few" });
    let head = head_of(tree, tokens.clone());
    let above = tree.head(head);
    let (dep, lemma) = (tree.dep(head), tree.lemma(above));
    features.add("dep", dep);
    features.add_all("dep of", &[dep, &lemma]);
    if dep == "pobj" {
        features.add_all("pobj", &[&lemma, &tree.lemma(tree.head(above))]);
    }
    let apposition = tree.child(head, &["appos"]).or_else(|| (dep == "appos").then_some(above));
    if let Some(noun) = apposition.and_then(|noun| knowledge.noun(&tree.lemma(noun))) {
        features.add("apposition", local_name(noun.class));
    }
    features.flag(
        "relative who",
        tree.child(head, &["relcl"])
            .is_some_and(|clause| tree.children(clause).iter().any(|child| tree.lower(*child) == "who")),
    );
}
