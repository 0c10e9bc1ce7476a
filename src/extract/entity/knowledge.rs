//! What the lexicons know, in the terms of the entity rules.

use std::ops::Range;

use crate::extract::lexicon::Country as LexiconCountry;
use crate::extract::lexicon::Entry;
use crate::extract::lexicon::Gender;
use crate::extract::lexicon::HeadNoun;
use crate::extract::lexicon::Lexicon;
use crate::extract::lexicon::NounClass;
use crate::extract::lexicon::TitleKind;
use crate::layer::Layer;
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// How a country was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CountryForm {
    /// By its name or an abbreviation.
    Name,
    /// By an adjective.
    Adjective,
    /// By a noun for its people.
    People,
}

/// A state or a territory.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Country {
    /// The short English name.
    pub(crate) label: String,
    /// ISO 3166-1 alpha-2; empty where it has none.
    pub(crate) code: String,
    /// Whether it is a state (else a place).
    pub(crate) is_state: bool,
    /// Name and code of the state that it is a part of.
    pub(crate) part_of: Option<(String, String)>,
    /// How it was named.
    pub(crate) form: CountryForm,
}

impl Country {
    /// Whether it has a government: not so a continent or a region of several states.
    pub(crate) fn is_governed(&self) -> bool {
        self.is_state || self.part_of.is_some() || !self.code.is_empty()
    }
}

/// A place of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// Its name.
    pub(super) label: String,
    /// The country it lies in.
    pub(super) country: Option<Country>,
    /// Whether its name is also an ordinary word or a personal name.
    pub(super) doubtful: bool,
}

/// An organisation of the lists.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Organization {
    /// Its name.
    pub(crate) label: String,
    /// Its class.
    pub(crate) class: Term,
    /// Whether it publishes news.
    pub(crate) outlet: bool,
    /// Its state, where it belongs to one.
    pub(crate) country: Option<Country>,
}

/// A body or force of a state.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    /// Its canonical name without the state.
    pub(crate) label: String,
    /// Its class.
    pub(crate) class: Term,
}

/// A common noun.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Noun {
    /// The class of what it names.
    pub(crate) class: Term,
    /// The wider noun.
    pub(crate) broader: Option<String>,
    /// Whether it names several people by itself ("troops").
    pub(crate) collective: bool,
    /// Whether it names forces, vessels, aircraft or weapons.
    pub(crate) force: bool,
}

/// A ship's prefix.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ShipPrefix {
    /// The navy or service.
    pub(super) force: Option<String>,
    /// Its state.
    pub(super) country: Option<Country>,
}

/// The lexicons as the rules ask them.
#[derive(Debug)]
pub(crate) struct Knowledge<'a> {
    lexicon: &'a Lexicon,
    layer: Option<&'a Layer>,
}

