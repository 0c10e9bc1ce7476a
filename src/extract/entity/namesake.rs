//! Places that share a name: which of them a document means.
//!
//! A place of the name lies in a state that the document names, or in that of the place with which it begins (a
//! dateline), rather than elsewhere; only then does the larger one come first.

use std::collections::BTreeSet;

use super::knowledge::Knowledge;
use super::name::Name;
use crate::extract::tree::Tree;
use crate::vocab::casegraph::class;

/// Moves each place to a namesake in a state that the document speaks of, where there is one.
pub(super) fn settle(tree: &Tree<'_>, knowledge: &Knowledge<'_>, names: &mut [Name]) {
    let first = names.iter().min_by_key(|name| name.tokens.start).filter(|name| name.class == class::PLACE);
    let home = first.and_then(|name| name.country.as_ref()).map(|(country, _)| country.label.clone());
    let named = names.iter().filter(|name| name.class != class::PLACE);
    let mut states: BTreeSet<String> =
        named.filter_map(|name| Some(name.country.as_ref()?.0.label.clone())).collect();
    states.extend(home.clone());
    for name in names.iter_mut().filter(|name| name.class == class::PLACE) {
        let Some((country, _)) = &name.country else { continue };
        if states.contains(&country.label) {
            continue;
        }
        let namesakes = knowledge.places(&tree.phrase(name.tokens.clone()));
        let lies = |state: &str| {
            namesakes
                .iter()
                .find(|place| place.country.as_ref().is_some_and(|country| country.label == state))
        };
        let chosen = home.iter().chain(&states).find_map(|state| lies(state));
        if let Some(place) = chosen {
            name.label.clone_from(&place.label);
            name.country =
                place.country.clone().map(|country| (country, name.tokens.start..name.tokens.start));
        }
    }
}
