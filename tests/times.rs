//! Times; the tests stand beside the code, in `src/extract/time/`.
