//! Words that the event rules need beside the frames, read from `src/extract/data/frames/words.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rules::FrameError;
use crate::statement::Modality;
use crate::statement::Stance;

/// The word lists. All words are base forms in lower case.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// Verbs that lend their subject to an event noun.
    pub(crate) light_verbs: Vec<String>,
    /// Nouns that measure the thing behind "of".
    pub(crate) measure_nouns: Vec<String>,
    /// Nouns of what there can be more or less of.
    pub(crate) trend_nouns: Vec<String>,
    /// Nouns whose infinitive tells what is promised.
    pub(crate) promise_measures: Vec<String>,
    /// Nouns of working together.
    pub(crate) cooperation_nouns: Vec<String>,
    /// Nouns of the relation of two states.
    pub(crate) relation_nouns: Vec<String>,
    /// Nouns of a government as a whole.
    pub(crate) government_nouns: Vec<String>,
    /// Nouns of a border of states.
    pub(crate) border_nouns: Vec<String>,
    /// Definite nouns that stand for the only named place of a sentence.
    pub(crate) place_nouns: Vec<String>,
    /// Nouns of events that bear a name of their own.
    pub(crate) event_nouns: Vec<String>,
    /// Nouns of votes, which are named by their place and year.
    pub(crate) vote_nouns: Vec<String>,
    /// Acronyms of common nouns, in capitals: illnesses, techniques, measures, schooling.
    pub(crate) common_acronyms: Vec<String>,
    /// Plural nouns that name a party behind the name or adjective of a country.
    pub(crate) party_nouns: Vec<String>,
    /// Those that name a party without a country or an adjective, with an article and a capital.
    pub(crate) bare_party_nouns: Vec<String>,
    /// Prepositions that put an event at a place.
    pub(crate) place_prepositions: Vec<String>,
    /// Verbs of being somewhere.
    pub(crate) standing_verbs: Vec<String>,
    /// Adverbs of a place that the text does not locate.
    pub(crate) place_adverbs: Vec<String>,
    /// Adverbs of repetition.
    pub(crate) repetition_adverbs: Vec<String>,
    /// Verbs that take an infinitive as their object.
    pub(crate) infinitive_verbs: Vec<String>,
    /// Nouns for women and girls.
    pub(crate) female_nouns: Vec<String>,
    /// Nouns for men and boys.
    pub(crate) male_nouns: Vec<String>,
    /// Words before the names of women.
    pub(crate) female_titles: Vec<String>,
    /// Words before the names of men.
    pub(crate) male_titles: Vec<String>,
    /// Verbs whose "it" may stand for nothing.
    pub(crate) empty_subject_verbs: Vec<String>,
    /// Verbs whose object "it" may stand for a clause behind an adjective.
    pub(crate) empty_object_verbs: Vec<String>,
    /// Prepositions whose object is a party of the verb, and not its subject.
    pub(crate) object_prepositions: Vec<String>,
    /// Adjectives that say nothing of which place it is: "the whole city".
    pub(crate) loose_adjectives: Vec<String>,
    /// Nouns of many alike, which no single name bears: "the press".
    pub(crate) mass_nouns: Vec<String>,
    /// Verbs of putting a fault on somebody.
    pub(crate) accusing_verbs: Vec<String>,
    /// Verbs of saying that such a thing is not so.
    pub(crate) denying_verbs: Vec<String>,
    /// Verbs that nobody tells of themselves afterwards.
    pub(crate) deadly_verbs: Vec<String>,
    /// Modes of events that happen to a party once.
    pub(crate) once_modes: Vec<String>,
    /// Nouns that speak again of a named thing of their class.
    pub(crate) general_nouns: Vec<String>,
    /// Words that tell that an event is another one.
    pub(crate) novelty_marks: Vec<String>,
    /// Verbs of founding a body.
    pub(crate) founding_verbs: Vec<String>,
    /// Verbs after which an event noun as subject takes place: "the talks will begin".
    pub(crate) occurrence_verbs: Vec<String>,
    /// Verbs whose infinitive tells what was brought about: "were forced to withdraw".
    pub(crate) effective_verbs: Vec<String>,
    /// Nouns of what harms without an agent: "earthquake", "crash".
    pub(crate) misfortunes: Vec<String>,
    /// Words that take a gerund as a fact: "convicted of", "admitted to".
    pub(crate) factives: Vec<String>,
    /// Nouns of an event in which people come to harm without an agent.
    pub(crate) accidents: Vec<String>,
    /// Verbs of an accident, in a clause beside what it did: "when the boat sank".
    pub(crate) misfortune_verbs: Vec<String>,
    /// Nouns of things that harm by accident only.
    pub(crate) harmless_things: Vec<String>,
    /// Nouns of people who stand outside of the body behind "of": "critics of the bank".
    pub(crate) outsider_nouns: Vec<String>,
    /// Words of games and matches.
    pub(crate) sports: Vec<String>,
    /// Verbs whose aim stands behind "on" or "against": "to focus on curbing floods".
    pub(crate) focus_verbs: Vec<String>,
    /// Verbs in the base form that the parser takes for the first word of a compound: "coordinate campaigns".
    pub(crate) verbs_before_nouns: Vec<String>,
    /// Words before a post that is over: "former", "retired".
    pub(crate) former: Vec<String>,
    /// Verbs of speaking, whose refusal rejects no demand.
    pub(crate) speaking_verbs: Vec<String>,
    /// Verbs whose aim is what their object shall do.
    pub(crate) object_control_verbs: Vec<String>,
    /// What a governing verb says of the act below it.
    governors: BTreeMap<String, String>,
    /// What a word says of the clause below it, though not of an event noun.
    complements: BTreeMap<String, String>,
    /// What a noun says of its clause, or of the event noun behind "of" and "for".
    noun_governors: BTreeMap<String, String>,
    /// Verbs that leave the act below them as it is.
    transparent: Transparent,
    /// What an adjective says of an event noun.
    adjectives: BTreeMap<String, String>,
    /// What a modal verb says.
    modals: BTreeMap<String, String>,
    /// Verbs and nouns of promising.
    promises: BTreeMap<String, String>,
    /// Verbs of saying, with the stance of what is said.
    reporting: BTreeMap<String, String>,
    /// Words that weaken or strengthen, with the highest confidence that they leave.
    hedges: BTreeMap<String, u8>,
    /// Verbs of a change in quantity: direction with an object and without; empty where there is none.
    trends: BTreeMap<String, (String, String)>,
    /// Nouns of an extreme, with the direction.
    records: BTreeMap<String, String>,
    /// Adverbs that make a change a strong one.
    strong: Strong,
    /// Members of a force and the force.
    force_members: BTreeMap<String, String>,
    /// Verbs of more and less in promises, with the direction.
    pub(crate) directions: BTreeMap<String, String>,
    /// Verbs whose meaning with an object is a noun phrase, with that noun.
    pub(crate) noun_of_verb: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Transparent {
    verbs: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Strong {
    adverbs: Vec<String>,
}

impl Words {
    /// Reads the lists.
    ///
    /// # Errors
    /// Where a list is missing, or a modality is none of the ontology.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, FrameError> {
        let words: Self = toml::from_str(text)
            .map_err(|error| FrameError::Syntax { file: file.to_owned(), message: error.to_string() })?;
        for map in [
            &words.governors,
            &words.complements,
            &words.noun_governors,
            &words.adjectives,
            &words.modals,
            &words.promises,
        ] {
            for (word, value) in map {
                if Modality::from_local_name(value).is_none() {
                    return Err(FrameError::UnknownTerm {
                        file: file.to_owned(),
                        frame: word.clone(),
                        name: value.clone(),
                        expected: "modality",
                    });
                }
            }
        }
        for (word, value) in &words.reporting {
            if Stance::from_local_name(value).is_none() {
                return Err(FrameError::UnknownTerm {
                    file: file.to_owned(),
                    frame: word.clone(),
                    name: value.clone(),
                    expected: "stance",
                });
            }
        }
        Ok(words)
    }

    /// What a governing verb says of the act below it.
    pub(crate) fn governor(&self, lemma: &str) -> Option<Modality> {
        modality(&self.governors, lemma)
    }

    /// What a word says of the clause below it, though not of an event noun.
    pub(crate) fn complement(&self, lemma: &str) -> Option<Modality> {
        modality(&self.complements, lemma)
    }

    /// What a noun says of its clause, or of the event noun behind it.
    pub(crate) fn noun_governor(&self, lemma: &str) -> Option<Modality> {
        modality(&self.noun_governors, lemma)
    }

    /// What an adjective says of its event noun.
    pub(crate) fn adjective(&self, word: &str) -> Option<Modality> {
        modality(&self.adjectives, word)
    }

    /// What a modal verb says.
    pub(crate) fn modal(&self, word: &str) -> Option<Modality> {
        modality(&self.modals, word)
    }

    /// How firm a word of promising is.
    pub(crate) fn promise(&self, lemma: &str) -> Option<Modality> {
        modality(&self.promises, lemma)
    }

    /// The stance of what a verb of saying tells.
    pub(crate) fn reporting(&self, lemma: &str) -> Option<Stance> {
        self.reporting.get(lemma).and_then(|name| Stance::from_local_name(name))
    }

    /// The highest confidence, whole per cent, that a hedge leaves.
    pub(crate) fn hedge(&self, word: &str) -> Option<u8> {
        self.hedges.get(word).copied()
    }

    /// The direction of a verb of change, with an object or without.
    pub(crate) fn trend(&self, lemma: &str, with_object: bool) -> Option<&str> {
        let (with, without) = self.trends.get(lemma)?;
        let direction = if with_object { with } else { without };
        (!direction.is_empty()).then_some(direction.as_str())
    }

    /// The direction of an extreme: a phrase such as "record lows" or "an all-time high".
    pub(crate) fn record(&self, phrase: &str) -> Option<&str> {
        let extreme = phrase.contains("record") || phrase.contains("all-time") || phrase.contains("historic");
        let noun = phrase.split(' ').next_back()?;
        self.records.get(noun).map(String::as_str).filter(|_| extreme)
    }

    /// Whether an adverb makes a change a strong one.
    pub(crate) fn is_strong(&self, word: &str) -> bool {
        has(&self.strong.adverbs, word)
    }

    /// The force whose member a noun names.
    pub(crate) fn force_of_member(&self, lemma: &str) -> Option<&str> {
        self.force_members.get(lemma).map(String::as_str)
    }

    /// A list that frames may name in their conditions.
    pub(crate) fn list(&self, name: &str) -> &[String] {
        match name {
            "misfortunes" => &self.misfortunes,
            "accidents" => &self.accidents,
            "harmless_things" => &self.harmless_things,
            "speaking_verbs" => &self.speaking_verbs,
            _ => &[],
        }
    }

    /// Whether a verb leaves the act below it as it is.
    pub(crate) fn is_transparent(&self, lemma: &str) -> bool {
        has(&self.transparent.verbs, lemma)
    }
}

/// Whether a list holds a word.
pub(crate) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|member| member == word)
}

fn modality(map: &BTreeMap<String, String>, word: &str) -> Option<Modality> {
    map.get(word).and_then(|name| Modality::from_local_name(name))
}
