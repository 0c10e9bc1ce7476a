//! Arguments to calls, errors to words, outcome to exit code.
