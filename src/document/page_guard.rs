//! Refuses pages that would keep an HTML parser busy for very long.
//!
//! The tree construction of the HTML standard looks through the open elements at many tags and through the
//! attributes of a tag at each further one, so that deep nesting and long tags cost the square of their size.

use super::record::Problem;

/// Deepest nesting of elements.
const DEPTH: usize = 512;
/// Most attributes of a tag.
const ATTRIBUTES: usize = 512;
/// Most tags of a page.
const TAGS: usize = 100_000;

/// Elements without content, and those whose end tag is commonly left out: these do not nest.
const FLAT: [&str; 26] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "!doctype",
];

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Looks at the tags of a page.
pub(super) fn guard(html: &str) -> Result<(), Problem> {
    let (mut depth, mut tags) = (0_usize, 0_usize);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let closing = rest.starts_with('/');
        let tag = Tag::read(rest.strip_prefix('/').unwrap_or(rest));
        let Some(tag) = tag else { continue };
        rest = tag.rest;
        tags += 1;
        if tag.attributes > ATTRIBUTES {
            return Err(Problem::new("too-large", format!("a tag has more than {ATTRIBUTES} attributes")));
        }
        if tags > TAGS {
            return Err(Problem::new("too-large", format!("the page has more than {TAGS} tags")));
        }
        let name = tag.name.to_ascii_lowercase();
        if closing {
            depth = depth.saturating_sub(usize::from(!FLAT.contains(&name.as_str())));
        } else if RAW.contains(&name.as_str()) {
            rest = after_end_tag(rest, &name);
        } else if !tag.self_closing && !FLAT.contains(&name.as_str()) {
            depth += 1;
            if depth > DEPTH {
                return Err(Problem::new("too-deep", format!("elements are nested more than {DEPTH} deep")));
            }
        }
    }
    Ok(())
}

/// One tag as far as the guard needs it.
struct Tag<'a> {
    name: &'a str,
    attributes: usize,
    self_closing: bool,
    rest: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads the tag whose name `text` begins with; `None` where there is no name.
    fn read(text: &'a str) -> Option<Self> {
        let is_name =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | ':' | '!');
        let length = text.find(|character| !is_name(character)).unwrap_or(text.len());
        let (name, body) = text.split_at_checked(length)?;
        if !name.starts_with(|character: char| character.is_ascii_alphabetic() || character == '!') {
            return None;
        }
        let (mut attributes, mut quote, mut in_word, mut last) = (0, None, false, ' ');
        for (at, character) in body.char_indices() {
            match (quote, character) {
                (Some(mark), character) if mark == character => quote = None,
                (None, '>') => {
                    let rest = body.get(at + 1..).unwrap_or_default();
                    return Some(Self { name, attributes, self_closing: last == '/', rest });
                }
                (None, '"' | '\'') if last == '=' => quote = Some(character),
                (None, '=') => in_word = true,
                (None, character) if character.is_whitespace() || character == '/' => in_word = last == '=',
                (None, _) if !in_word => {
                    in_word = true;
                    attributes += 1;
                }
                _ => {}
            }
            if !character.is_whitespace() {
                last = character;
            }
        }
        Some(Self { name, attributes, self_closing: false, rest: "" })
    }
}

/// What follows `</name`.
fn after_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("</")) {
        let start = at + found;
        let end = start + 2 + name.len();
        if bytes.get(start + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return text.get(end..).unwrap_or_default();
        }
        at = start + 2;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(html: &str) -> &'static str {
        guard(html).map_or_else(|problem| problem.code, |()| "sound")
    }

    #[test]
    fn deep_nesting_long_tags_and_many_tags_are_refused() {
        assert_eq!(code(&"<div>".repeat(100_000)), "too-deep");
        assert_eq!(code(&format!("<p {}>x", "a=1 ".repeat(1_000_000))), "too-large");
        assert_eq!(code(&format!("<p {}", "a ".repeat(1_000_000))), "too-large");
        assert_eq!(code(&"<br>".repeat(100_001)), "too-large");
    }

    #[test]
    fn ordinary_pages_pass() {
        let item = "<li><p>One <b>two</b><br/>three<svg/>";
        let page = format!(
            "<!doctype html><title>a<b</title><script>if (a<b) {{ '<div><div>' }}</script><ul>{}</ul>",
            item.repeat(2000)
        );
        assert_eq!(code(&page), "sound");
        assert_eq!(code("a < b and <3 <!-- <div> --> <a title='x > y' href=z>t</a>"), "sound");
    }

    #[test]
    fn attributes_are_counted_outside_quotes() {
        let tag = Tag::read("a href = \"x y z=1\" b c='d e' f>rest").unwrap();
        assert_eq!((tag.attributes, tag.rest), (4, "rest"));
    }
}
