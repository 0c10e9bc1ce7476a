//! Dropping what was only weighed: mentions that no claim, frame or decision uses.

use crate::statement::EntityScope;
use crate::statement::Node;
use crate::statement::Speaker;
use crate::statement::Statements;
use crate::statement::Value;

/// Drops mentions that no claim or frame uses and that name nothing shared, so that a phrase that was only weighed
/// leaves no trace.
pub(super) fn compact(mut statements: Statements) -> Statements {
    let used = used(&statements);
    let mut places = vec![None; used.len()];
    let mut kept = Vec::new();
    for (index, mention) in statements.mentions.into_iter().enumerate() {
        if used.get(index) == Some(&true) {
            if let Some(place) = places.get_mut(index) {
                *place = Some(kept.len());
            }
            kept.push(mention);
        }
    }
    statements.mentions = kept;
    let moved = |mention: &mut usize| *mention = places.get(*mention).copied().flatten().unwrap_or_default();
    let moved_node = |node: &mut Node| {
        if let Node::Mention(mention) = node {
            moved(mention);
        }
    };
    let values =
        statements.frames.iter_mut().flat_map(|frame| frame.slots.iter_mut().map(|(_, value)| value));
    for value in values.chain(
        statements.claims.iter_mut().filter_map(|claim| claim.statement.as_mut().map(|(_, value)| value)),
    ) {
        if let Value::Node(node) = value {
            moved_node(node);
        }
    }
    for claim in &mut statements.claims {
        moved_node(&mut claim.about);
        if let Speaker::Mention(mention) = &mut claim.stated_by {
            moved(mention);
        }
        claim.relayed_by.iter_mut().for_each(&moved);
    }
    statements.resolutions.retain(|resolution| places.get(resolution.mention).copied().flatten().is_some());
    for resolution in &mut statements.resolutions {
        moved(&mut resolution.mention);
    }
    statements
}

/// Which mentions are spoken of, or name something that other documents may name too.
fn used(statements: &Statements) -> Vec<bool> {
    let mut used = vec![false; statements.mentions.len()];
    let mut mark = |mention: usize| {
        if let Some(slot) = used.get_mut(mention) {
            *slot = true;
        }
    };
    let slots = statements.frames.iter().flat_map(|frame| frame.slots.iter().map(|(_, value)| value));
    for value in slots
        .chain(statements.claims.iter().filter_map(|claim| claim.statement.as_ref().map(|(_, value)| value)))
    {
        if let Value::Node(Node::Mention(mention)) = value {
            mark(*mention);
        }
    }
    for claim in &statements.claims {
        if let Node::Mention(mention) = claim.about {
            mark(mention);
        }
        if let Speaker::Mention(mention) = claim.stated_by {
            mark(mention);
        }
        claim.relayed_by.iter().for_each(|mention| mark(*mention));
    }
    for (index, mention) in statements.mentions.iter().enumerate() {
        let shared = |entity: &usize| {
            statements.entities.get(*entity).is_some_and(|entity| entity.scope == EntityScope::Shared)
        };
        if mention.refers_to.iter().any(shared) {
            mark(index);
        }
    }
    used
}
