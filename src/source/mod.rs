//! Input names to bytes with a media type.
