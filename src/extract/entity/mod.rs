//! Entities of a document: names, titles, common-noun phrases, and which of them are the same thing.

mod attributes;
mod boundary;
mod candidate;
mod coordinate;
mod elsewhere;
mod event_name;
mod evidence;
mod features;
mod group;
mod identity;
mod knowledge;
mod label;
mod name;
mod namesake;
mod no_name;
mod nominal;
mod phrase;
mod reconcile;
mod reference;
mod short_form;
mod spoken_of;
mod title;
mod topic;

pub(super) use features::name_examples;
pub(super) use identity::country_entity;
pub(super) use identity::read_names;
pub(super) use knowledge::Country;
pub(super) use knowledge::Knowledge;
pub(super) use label::of_state;
pub(super) use name::Name;
pub(super) use title::Title;
