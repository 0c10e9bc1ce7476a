//! Judgements: the decisions that hold, and what the assessment graph says of them.
//!
//! In the graph a judgement is an Assessment (`BASE graph/assess`) of the claim, with the verdict, the reason, and who
//! gave it ([PROV-O](https://www.w3.org/TR/prov-o/), `prov:wasAttributedTo`). A correction has one Assessment a value,
//! with the property and the value that holds. The claim and its evidence stay as they are.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use oxigraph::model::GraphName;
use oxigraph::model::Literal;
use oxigraph::model::NamedNode;
use oxigraph::model::Quad;
use oxigraph::model::Term as Object;

use super::corrected::{Corrected, Correction};
use super::decisions::{Decision, DecisionProblem, Decisions, Verdict};
use super::values::Values;
use super::{Mint, Policy, StoreError};
use crate::resolve::Digest;
use crate::statement::Stance;
use crate::statement::Term;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::casegraph::value;
use crate::vocab::dcterms;
use crate::vocab::prov;
use crate::vocab::rdf;
use crate::vocab::rdfs;
use crate::vocab::xsd;

/// The decision that holds for one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    decision: Decision,
    pub(super) corrections: Vec<Correction>,
}

/// The decisions that hold, by claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Judgements {
    by_claim: BTreeMap<NamedNode, Judgement>,
    /// The claims whose corrections name a node.
    naming: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
}

/// What decides whether a claim enters the view.
#[derive(Clone, Copy)]
pub(super) struct Beliefs<'a> {
    pub(super) policy: &'a Policy,
    pub(super) judgements: &'a Judgements,
}

impl Beliefs<'_> {
    /// Whether a claim enters the view: a person's judgement comes before the policy. A denial never lets in
    /// what it denies.
    pub(super) fn accept(
        &self,
        judgement: Option<&Judgement>,
        stance: Option<Stance>,
        confidence: Option<u8>,
    ) -> bool {
        match judgement.map(Judgement::verdict) {
            Some(Verdict::Reject) => false,
            Some(Verdict::Accept | Verdict::Correct) => stance != Some(Stance::Denied),
            None => self.policy.accepts(stance, confidence),
        }
    }
}

impl Judgement {
    pub(super) fn verdict(&self) -> Verdict {
        self.decision.verdict
    }
}

impl Judgements {
    /// The decisions that hold; and what is wrong with those that cannot be used, or are followed by another
    /// on the same claim.
    pub(super) fn new(decisions: &Decisions, mint: &Mint) -> (Self, Vec<DecisionProblem>) {
        let mut judgements = Self::default();
        let mut problems = Vec::new();
        let mut last: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for (line, decision) in decisions.lines() {
            match Judgement::new(decision, mint) {
                Ok((claim, judgement)) => {
                    if let Some(earlier) = last.insert(claim.clone(), line) {
                        problems.push(DecisionProblem {
                            line: earlier,
                            found: format!(
                                "a decision on `{}`, which line {line} judges again",
                                decision.claim
                            ),
                            expected: "one decision on a claim; the last holds".to_owned(),
                            hint: format!("delete it with `casegraph judge --undo {earlier}`"),
                            replaced_by: Some(line),
                        });
                    }
                    judgements.by_claim.insert(claim, judgement);
                }
                Err((found, expected)) => problems.push(DecisionProblem {
                    line,
                    found,
                    expected,
                    hint: "correct the line or delete it, then run `casegraph judge --apply`".to_owned(),
                    replaced_by: None,
                }),
            }
        }
        for (claim, judgement) in &judgements.by_claim {
            for value in judgement.corrections.iter().flat_map(|correction| &correction.values) {
                if let Corrected::Node(node) = value {
                    judgements.naming.entry(node.clone()).or_default().insert(claim.clone());
                }
            }
        }
        problems.sort_by_key(|problem| problem.line);
        (judgements, problems)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_claim.is_empty()
    }

    pub(super) fn of(&self, claim: &str) -> Option<&Judgement> {
        if self.by_claim.is_empty() {
            return None;
        }
        self.by_claim.get(&NamedNode::new_unchecked(claim))
    }

    /// The claims whose corrections name this node.
    pub(super) fn naming(&self, node: &NamedNode) -> impl Iterator<Item = &NamedNode> {
        self.naming.get(node).into_iter().flatten()
    }

    /// The claims of which the two say different things.
    pub(super) fn differences(&self, other: &Self) -> BTreeSet<NamedNode> {
        let both = self.by_claim.keys().chain(other.by_claim.keys());
        both.filter(|claim| self.by_claim.get(*claim) != other.by_claim.get(*claim)).cloned().collect()
    }

