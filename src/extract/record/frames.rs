//! Which claim vouches for a frame.

use super::View;
use super::profile::local;
use crate::span::Span;
use crate::statement::Claim;
use crate::statement::Frame;
use crate::statement::Node;
use crate::statement::PassageKind;
use crate::statement::Term;
use crate::statement::Value;
use crate::vocab::casegraph::class;

/// The claim of each frame.
pub(super) struct Frames {
    claims: Vec<Option<usize>>,
}

/// How deep the content of a commitment may lie in other frames.
const DEPTH: usize = 4;

impl Frames {
    /// Finds the surest claim without predicate about each frame; a frame that is only the filler of another one's
    /// slot (what somebody promises) has the claim of that one.
    pub(super) fn new(view: &View<'_>) -> Self {
        let statements = view.statements;
        let mut claims: Vec<Option<usize>> = vec![None; statements.frames.len()];
        for (number, claim) in statements.claims.iter().enumerate() {
            let (Node::Frame(frame), None) = (claim.about, &claim.statement) else { continue };
            let Some(known) = claims.get_mut(frame) else { continue };
            let before = known.and_then(|known| statements.claims.get(known));
            if before.is_none_or(|before| before.confidence < claim.confidence) {
                *known = Some(number);
            }
        }
        for _ in 0..DEPTH {
            let mut changed = false;
            for (holder, frame) in statements.frames.iter().enumerate() {
                let Some(claim) = claims.get(holder).copied().flatten() else { continue };
                for (_, value) in &frame.slots {
                    if let Value::Node(Node::Frame(filler)) = value
                        && let Some(known) = claims.get_mut(*filler).filter(|known| known.is_none())
                    {
                        *known = Some(claim);
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        Self { claims }
    }

    /// The frames that the profile wants, with their claims.
    pub(super) fn wanted<'v>(
        &self,
        view: &'v View<'_>,
    ) -> impl Iterator<Item = (usize, &'v Frame, &'v Claim)> {
        let frames = view.statements.frames.iter().enumerate().zip(&self.claims);
        frames.filter_map(|((number, frame), claim)| {
            let claim = view.statements.claims.get((*claim)?)?;
            let profile = view.profile;
            let modality = match (&profile.modalities, frame.modality) {
                (Some(wanted), Some(modality)) => wanted.contains(&modality),
                _ => true,
            };
            let stance = profile.stances.as_ref().is_none_or(|wanted| wanted.contains(&claim.stance));
            let sure = claim.confidence >= profile.min_confidence;
            (modality && stance && sure).then_some((number, frame, claim))
        })
    }
}

/// The first sentence among a claim's passages, else its first passage.
pub(super) fn sentence_of(view: &View<'_>, claim: &Claim) -> Option<Span> {
    let passages = || claim.evidence.iter().filter_map(|passage| view.statements.passages.get(*passage));
    let sentence = passages().find(|passage| passage.kind == PassageKind::Sentence);
    sentence.or_else(|| passages().next()).map(|passage| passage.span)
}

/// Whether a class is one of situations, which become relations.
pub(super) fn is_situation(term: Term) -> bool {
    [
        class::SITUATION,
        class::TENURE,
        class::MEMBERSHIP,
        class::BILATERAL_RELATION,
        class::PRESENCE,
        class::DESIGNATION,
        class::COMMITMENT,
        class::TREND,
    ]
    .contains(&term)
}

/// The names under which a profile may list a frame, most specific first: `Class[mode]` for each class and mode, then
/// the classes.
pub(super) fn keys(frame: &Frame) -> Vec<String> {
    let moded = frame
        .classes
        .iter()
        .flat_map(|class| frame.modes.iter().map(move |mode| format!("{}[{mode}]", local(*class))));
    moded.chain(frame.classes.iter().map(|class| local(*class).to_owned())).collect()
}
