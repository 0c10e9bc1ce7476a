//! Bytes to text documents.

mod article;

pub use article::Document;
