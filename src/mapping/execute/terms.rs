//! Terms one behind the other, in one buffer that is used again.

/// RDF terms in N-Triples syntax.
#[derive(Debug, Default, Clone)]
pub(in crate::mapping) struct Terms {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Terms {
    /// One term.
    pub(in crate::mapping) fn of(term: &[u8]) -> Self {
        Self { bytes: term.to_vec(), ends: vec![term.len()] }
    }

    pub(in crate::mapping) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    pub(in crate::mapping) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(in crate::mapping) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub(in crate::mapping) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let mut from = 0;
        self.ends.iter().map(move |end| {
            let term = self.bytes.get(from..*end).unwrap_or_default();
            from = *end;
            term
        })
    }

    pub(in crate::mapping) fn push(&mut self, term: &[u8]) {
        self.bytes.extend_from_slice(term);
        self.close();
    }

    /// The buffer, to write the next term into.
    pub(in crate::mapping) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Ends the term that was written into the buffer.
    pub(in crate::mapping) fn close(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// Takes back what was written since the last term.
    pub(in crate::mapping) fn undo(&mut self) {
        self.bytes.truncate(self.ends.last().copied().unwrap_or_default());
    }

    /// What was written since the last term.
    pub(in crate::mapping) fn open_text(&self) -> &[u8] {
        self.bytes.get(self.ends.last().copied().unwrap_or_default()..).unwrap_or_default()
    }
}
