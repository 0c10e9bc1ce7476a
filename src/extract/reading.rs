//! One document while it is read: its trees, its names, and the statements so far.

use std::collections::HashMap;

use crate::document::Document;
use crate::extract::calibration::Calibration;
use crate::extract::draft::Draft;
use crate::extract::draft::Voice;
use crate::extract::entity::Knowledge;
use crate::extract::entity::Name;
use crate::extract::entity::Title;
use crate::extract::event::Words;
use crate::extract::quantity::QuantityExpression;
use crate::extract::quotation::Quotation;
use crate::extract::time::TimeExpression;
use crate::extract::tree::Tree;
use crate::statement::Speaker;
use crate::statement::Stance;
use crate::statement::Statements;
use crate::statement::Term;
use crate::vocab::casegraph::class;

/// What fills a slot: an entity or several that one phrase refers to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filler {
    /// The token that stands for the phrase.
    pub(super) head: usize,
    /// Its mention.
    pub(super) mention: usize,
    /// The class of what it refers to (of the first, where it is several).
    pub(super) class: Term,
}

/// What the members of a Collective are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Members {
    /// The class of one of them.
    pub(super) class: Term,
    /// Whether they bear arms or are warships, aircraft, weapons.
    pub(super) force: bool,
}

/// The state of reading one document.
pub(super) struct Reading<'a> {
    /// The document.
    pub(super) document: &'a Document,
    /// Its trees.
    pub(super) tree: Tree<'a>,
    /// The lexicons.
    pub(super) knowledge: Knowledge<'a>,
    /// The word lists of the event rules.
    pub(super) words: &'a Words,
    /// The statements so far.
    pub(super) draft: Draft,
    /// Names in the order of the text.
    pub(super) names: Vec<Name>,
    /// The entity of each name.
    pub(super) name_entities: Vec<usize>,
    /// The tokens of named events.
    pub(super) named_events: Vec<std::ops::Range<usize>>,
    /// The name that a token belongs to.
    pub(super) name_at: Vec<Option<usize>>,
    /// Titles before names.
    pub(super) titles: Vec<Title>,
    /// Time expressions.
    pub(super) times: Vec<TimeExpression>,
    /// Quantities.
    pub(super) quantities: Vec<QuantityExpression>,
    /// Quotations that are somebody's words.
    pub(super) quotations: Vec<Quotation>,
    /// Fillers found, by head token.
    pub(super) fillers: HashMap<usize, Option<Filler>>,
    /// What the members of each Collective are.
    pub(super) members: HashMap<usize, Members>,
    /// Entities in the order in which the text spoke of them: token and entity.
    pub(super) history: Vec<(usize, usize)>,
    /// Who speaks each quotation.
    pub(super) quote_voices: Vec<crate::extract::event::QuoteVoice>,
    /// The frames read so far.
    pub(super) reads: Vec<crate::extract::event::Read>,
    /// The first frame of each trigger.
    pub(super) frame_at: HashMap<usize, usize>,
    /// The quantity of each counted noun.
    pub(super) quantity_at: HashMap<usize, usize>,
    /// What the sentences say of their sources, as far as they were asked.
    pub(super) sources: HashMap<usize, crate::extract::event::Sources>,
    /// Which sentences tell of a game, as far as they were asked.
    pub(super) sports: HashMap<usize, bool>,
    /// Whether the document tells of former times, once it was asked.
    pub(super) retrospect: std::cell::OnceCell<bool>,
    /// Aims that wait until all frames are read: the frame, and the word that names the aim.
    pub(super) pending_purposes: Vec<(usize, usize)>,
    /// The number of each counted group.
    pub(super) counted: HashMap<usize, crate::statement::Quantity>,
    /// The groups all of whose members the text means to name.
    pub(super) whole_lists: std::collections::BTreeSet<usize>,
    /// Who bears a title: where the name begins and the person, by the words of the title in lower case.
    pub(super) bearers: HashMap<String, Vec<(usize, usize)>>,
    /// How many pronouns are being followed to what they stand for.
    pub(super) following: usize,
    /// What pronouns stand for, by their token.
    pub(super) references: HashMap<usize, crate::extract::reference::Link>,
    /// The head noun of entities that were named by a noun only.
    pub(super) nouns: HashMap<usize, String>,
}

impl Reading<'_> {
    /// The narrator's voice over a sentence.
    pub(super) fn narrator(sentence: usize) -> Voice {
        Voice {
            stance: Stance::Asserted,
            stated_by: Speaker::Narrator,
            relayed_by: Vec::new(),
            hedge_cue: None,
            evidence: vec![sentence],
            ceiling: 100,
        }
    }

    /// The same voice, concluding instead of telling.
    pub(super) fn inferring(voice: &Voice) -> Voice {
        Voice { stance: Stance::Inferred, ..voice.clone() }
    }

    /// The name that a token belongs to.
    pub(super) fn name_of(&self, token: usize) -> Option<usize> {
        self.name_at.get(token).copied().flatten()
    }

    /// The quantity that counts a noun.
    pub(super) fn quantity_of(&self, noun: usize) -> Option<&QuantityExpression> {
        self.quantities.get(self.quantity_at.get(&noun).copied()?)
    }

    /// Whether a filler is of a kind that a frame asks for (see `event/rules.rs`).
    pub(super) fn is_kind(&self, filler: &Filler, kind: &str) -> bool {
        let entity = self.draft.referents(filler.mention).first().copied().unwrap_or_default();
        let members = self.members.get(&entity);
        let member = members.map_or(filler.class, |members| members.class);
        let organization = crate::extract::draft::class_group(member) == "org" && member != class::ENTITY;
        match kind {
            "Actor" => member == class::PERSON || organization || member == class::STATE,
            "People" => member == class::PERSON,
            "Organization" => organization,
            "Force" => {
                members.is_some_and(|members| members.force)
                    || matches!(filler.class, class::ARMED_FORCE | class::MILITARY_UNIT)
            }
            "Thing" => {
                matches!(
                    member,
                    class::ASSET | class::VESSEL | class::AIRCRAFT | class::FACILITY | class::COMMODITY
                )
            }
            "Place" => matches!(filler.class, class::PLACE | class::STATE | class::FACILITY),
            "Words" => filler.class == class::STATEMENT,
            "Any" => true,
            other => crate::vocab::casegraph::term(other)
                .is_some_and(|term| term == filler.class || term == member),
        }
    }

    /// Ends the reading: every name gets its mention, every claim its calibrated confidence; times and quantities stand
    /// beside the claims.
    pub(super) fn finish(mut self, calibration: &Calibration) -> Statements {
        for index in 0..self.names.len() {
            let Some(name) = self.names.get(index) else { continue };
            let (head, demonym) = (name.head, name.demonym);
            let inside = self.tree.span(name.tokens.clone());
            if demonym && let Some(state) = self.name_entities.get(index).copied() {
                self.draft.mention(inside, &[state]);
            } else {
                self.filler(head);
            }
        }
        let phrases = self.read_phrases();
        self.draft.calibrate(calibration);
        let mut statements = crate::extract::compact::compact(self.draft.statements);
        statements.phrases = phrases;
        statements.times =
            self.times.iter().filter_map(|time| time.stretch().map(|stretch| (time.span, stretch))).collect();
        statements.quantities =
            self.quantities.iter().map(|quantity| (quantity.span, quantity.quantity.clone())).collect();
        statements
    }
}
