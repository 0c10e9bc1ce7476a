//! HTML pages.

use dom_smoothie::Config;
use dom_smoothie::Readability;
use dom_smoothie::TextMode;

use super::encoding::Decoding;
use super::encoding::decode;
use super::page_guard::guard;
use super::page_metadata;
use super::record::Fields;
use super::record::Notes;
use super::record::Problem;

/// The encoding is declared within so many first bytes (HTML standard, 13.2.3.2).
const PRESCAN: usize = 1024;
/// A text shorter than this, in bytes, may be a caption: then the whole page's text is preferred where that
/// is not much longer.
const SHORT: usize = 200;

/// Reads one page: its main text and what it says about itself.
pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Result<Fields, Problem> {
    let declared = declared_encoding(bytes);
    let Decoding { text: html, guessed } = decode(bytes, declared.as_deref())?;
    if let Some(name) = guessed.filter(|_| declared.is_none()) {
        notes.warn("guessed-encoding", format!("not UTF-8; read as {name}"), "save it as UTF-8");
    }
    guard(&html)?;
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let mut page = Readability::new(html.as_str(), None, Some(config))
        .map_err(|error| Problem::new("bad-html", error.to_string()))?;
    let mut fields = page_metadata::read(&page);
    fields.text = main_text(&mut page);
    Ok(fields)
}

/// The main text by the Readability method; of a page too small for it the text of the body.
fn main_text(page: &mut Readability) -> String {
    for noise in ["script", "style", "noscript", "template", "nav", "footer"] {
        page.doc.select(noise).remove();
    }
    let whole = page.doc.body().map(|body| body.formatted_text().to_string()).unwrap_or_default();
    let whole = whole.trim();
    match page.parse() {
        Ok(article) => {
            let text = article.text_content.trim();
            if text.len() < SHORT && whole.len() < 4 * SHORT { whole.to_owned() } else { text.to_owned() }
        }
        Err(_) => whole.to_owned(),
    }
}

/// The label in `charset=` near the start of the page.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")?;
    let label: Vec<u8> = head
        .get(at + 8..)?
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    String::from_utf8(label).ok().filter(|label| !label.is_empty())
}
