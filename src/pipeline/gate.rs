//! Bounds what is on the way between reading and storing.

use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// Lets a bounded number of entries, and of bytes, be on the way.
#[derive(Debug)]
pub(super) struct Gate {
    state: Mutex<Inside>,
    left: Condvar,
    most_entries: usize,
    most_bytes: usize,
}

#[derive(Debug, Default)]
struct Inside {
    entries: usize,
    bytes: usize,
    closed: bool,
}

impl Gate {
    pub(super) fn new(most_entries: usize, most_bytes: usize) -> Self {
        Self { state: Mutex::default(), left: Condvar::new(), most_entries, most_bytes }
    }

    /// Waits until there is room for an entry of `bytes`; a lone one always has room. `false` once closed.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let mut inside = self.lock();
        while !inside.closed
            && inside.entries > 0
            && (inside.entries >= self.most_entries || inside.bytes + bytes > self.most_bytes)
        {
            inside = self.left.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        inside.entries += 1;
        inside.bytes += bytes;
        !inside.closed
    }

    /// An entry of `bytes` is done with.
    pub(super) fn leave(&self, bytes: usize) {
        let mut inside = self.lock();
        inside.entries = inside.entries.saturating_sub(1);
        inside.bytes = inside.bytes.saturating_sub(bytes);
        drop(inside);
        self.left.notify_all();
    }

    /// Nothing more may enter.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.left.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
