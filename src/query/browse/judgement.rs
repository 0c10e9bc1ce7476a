//! What people judged of claims.

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Term};

use super::super::error::QueryError;
use super::claim::Slot;
use super::graph::Browser;
use crate::vocab::casegraph::{local_name, property};
use crate::vocab::{dcterms, prov, rdf, rdfs};

/// What a person decided about a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimJudgement {
    /// Local name of the judgement: `Accepted`, `Rejected` or `Corrected`.
    pub judgement: String,
    /// The reason.
    pub why: String,
    /// Who decided.
    pub by: Option<String>,
    /// On which day.
    pub date: Option<String>,
    /// The values that hold instead of those read; an empty label where none holds.
    pub corrections: Vec<Slot>,
}

impl ClaimJudgement {
    /// Whether the claim is out of the view by it.
    pub fn is_rejected(&self) -> bool {
        self.judgement == "Rejected"
    }

    /// The judgement in words: `confirmed by A. Reader (seen there)`.
    pub fn words(&self) -> String {
        let verdict = match self.judgement.as_str() {
            "Accepted" => "confirmed",
            "Rejected" => "rejected",
            _ => "corrected",
        };
        let mut text = format!("{verdict} by {}", self.by.as_deref().unwrap_or("a person"));
        if let Some(date) = &self.date {
            text = format!("{text} on {date}");
        }
        for slot in &self.corrections {
            let value = if slot.filler.label.is_empty() { "nothing" } else { &slot.filler.label };
            text = format!("{text}, {} is {value}", super::claim::words(&slot.role));
        }
        format!("{text} ({})", self.why.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl Browser<'_> {
    /// What a person decided about a claim, if anybody did.
    pub(super) fn judgement(&self, claim: NamedNodeRef<'_>) -> Result<Option<ClaimJudgement>, QueryError> {
        let graph = self.assessments();
        let named = Some(GraphNameRef::NamedNode(graph));
        let mut found: Option<ClaimJudgement> = None;
        for (assessment, _) in self.subjects(property::ASSESSES, claim, named)? {
            let facts = self.facts(assessment.as_ref(), graph)?;
            let Some(verdict) = facts.nodes(property::JUDGEMENT).into_iter().next() else { continue };
            let by = match facts.nodes(prov::WAS_ATTRIBUTED_TO).first() {
                Some(agent) => self.text(agent.as_ref(), rdfs::LABEL, named)?,
                None => None,
            };
            let judgement = found.get_or_insert_with(|| ClaimJudgement {
                judgement: local_name(verdict.as_ref()).to_owned(),
                why: facts.text(rdfs::COMMENT).unwrap_or_default(),
                by,
                date: facts.text(dcterms::DATE),
                corrections: Vec::new(),
            });
            if let Some(predicate) = facts.nodes(property::PREDICATE).first() {
                judgement.corrections.push(self.correction(predicate, facts.first(property::VALUE))?);
            }
        }
        if let Some(judgement) = &mut found {
            judgement.corrections.sort();
        }
        Ok(found)
    }

    fn correction(&self, predicate: &NamedNode, value: Option<Term>) -> Result<Slot, QueryError> {
        let role = match predicate.as_ref() {
            rdf::TYPE => "class",
            predicate => local_name(predicate),
        };
        let filler = match value {
            // Classes and modalities are no nodes of the view.
            Some(Term::NamedNode(term)) if local_name(term.as_ref()) != term.as_str() => {
                super::graph::Thing { label: local_name(term.as_ref()).to_owned(), iri: String::new() }
            }
            Some(value) => self.fillers(&value)?.into_iter().next().unwrap_or_default(),
            None => super::graph::Thing::default(),
        };
        Ok(Slot { role: role.to_owned(), filler })
    }
}
