//! Arguments that several verbs share: what to read, and with which model and lexicons.

use std::env;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::path::PathBuf;
use std::thread;

use clap::Args;
use jiff::civil::Date;
use sha2::Digest;
use sha2::Sha256;

use super::failure::{Failure, exit_code};
use crate::diagnostic::one_line;
use crate::document::Defaults;
use crate::document::Limits;
use crate::document::Reject;
use crate::extract::ExtractConfig;
use crate::extract::Extractor;
use crate::nlp::Analyzer;
use crate::nlp::Truecaser;
use crate::pipeline::Config;
use crate::pipeline::Stages;
use crate::source::MediaType;
use crate::store::RunSettings;

/// How inputs are read, and what holds where a document does not state its own.
#[derive(Debug, Default, Args)]
pub(super) struct InputArguments {
    /// What all inputs are, instead of guessing: text, markdown, html, json, jsonl.
    #[arg(long = "as", value_name = "KIND", value_parser = parse_media)]
    media: Option<MediaType>,
    /// The day of publication of documents that do not state it.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    published: Option<Date>,
    /// The address of a document that does not state it.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The publisher of documents that do not state it.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The title of a document that does not state it.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

fn parse_media(name: &str) -> Result<MediaType, String> {
    MediaType::from_name(name).ok_or_else(|| "expected text, markdown, html, json or jsonl".to_owned())
}

fn parse_day(text: &str) -> Result<Date, String> {
    let sound = text.len() == 10;
    let day = sound.then(|| text.parse::<Date>().ok()).flatten();
    day.ok_or_else(|| "expected a day such as 2025-09-08".to_owned())
}

impl InputArguments {
    /// What the user says the inputs are.
    pub(super) fn media(&self) -> Option<MediaType> {
        self.media
    }

    /// What holds where a document does not state its own.
    pub(super) fn defaults(&self) -> Result<Defaults, Failure> {
        if let Some(url) = &self.url {
            oxigraph::model::NamedNode::new(url.as_str()).map_err(|_| {
                Failure::new("bad-iri", exit_code::USAGE, format!("`{url}` is not an absolute address"))
                    .with_hint("give an address such as https://example.org/article, percent-encoded")
            })?;
        }
        Ok(Defaults {
            published: self.published,
            url: self.url.clone(),
            publisher: self.publisher.clone(),
            title: self.title.clone(),
        })
    }
}

/// The size limits, with what the environment says of them.
pub(super) fn limits() -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    if let Some(bytes) = limit("CASEGRAPH_LIMIT_RECORD")? {
        limits.record_bytes = bytes;
    }
    if let Some(bytes) = limit("CASEGRAPH_LIMIT_TEXT")? {
        limits.analysed_bytes = bytes;
        limits.analysed_pieces = bytes;
    }
    Ok(limits)
}

/// A limit that the environment states, in bytes.
fn limit(name: &str) -> Result<Option<usize>, Failure> {
    let Some(value) = env::var_os(name) else { return Ok(None) };
    let value = value.to_string_lossy();
    value.parse().map(Some).map_err(|_| {
        let message = format!("`{name}` is `{value}`, expected a number of bytes");
        Failure::new("usage", exit_code::USAGE, message)
    })
}

/// More threads than any machine of the kind has.
const MOST_THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// The language engine, and how many threads run it.
#[derive(Debug, Args)]
pub(super) struct ModelArguments {
    /// Threads that analyse documents; by default one for each processor.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// A model made by `convert.py` instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

impl ModelArguments {
    /// How many threads analyse, at most 256.
    pub(super) fn threads(&self) -> NonZeroUsize {
        let threads = self.threads.or_else(|| thread::available_parallelism().ok());
        threads.map_or(NonZeroUsize::MIN, |threads| threads.min(MOST_THREADS))
    }

