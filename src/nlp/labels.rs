//! Names that are numbered once and shared.

use std::collections::HashMap;
use std::sync::Arc;

/// A growing list of different names.
#[derive(Debug, Default)]
pub(super) struct Labels {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, usize>,
}

impl Labels {
    /// The number of a name, which is new or known.
    pub(super) fn add(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let name: Arc<str> = Arc::from(name);
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, self.names.len() - 1);
        self.names.len() - 1
    }

    /// The name with a number; the empty name for a number that was never given.
    pub(super) fn name(&self, number: usize) -> Arc<str> {
        self.names.get(number).cloned().unwrap_or_else(|| Arc::from(""))
    }

    /// The names in the order of their numbers.
    pub(super) fn names(&self) -> &[Arc<str>] {
        &self.names
    }
}
