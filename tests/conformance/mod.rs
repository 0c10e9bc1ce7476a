//! The standards' own suites, which lie outside of the repository.

mod rml;
