//! YARRRML 1.3 → a mapping in RML.
//!
//! People write mappings in YARRRML, a set of keys in YAML; this module compiles them to the one language that is
//! executed. In comes the text of a file, out go the triples of the same mapping in RML, each with the line and
//! column of the value it came from, or every error of the file in the order of its places.
//!
//! The standard is the [YARRRML specification](https://w3id.org/yarrrml/spec) (draft of 2023-02-15); each submodule
//! names its section. The output is [RML-Core](https://w3id.org/rml/core/spec) with RML-IO, RML-IO-Registry (tables
//! with a dialect) and RML-FNML (functions and conditions).
//!
//! Where the specification leaves a choice:
//!
//! - **Files.** A source is found from the folder of the mapping (`rml:MappingDirectory`), since a YARRRML file is
//!   kept beside its data; a target is written from the working directory (`rml:CurrentWorkingDirectory`), where
//!   other output goes too.
//! - **Names.** A mapping `vessel` becomes `<urn:yarrrml:mapping/vessel>`, with `/2-1` after it for its second source
//!   and first subject if it has several, and `/inverse/3-1` for the inverse statements of its third entry. Sources
//!   and targets are named likewise. `base` takes the place of `urn:yarrrml:`. All other nodes are blank and
//!   named by their place.
//! - **Objects** are literals unless they say `~iri` or `type: iri`; those of `a` are IRIs.
//! - **References of JSON.** `$(name)` means the path `$.name`; a reference that starts with `$` stays as it is.
//! - **Conditions** of an entry go to its object maps, or to its predicate maps if an object is a link to a mapping
//!   or has a condition of its own. Those of a mapping go to its subject maps.
//! - **Links.** Without `s` and `o` the first parameter of `equal` is of the mapping that has the link. A link to a
//!   mapping with several sources or subjects leads to all of them; without a condition, to those of the same
//!   source if there are any.
//! - **Prefixes.** Those of `RDFa` 1.1 are predefined, and `fno`, `grel`, `idlab-fn` and `rml` too.
//! - **JSON Lines** is our extension: the reference formulation `jsonl`.
//!
//! Invariants: the same text gives the same triples in the same order; nesting, values and triples are bounded, so
//! aliases that repeat each other cannot fill the memory; a key that nothing reads is an error, not ignored.
//!
//! Left out on purpose, each with an error that says so: databases, SPARQL, the Web of Things and remote files,
//! `xquery`, quoted triples, several conditions of one term. `authors` is read over. The specification has no logical
//! views and no collections, so YARRRML cannot say them.

mod error;
mod fields;
mod function;
mod model;
mod names;
mod object;
mod read;
mod rml;
mod rules;
mod source;
mod target;
mod template;
mod term;
mod tree;
mod write;

#[cfg(test)]
mod tests;

use crate::mapping::graph::MappingGraph;

pub(super) use error::YarrrmlError;

/// Compiles the text of a YARRRML file to RML.
///
/// All errors that can be found in one reading are returned, sorted by their places; there is at least one.
pub(super) fn read(text: &str) -> Result<MappingGraph, Vec<YarrrmlError>> {
    let root = tree::read(text).map_err(|error| vec![error])?;
    let mut errors = read::Errors::default();
    let found = read::document(&root, &mut errors);
    if let Some((names, document)) = &found {
        if errors.0.is_empty() {
            rules::check(document, &mut errors);
        }
        if errors.0.is_empty() {
            let mut writer = write::Writer::new(names, document);
            if errors.keep(rules::write(&mut writer)).is_some() {
                return Ok(writer.graph);
            }
        }
    }
    errors.0.sort_by_key(YarrrmlError::at);
    Err(errors.0)
}
