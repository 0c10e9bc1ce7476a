//! Which inputs are structured records, and what maps them.

use std::collections::BTreeMap;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use sha2::Digest;
use sha2::Sha256;

use super::failure::{Failure, exit_code};
use super::map::failure;
use super::stored;
use crate::mapping::Mapping;
use crate::mapping::RunSettings;
use crate::mapping::Source;
use crate::pipeline::FeedGuide;
use crate::pipeline::KnownFeed;
use crate::pipeline::PipelineError;
use crate::pipeline::RecordInput;
use crate::pipeline::feed_tables;

/// The name by which a mapping calls the file that it is given.
const FEED: &str = "feed";

/// How many bytes of a file are looked at to know it.
const HEAD: u64 = 1024 * 1024;

/// Files that one mapping reads in one run.
pub(super) struct Feed {
    name: String,
    mapping: Mapping,
    mapping_name: String,
    mapping_path: PathBuf,
    settings: RunSettings,
    digest: String,
}

impl Feed {
    /// The feed as the pipeline takes it.
    pub(super) fn input(&self) -> RecordInput<'_> {
        RecordInput {
            name: &self.name,
            mapping: &self.mapping,
            mapping_name: &self.mapping_name,
            settings: &self.settings,
            digest: &self.digest,
        }
    }
}

/// Divides inputs into feeds of records and paths of articles.
pub(super) fn divide(paths: &[PathBuf], map: Option<&Path>) -> Result<(Vec<Feed>, Vec<PathBuf>), Failure> {
    match map {
        Some(map) => Ok((mapped(paths, map)?, Vec::new())),
        None => known(paths),
    }
}

/// Files that are feeds by their content; folders and standard input are articles.
fn known(paths: &[PathBuf]) -> Result<(Vec<Feed>, Vec<PathBuf>), Failure> {
    let guide = FeedGuide::embedded();
    let mut articles = Vec::new();
    let mut feeds: Vec<Feed> = Vec::new();
    let mut sets: BTreeMap<String, (KnownFeed, BTreeMap<String, PathBuf>)> = BTreeMap::new();
    for path in paths {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(found) = head(path).and_then(|head| guide.recognise(&file, &head)) else {
            articles.push(path.clone());
            continue;
        };
        if found.files.is_empty() {
            let sources = BTreeMap::from([(FEED.to_owned(), Source::File(path.clone()))]);
            feeds.push(built_in(&found, path.display().to_string(), sources)?);
        } else {
            sets.entry(found.name.clone())
                .or_insert_with(|| (found, BTreeMap::new()))
                .1
                .insert(file, path.clone());
        }
    }
    for (found, given) in sets.into_values() {
        let name = given.keys().cloned().collect::<Vec<_>>().join(", ");
        // Tables of the set that are not there are empty.
        let sources = found
            .files
            .iter()
            .map(|file| {
                (file.clone(), given.get(file).map_or(Source::Nothing, |path| Source::File(path.clone())))
            })
            .collect();
        feeds.push(built_in(&found, name, sources)?);
    }
    Ok((feeds, articles))
}

/// The first bytes of a regular file.
fn head(path: &Path) -> Option<Vec<u8>> {
    if !path.is_file() {
        return None;
    }
    let mut head = Vec::new();
    std::fs::File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    Some(head)
}

fn built_in(found: &KnownFeed, name: String, sources: BTreeMap<String, Source>) -> Result<Feed, Failure> {
    let path = PathBuf::from(format!("{}.rml.ttl", found.name));
    let mapping = Mapping::from_turtle(found.mapping).map_err(|error| failure(&error, &path))?;
    let mut all = feed_tables();
    all.extend(sources);
    feed(mapping, &path, name, all)
}

/// Tells an error of a run over records.
pub(super) fn run_failure(error: PipelineError, feed: &Feed) -> Failure {
    match error {
        PipelineError::Mapping(error) => failure(&error, &feed.mapping_path),
        other => stored::run_failure(other),
    }
}

/// All paths mapped by one file: together where the mapping names them, else one after the other.
fn mapped(paths: &[PathBuf], map: &Path) -> Result<Vec<Feed>, Failure> {
    let read = || Mapping::from_path(map).map_err(|error| failure(&error, map));
    let names = read()?.source_names();
    let mut named = BTreeMap::new();
    let mut others = Vec::new();
    for path in paths {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if names.contains(&file) {
            named.insert(file, source(path));
        } else {
            others.push(path);
        }
    }
    let mut feeds = Vec::new();
    if !named.is_empty() {
        let name = named.keys().cloned().collect::<Vec<_>>().join(", ");
        feeds.push(feed(read()?, map, name, named)?);
    }
    for path in others {
        let name = match names.as_slice() {
            [only] => only.clone(),
            _ if names.iter().any(|name| name == FEED) => FEED.to_owned(),
            _ => {
                let message =
                    format!("the mapping `{}` names no source for `{}`", map.display(), path.display());
                return Err(Failure::new("bad-mapping", exit_code::USAGE, message).with_hint(format!(
                    "it names {}; call the file so, or let the mapping name `{FEED}`",
                    names.join(", ")
                )));
            }
        };
        let sources = BTreeMap::from([(name, source(path))]);
        feeds.push(feed(read()?, map, path.display().to_string(), sources)?);
    }
    Ok(feeds)
}

fn source(path: &Path) -> Source {
    if path == Path::new("-") { Source::StandardInput } else { Source::File(path.to_owned()) }
}

/// SHA-256 of the files of a feed, one behind the other in the order of their names; of standard input none.
fn digest(sources: &BTreeMap<String, Source>) -> Result<String, Failure> {
    let mut hasher = Sha256::new();
    for source in sources.values() {
        if let Source::File(path) = source {
            std::io::copy(&mut std::fs::File::open(path)?, &mut HashWriter(&mut hasher))?;
        }
    }
    Ok(hasher.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
}

/// Feeds a hash.
struct HashWriter<'h>(&'h mut Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn feed(
    mapping: Mapping,
    map: &Path,
    name: String,
    sources: BTreeMap<String, Source>,
) -> Result<Feed, Failure> {
    let working_directory = std::env::current_dir()?;
    let folder = map.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mapping_name = map.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Feed {
        digest: digest(&sources)?,
        name,
        mapping,
        mapping_name: mapping_name.split('.').next().unwrap_or_default().to_owned(),
        mapping_path: map.to_owned(),
        settings: RunSettings {
            base: Some("urn:casegraph:record:".to_owned()),
            mapping_directory: folder.map_or_else(|| working_directory.clone(), Path::to_owned),
            working_directory,
            input_root: None,
            sources,
            partition: None,
            threads: NonZeroUsize::MIN,
            most_records: None,
        },
    })
}
