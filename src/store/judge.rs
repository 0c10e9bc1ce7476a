//! Decisions of people in a store: reading, changing and applying them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::GraphNameRef;
use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::commit::Commit;
use super::corrected;
use super::decisions::{Decision, DecisionProblem, Decisions};
use super::judgement::{Judgements, claim_node};
use super::{GraphStore, Mint, StoreError};
use crate::statement::Stance;
use crate::vocab::casegraph::property;
use crate::vocab::rdfs;

impl GraphStore {
    /// The decisions file of the store.
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// What is wrong with the decisions, by line: lines that cannot be read or used, and decisions that a later one
    /// on the same claim replaces.
    pub fn decision_problems(&self) -> Vec<DecisionProblem> {
        let (_, mut problems) = Judgements::new(&self.decisions, &self.mint);
        problems.extend(self.decisions.problems().iter().cloned());
        problems.sort_by_key(|problem| problem.line);
        problems
    }

    /// Whether the view follows the decisions file as it is now.
    pub fn follows_decisions(&self) -> bool {
        self.wanted_judgements() == self.judgements
    }

    /// Replaces the decisions file by this text and lets the view follow.
    pub fn set_decisions(&mut self, text: &str) -> Result<(), StoreError> {
        self.check_writable()?;
        if let Some(folder) = &self.folder {
            folder.write_decisions(text)?;
        }
        self.decisions = Decisions::parse(text);
        self.review()
    }

    /// Writes one decision at the end of the file and lets the view follow.
    pub fn judge(&mut self, decision: &Decision) -> Result<(), StoreError> {
        let text = self.decisions.with(decision).map_err(StoreError::Decision)?;
        let line = text.lines().count();
        let (_, problems) = Judgements::new(&Decisions::parse(&text), &self.mint);
        let wrong = problems.into_iter().find(|problem| problem.line == line);
        match wrong {
            Some(problem) => Err(StoreError::Decision(problem)),
            None => self.set_decisions(&text),
        }
    }

    /// The claim with this id or IRI, and its stance; `None` where the store has none.
    pub fn claim_stance(&self, claim: &str) -> Result<Option<(NamedNode, Option<Stance>)>, StoreError> {
        let Some(claim) = claim_node(claim, &self.mint) else { return Ok(None) };
        let subject = Some(claim.as_ref().into());
        let found = self.rdf.quads_for_pattern(subject, Some(property::STANCE), None, None).next();
        Ok(found.transpose()?.map(|quad| {
            let stance = match &quad.object {
                Object::NamedNode(stance) => {
                    Stance::from_local_name(crate::vocab::casegraph::local_name(stance.as_ref()))
                }
                _ => None,
            };
            (claim, stance)
        }))
    }

    /// Whether a correction of this property names things of the graph, so that a name may stand for an id.
    pub fn corrects_to_things(property: &str) -> bool {
        corrected::holds_nodes(property)
    }

    /// The properties that a correction may name.
    pub fn correctable() -> Vec<&'static str> {
        corrected::names().collect()
    }

    pub(super) fn wanted_judgements(&self) -> Judgements {
        Judgements::new(&self.decisions, &self.mint).0
    }

    /// What the assessment graph must gain and lose to say these judgements; `arriving` are claims that come
    /// with the same commit.
    pub(super) fn assessments(
        &self,
        judgements: &Judgements,
        arriving: &BTreeSet<NamedNode>,
    ) -> Result<(Vec<Quad>, Vec<Quad>), StoreError> {
        let wanted = judgements.quads(&self.mint, |claim| {
            if arriving.contains(claim) {
                return Ok(true);
            }
            let subject = Some(claim.as_ref().into());
            let found = self.rdf.quads_for_pattern(subject, Some(property::ABOUT), None, None).next();
            Ok(found.transpose()?.is_some())
        })?;
        let graph = self.mint.graph("assess");
        let mut there = BTreeMap::new();
        let stored = self.rdf.quads_for_pattern(None, None, None, Some(GraphNameRef::from(graph.as_ref())));
        for quad in stored {
            let quad = quad?;
            there.insert(quad.to_string(), quad);
        }
        let only = |these: &BTreeMap<String, Quad>, those: &BTreeMap<String, Quad>| {
            let alone = these.iter().filter(|(key, _)| !those.contains_key(*key));
            alone.map(|(_, quad)| quad.clone()).collect()
        };
        Ok((only(&wanted, &there), only(&there, &wanted)))
    }

    /// Notes in the control graph which judgements the view follows.
    pub(super) fn set_judgements(
        &mut self,
        judgements: Judgements,
        commit: &mut Commit,
    ) -> Result<(), StoreError> {
        let (node, graph) = (self.mint.graph("assess"), self.mint.graph("control"));
        let subject = Some(node.as_ref().into());
        for quad in
            self.rdf.quads_for_pattern(subject, Some(rdfs::COMMENT), None, Some(graph.as_ref().into()))
        {
            commit.remove.push(quad?);
        }
        if !judgements.is_empty() {
            let text = Literal::from(judgements.to_lines());
            commit.control.push(Quad::new(node, rdfs::COMMENT, text, graph));
        }
        self.judgements = judgements;
        Ok(())
    }

    /// The judgements that the view follows.
    pub(super) fn read_judgements(&self) -> Result<Judgements, StoreError> {
        let (node, graph) = (self.mint.graph("assess"), self.mint.graph("control"));
        let subject = Some(node.as_ref().into());
        let found = self
            .rdf
            .quads_for_pattern(subject, Some(rdfs::COMMENT), None, Some(graph.as_ref().into()))
            .next();
        Ok(match found.transpose()?.map(|quad| quad.object) {
            Some(Object::Literal(text)) => Judgements::new(&Decisions::parse(text.value()), &self.mint).0,
            _ => Judgements::default(),
        })
    }
}

/// The claims among these quads that a person has judged.
pub(super) fn judged<'q>(
    quads: &'q [Quad],
    judgements: &'q Judgements,
    mint: &'q Mint,
) -> impl Iterator<Item = NamedNode> + 'q {
    let claims = quads.iter().filter(|quad| !judgements.is_empty() && quad.predicate == property::ABOUT);
    claims.filter_map(move |quad| match &quad.subject {
        oxigraph::model::NamedOrBlankNode::NamedNode(claim) if mint.is("claim", claim.as_str()) => {
            judgements.of(claim.as_str()).map(|_| claim.clone())
        }
        _ => None,
    })
}
