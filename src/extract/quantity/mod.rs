//! Quantities (placeholder).
mod number;
pub(in crate::extract) use number::{Numeral, numeral};