impl<'a> Knowledge<'a> {
    /// Asks these lexicons.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, layer: None }
    }

    /// The same with a learned layer for the classes of names.
    pub(crate) fn with_layer(self, layer: &'a Layer) -> Self {
        Self { layer: Some(layer), ..self }
    }

    /// The learned layer for the classes of names.
    pub(super) fn layer(&self) -> Option<&'a Layer> {
        self.layer
    }

    /// The country that a name, an adjective or a noun for its people means.
    pub(crate) fn country(&self, words: &str) -> Option<Country> {
        if let Some(country) = self.lexicon.country(words) {
            return Some(self.country_as(country, CountryForm::Name));
        }
        let demonym = self.lexicon.demonym(words)?;
        let form = if demonym.adjective { CountryForm::Adjective } else { CountryForm::People };
        Some(self.country_as(demonym.country, form))
    }

    fn country_as(&self, country: &LexiconCountry, form: CountryForm) -> Country {
        let whole = country.sovereign.as_deref().and_then(|code| self.lexicon.country_by_code(code));
        Country {
            label: country.name.clone().into_owned(),
            code: country.iso2.as_deref().unwrap_or_default().to_owned(),
            is_state: country.is_state(),
            part_of: whole.map(|whole| {
                (whole.name.clone().into_owned(), whole.iso2.as_deref().unwrap_or_default().to_owned())
            }),
            form,
        }
    }

    fn country_of_code(&self, code: Option<&str>) -> Option<Country> {
        self.lexicon.country_by_code(code?).map(|country| self.country_as(country, CountryForm::Name))
    }

    /// The largest place of a name.
    pub(super) fn place(&self, words: &str) -> Option<Place> {
        self.places(words).into_iter().next()
    }

    /// All places of a name, the largest first.
    pub(super) fn places(&self, words: &str) -> Vec<Place> {
        let place = |place: &crate::extract::lexicon::Place| Place {
            label: place.name.clone().into_owned(),
            country: match place.states.as_slice() {
                [only] => self.country_of_code(Some(only)),
                _ => None,
            },
            doubtful: place.word || place.person_name,
        };
        self.lexicon.places(words).into_iter().map(place).collect()
    }

    /// The organisation of a name that is evidence by itself.
    pub(crate) fn organization(&self, words: &str) -> Option<Organization> {
        let found = self.lexicon.organization(words).filter(|organization| !organization.weak)?;
        Some(Organization {
            label: found.name.clone().into_owned(),
            class: found.class,
            outlet: found.is_outlet(),
            country: self.country_of_code(found.state.as_deref()),
        })
    }

    /// A body or force of a state by its name without the state: "Navy", "Ministry of Finance".
    pub(crate) fn body(&self, words: &str) -> Option<Body> {
        let tokens: Vec<&str> = words.split(' ').collect();
        if let Some(body) = self.lexicon.body(&tokens).filter(|body| body.length == tokens.len()) {
            return Some(Body { label: body.canonical, class: body.class });
        }
        let head = words.split(" of ").next().and_then(|head| head.split(" for ").next()).unwrap_or(words);
        let noun = self.lexicon.head_noun(&head.to_lowercase())?;
        let is_body = matches!(noun.class, NounClass::GovernmentBody | NounClass::ArmedForce);
        let capitals = tokens.iter().all(|word| {
            matches!(*word, "of" | "for" | "and" | "the" | "on")
                || word.chars().next().is_some_and(char::is_uppercase)
        });
        (is_body && capitals).then(|| Body { label: words.to_owned(), class: noun.class.term() })
    }

    /// The likeliest reading of a common noun.
    pub(super) fn noun(&self, lemma: &str) -> Option<Noun> {
        // "uav": a noun that is written in capitals.
        let found =
            self.lexicon.head_noun(lemma).or_else(|| self.lexicon.head_noun(&lemma.to_uppercase()))?;
        Some(self.reading(found))
    }

    /// The reading of a common noun as an organisation, where it has one ("group").
    pub(super) fn organization_noun(&self, lemma: &str) -> Option<Noun> {
        let readings = self.lexicon.head_nouns(lemma);
        readings.into_iter().find(|found| found.class.is_organization()).map(|found| self.reading(found))
    }

    fn reading(&self, found: &HeadNoun) -> Noun {
        let force =
            matches!(found.class, NounClass::ArmedForce | NounClass::MilitaryUnit | NounClass::Weapon)
                || matches!(
                    found.kind.as_ref(),
                    "soldier"
                        | "forces"
                        | "warship"
                        | "combat"
                        | "submarine"
                        | "armed"
                        | "armoured"
                        | "patrol"
                        | "drone"
                );
        let class = match (found.class, found.kind.as_ref()) {
            (NounClass::Collective, _) => class::PERSON,
            (of, _) => of.term(),
        };
        Noun {
            class,
            collective: found.class == NounClass::Collective,
            broader: self.lexicon.broader(found).map(|wider| wider.noun.clone().into_owned()),
            force,
        }
    }

    /// The first reading of a ship's prefix; its navy and state only where all readings agree.
    pub(super) fn ship_prefix(&self, word: &str) -> Option<ShipPrefix> {
        let readings = self.lexicon.ship_prefix(word);
        let first = readings.first()?;
        let agreed = readings.iter().all(|reading| reading.service == first.service);
        let country = if agreed { self.country_of_code(first.state.as_deref()) } else { None };
        let force = first.service.as_deref().filter(|_| agreed).map(str::to_owned);
        Some(ShipPrefix { force, country })
    }

    /// The class of what a designation such as "F-16" names, where the form alone is evidence.
    pub(super) fn designator(&self, word: &str) -> Option<Term> {
        let designation =
            self.lexicon.designator(word).filter(|found| found.sure).map(|found| found.class.term());
        designation.or_else(|| {
            self.lexicon.weapon_name(word).filter(|name| !name.weak).map(|name| name.class.term())
        })
    }

    /// Whether a word is a frequent given name.
    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.lexicon.given_name(word).is_some()
    }

    /// Whether a word is a frequent family name.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.lexicon.is_surname(word)
    }

    /// Whether a given name is a woman's; `None` where it is both or unknown.
    pub(crate) fn is_female(&self, name: &str) -> Option<bool> {
        match self.lexicon.given_name(name)? {
            Gender::Female => Some(true),
            Gender::Male => Some(false),
            Gender::Both => None,
        }
    }

    /// Whether a word stands before names or is a noun for the holder of a post.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.title_kind(word).is_some()
    }

    /// The longest title at the head of a row of words: its length, and whether it is a bare form of address.
    pub(crate) fn title(&self, words: &[&str]) -> Option<(usize, bool)> {
        let title = self.lexicon.title(words)?;
        Some((title.length, title.kind == TitleKind::Honorific))
    }

    /// Whether a row of words is a title without a post, or an abbreviated academic one: "Dr.", "Prof.".
    pub(crate) fn is_address(&self, words: &[&str]) -> bool {
        self.lexicon.title(words).is_some_and(|title| {
            title.post.is_none()
                || (title.kind == TitleKind::Academic && words.iter().any(|word| word.ends_with('.')))
        })
    }

    /// Whether a word is a noun for the holder of a post (no trade, no bare form of address).
    pub(crate) fn is_post(&self, word: &str) -> bool {
        let kind = self.title_kind(word);
        matches!(kind, Some(TitleKind::Post | TitleKind::Rank | TitleKind::Religious | TitleKind::Royal))
    }

    fn title_kind(&self, word: &str) -> Option<TitleKind> {
        let title =
            self.lexicon.title(&[word]).or_else(|| self.lexicon.title(&[capitalised(word).as_str()]))?;
        Some(title.kind)
    }

    /// Whether a word stands behind a name and a comma as a part of it: "Inc.", "Jr.".
    pub(super) fn is_name_ending(&self, word: &str) -> bool {
        let stem = word.trim_end_matches('.');
        self.lexicon.legal_form(&[stem]).is_some()
            || self.lexicon.name_particle(stem).contains(&crate::extract::lexicon::ParticlePlace::Suffix)
    }

    /// Whether a place's name stands behind this noun and "of": "the town of", "the province of".
    pub(super) fn introduces_place(&self, lemma: &str) -> bool {
        self.lexicon.head_noun(lemma).is_some_and(|noun| {
            noun.class == NounClass::Place
                && matches!(noun.kind.as_ref(), "settlement" | "region" | "country" | "land" | "water")
        })
    }

    /// Whether a name before this noun names a building or a way: "the Oslo mosque", "the Larsen cafe".
    pub(super) fn bears_name(&self, lemma: &str) -> bool {
        self.lexicon.head_noun(lemma).is_some_and(|noun| {
            let kind = noun.kind.as_ref();
            noun.class == NounClass::Facility
                && matches!(kind, "religious" | "public" | "transport" | "military")
                || noun.class == NounClass::Place && kind == "space"
        })
    }

    /// Whether a name before this noun is that of a way or a place of worship, whoever it is called after: "the Anna
    /// Larsen street".
    pub(super) fn is_called_after(&self, lemma: &str) -> bool {
        self.bears_name(lemma)
            && self
                .lexicon
                .head_noun(lemma)
                .is_some_and(|noun| matches!(noun.kind.as_ref(), "religious" | "space"))
    }

    /// Whether the lists hold an organisation of this name, though the name alone is no evidence.
    pub(super) fn may_be_organization(&self, words: &str) -> bool {
        self.lexicon.organization(words).is_some()
    }

    /// Whether a capitalised noun of this kind may go on with "of": bodies, organisations, facilities, places.
    pub(super) fn takes_of(&self, lemma: &str) -> bool {
        self.lexicon.head_noun(lemma).is_some_and(|noun| {
            noun.class.is_organization() || matches!(noun.class, NounClass::Facility | NounClass::Place)
        })
    }

    /// The token ranges of gazetteer names.
    pub(super) fn scan(&self, words: &[&str]) -> Vec<Range<usize>> {
        self.lexicon
            .scan(words)
            .into_iter()
            .filter(|hit| {
                hit.entries.iter().any(|entry| match entry {
                    Entry::Organization(organization) => !organization.weak,
                    Entry::Place(place) => !place.word && !place.person_name,
                    Entry::Weapon(weapon) => !weapon.weak,
                    Entry::Country(_) | Entry::Demonym(_) => true,
                })
            })
            .map(|hit| hit.range)
            .collect()
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
