//! Bytes to text documents.

mod article;
mod reject;

pub use article::Document;
pub use reject::Reject;
