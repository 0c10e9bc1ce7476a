//! The stages that turn one document into statements.

use std::num::NonZeroUsize;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use crate::document::Document;
use crate::extract::Extractor;
use crate::nlp::Analyzer;
use crate::nlp::Truecaser;
use crate::statement::Statements;

/// The language engine and the extractor, ready to be used by several threads.
pub struct Stages {
    /// Text without case to text with it.
    pub truecaser: Truecaser,
    /// Text to sentences, tokens and trees.
    pub analyzer: Analyzer,
    /// Trees to statements.
    pub extractor: Extractor,
}

/// A stage came down on a document: a bug of this program.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Collapse(pub(super) String);

impl Stages {
    /// The statements of `document`; none where its language is not supported.
    pub fn statements(&self, document: &Document, threads: NonZeroUsize) -> Statements {
        if !document.is_supported() {
            return Statements::default();
        }
        let restored = self.restored(document);
        let document = restored.as_ref().unwrap_or(document);
        let prose = document.prose();
        let analysis = if threads == NonZeroUsize::MIN {
            self.analyzer.analyze(&prose)
        } else {
            self.analyzer.analyze_parallel(&prose, threads)
        };
        self.extractor.extract(document, &analysis)
    }

    /// The document with its case restored, where it lacks case. Places are the same in both.
    fn restored(&self, document: &Document) -> Option<Document> {
        let text = self.truecaser.restore(&document.text)?;
        Some(Document { text, ..document.clone() })
    }

    /// The same, with a collapse of a stage caught: one document must not take the rest with it.
    pub(super) fn try_statements(
        &self,
        document: &Document,
        threads: NonZeroUsize,
    ) -> Result<Statements, Collapse> {
        catch_unwind(AssertUnwindSafe(|| self.statements(document, threads))).map_err(|payload| {
            let message = payload.downcast_ref::<String>().map(String::as_str);
            let message = message.or_else(|| payload.downcast_ref::<&str>().copied());
            Collapse(message.unwrap_or("no message").to_owned())
        })
    }
}