    /// The decisions that hold as lines, one a claim, in order of the claims.
    pub(super) fn to_lines(&self) -> String {
        self.by_claim.values().map(|judgement| judgement.decision.to_line() + "\n").collect()
    }

    /// What the assessment graph says, of the claims that are there; each quad by its text.
    pub(super) fn quads(
        &self,
        mint: &Mint,
        is_there: impl Fn(&NamedNode) -> Result<bool, StoreError>,
    ) -> Result<BTreeMap<String, Quad>, StoreError> {
        let mut writer =
            Writer { mint, graph: mint.graph("assess"), quads: Vec::new(), values: Values::default() };
        for (claim, judgement) in &self.by_claim {
            if is_there(claim)? {
                writer.judgement(claim, judgement);
            }
        }
        let Writer { graph, mut quads, values, .. } = writer;
        values.describe(&GraphName::from(graph), &mut quads);
        Ok(quads.into_iter().map(|quad| (quad.to_string(), quad)).collect())
    }
}

impl Judgement {
    /// The claim's IRI and the judgement; `Err` is what was found and what was expected.
    fn new(decision: &Decision, mint: &Mint) -> Result<(NamedNode, Self), (String, String)> {
        let claim = claim_node(&decision.claim, mint).ok_or_else(|| {
            let expected =
                "a claim's id (`claim/…`) or IRI, as `casegraph facts` and `show --claims` write it";
            (format!("the claim `{}`", decision.claim), expected.to_owned())
        })?;
        let corrections = decision
            .corrections
            .iter()
            .map(|(name, values)| Correction::parse(name, values, mint))
            .collect::<Result<_, _>>()?;
        Ok((claim, Self { decision: decision.clone(), corrections }))
    }
}

/// The IRI of a claim that is given by its id or IRI.
pub(super) fn claim_node(text: &str, mint: &Mint) -> Option<NamedNode> {
    let iri = if text.starts_with(mint.base()) { text.to_owned() } else { format!("{}{text}", mint.base()) };
    NamedNode::new(iri).ok().filter(|iri| mint.is("claim", iri.as_str()))
}

struct Writer<'a> {
    mint: &'a Mint,
    graph: NamedNode,
    quads: Vec<Quad>,
    values: Values,
}

impl Writer<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: Term, object: impl Into<Object>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    fn judgement(&mut self, claim: &NamedNode, judgement: &Judgement) {
        if judgement.corrections.is_empty() {
            self.assessment(claim, judgement, None);
        }
        for correction in &judgement.corrections {
            if correction.values.is_empty() {
                self.assessment(claim, judgement, Some((correction.predicate, None)));
            }
            for value in &correction.values {
                let node = match value {
                    Corrected::Node(node) => node.clone(),
                    Corrected::Time(time) => self.values.time(self.mint, time),
                    Corrected::Quantity(quantity) => self.values.quantity(self.mint, quantity),
                };
                self.assessment(claim, judgement, Some((correction.predicate, Some(&node))));
            }
        }
    }

    fn assessment(
        &mut self,
        claim: &NamedNode,
        judgement: &Judgement,
        correction: Option<(Term, Option<&NamedNode>)>,
    ) {
        let decision = &judgement.decision;
        let verdict = match decision.verdict {
            Verdict::Accept => value::ACCEPTED,
            Verdict::Reject => value::REJECTED,
            Verdict::Correct => value::CORRECTED,
        };
        let (predicate, value) = correction.unzip();
        let value = value.flatten();
        let digest = Digest::new("assessment")
            .with(claim.as_str())
            .with(verdict.as_str())
            .with(&decision.why)
            .with_optional(decision.by.as_deref())
            .with_optional(decision.date.as_deref())
            .with_optional(predicate.map(Term::as_str))
            .with_optional(value.map(NamedNode::as_str));
        let node = self.mint.node("assessment", digest);
        self.add(&node, rdf::TYPE, class::ASSESSMENT);
        self.add(&node, property::ASSESSES, claim.clone());
        self.add(&node, property::JUDGEMENT, verdict);
        self.add(&node, rdfs::COMMENT, Literal::from(decision.why.as_str()));
        if let Some(predicate) = predicate {
            self.add(&node, property::PREDICATE, predicate);
        }
        if let Some(value) = value {
            self.add(&node, property::VALUE, value.clone());
        }
        if let Some(by) = &decision.by {
            let agent = self.mint.node("agent", Digest::new("agent").with(by));
            self.add(&agent, rdf::TYPE, prov::AGENT);
            self.add(&agent, rdfs::LABEL, Literal::from(by.as_str()));
            self.add(&node, prov::WAS_ATTRIBUTED_TO, agent);
        }
        if let Some(date) = &decision.date {
            self.add(&node, dcterms::DATE, Literal::new_typed_literal(date.as_str(), xsd::DATE));
        }
    }
}