    /// Loads the language engine.
    pub(super) fn analyzer(&self) -> Result<Analyzer, Failure> {
        let Some(path) = &self.model else {
            return Analyzer::embedded()
                .map_err(|error| Failure::from_error("bad-model", exit_code::BUG, &error));
        };
        let bytes = read(path)?;
        Analyzer::from_bytes(&bytes).map_err(|error| {
            Failure::from_error("bad-model", exit_code::USAGE, &error)
                .with_place(path.display().to_string())
                .with_hint("make one with `src/nlp/data/convert.py` from an en_core_web_sm 3.8 folder")
        })
    }
}

/// Lexicons beside the built-in ones.
#[derive(Debug, Default, Args)]
pub(super) struct LexiconArguments {
    /// A folder of lexicon files, read on top of the built-in ones.
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

impl LexiconArguments {
    /// The files of the folder in byte order of their names: name, text.
    fn files(&self) -> Result<Vec<(String, String)>, Failure> {
        let Some(folder) = &self.lexicon else { return Ok(Vec::new()) };
        let failure = |path: &Path, error: &std::io::Error| {
            Failure::from_error("unreadable", exit_code::IO, error).with_place(path.display().to_string())
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| failure(folder, &error))? {
            let path = entry.map_err(|error| failure(folder, &error))?.path();
            if path.extension().is_some_and(|ending| ending == "tsv" || ending == "toml") {
                paths.push(path);
            }
        }
        paths.sort_unstable();
        let mut files = Vec::new();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, fs::read_to_string(&path).map_err(|error| failure(&path, &error))?));
        }
        Ok(files)
    }
}

/// Loads the stages that turn documents into statements.
pub(super) fn stages(model: &ModelArguments, lexicons: &LexiconArguments) -> Result<Stages, Failure> {
    let config = ExtractConfig { files: lexicons.files()?, ..ExtractConfig::default() };
    let extractor = Extractor::new(&config).map_err(|error| {
        let failure = Failure::from_error("bad-lexicon", exit_code::USAGE, &error);
        match &lexicons.lexicon {
            Some(folder) => failure.with_place(folder.display().to_string()),
            None => Failure { exit: exit_code::BUG, ..failure },
        }
    })?;
    let truecaser =
        Truecaser::embedded().map_err(|error| Failure::from_error("bad-model", exit_code::BUG, &error))?;
    Ok(Stages { truecaser, analyzer: model.analyzer()?, extractor })
}

/// The settings of a run.
pub(super) fn config(
    input: &InputArguments,
    model: &ModelArguments,
    lexicons: &LexiconArguments,
) -> Result<Config, Failure> {
    let mut config = Config::new(RunSettings {
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        data_digest: data_digest(model, lexicons)?,
    });
    config.threads = model.threads();
    config.defaults = input.defaults()?;
    config.limits = limits()?;
    Ok(config)
}

/// Tells runs with other models or lexicons apart; those built in go with the version of the program.
fn data_digest(model: &ModelArguments, lexicons: &LexiconArguments) -> Result<String, Failure> {
    let mut hasher = Sha256::new();
    let mut built_in = true;
    if let Some(path) = &model.model {
        built_in = false;
        hasher.update(read(path)?);
    }
    for (name, text) in lexicons.files()? {
        built_in = false;
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    if built_in {
        return Ok("built-in".to_owned());
    }
    Ok(hasher.finalize().iter().fold("sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}")))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| {
        Failure::from_error("unreadable", exit_code::IO, &error).with_place(path.display().to_string())
    })
}

/// Refuses paths that are not there, before anything is done.
pub(super) fn check_paths(paths: &[PathBuf]) -> Result<(), Failure> {
    for path in paths {
        if path.as_os_str() != "-" && !path.is_symlink() && !path.exists() {
            let message = format!("cannot read `{}`: there is no such file or folder", path.display());
            return Err(Failure::new("not-found", exit_code::IO, message)
                .with_hint("check the path; `-` reads standard input"));
        }
    }
    Ok(())
}

/// A reject in one line.
pub(super) fn reject_words(reject: &Reject) -> String {
    let record = reject.record.map(|record| format!(", record {record}")).unwrap_or_default();
    format!("rejected[{}]: {}{record}: {}", reject.code, one_line(&reject.source), reject.message)
}
