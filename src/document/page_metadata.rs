//! What a page says about itself: JSON-LD, meta tags, `<time>`, `<title>`.

use dom_smoothie::Readability;
use serde_json::Value;

use super::json::parse;
use super::record::Fields;

/// Reads title, date, publisher, address and language. JSON-LD of schema.org comes first, then meta tags
/// (Open Graph, Dublin Core and the common others), then the elements of the page.
pub(super) fn read(page: &Readability) -> Fields {
    let mut found = Fields::default();
    for script in &page.doc.select("script[type='application/ld+json']") {
        if let Ok(value) = parse(script.text().trim().as_bytes(), 1) {
            linked_data(&value, &mut found);
        }
    }
    let meta = MetaTags::read(page);
    let first = |present: &mut Option<String>, keys: &[&str]| {
        if present.is_none() {
            *present = keys.iter().find_map(|key| meta.get(key));
        }
    };
    first(&mut found.title, &["og:title", "twitter:title", "dc.title", "dcterms.title", "headline"]);
    first(&mut found.date, &DATE_KEYS);
    first(&mut found.publisher, &["og:site_name", "dc.publisher", "dcterms.publisher", "publisher"]);
    found.url =
        found.url.or_else(|| attribute(page, "link[rel='canonical']", "href")).or_else(|| meta.get("og:url"));
    found.date = found.date.or_else(|| attribute(page, "time[pubdate][datetime]", "datetime"));
    found.date =
        found.date.or_else(|| attribute(page, "time[itemprop='datePublished'][datetime]", "datetime"));
    found.date = found.date.or_else(|| attribute(page, "article time[datetime]", "datetime"));
    found.date = found.date.or_else(|| attribute(page, "time[datetime]", "datetime"));
    found.title = found.title.or_else(|| sound(&page.get_article_title()));
    found.title = found.title.map(|title| without_site(title, found.publisher.as_deref()));
    found.language = attribute(page, "html[lang]", "lang");
    found
}

/// The title without the site's name at its end, set apart by a dash or bar.
fn without_site(title: String, site: Option<&str>) -> String {
    let head = site.and_then(|site| title.strip_suffix(site)).map(str::trim_end);
    let head = head.and_then(|head| head.strip_suffix(['|', '-', '–', '—', '·', '»'])).map(str::trim_end);
    head.filter(|head| !head.is_empty()).map(str::to_owned).unwrap_or(title)
}

/// Meta tags that carry the day of publication, the surest first.
const DATE_KEYS: [&str; 12] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "pubdate",
    "publish-date",
    "date",
];

/// The meta tags of a page: key in lower case, content.
struct MetaTags(Vec<(String, String)>);

impl MetaTags {
    fn read(page: &Readability) -> Self {
        let mut tags = Vec::new();
        for tag in &page.doc.select("meta[content]") {
            let Some(content) = tag.attr("content").and_then(|content| sound(&content)) else { continue };
            for attribute in ["property", "name", "itemprop"] {
                for key in tag.attr(attribute).unwrap_or_default().split_ascii_whitespace() {
                    tags.push((key.to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Self(tags)
    }

    fn get(&self, key: &str) -> Option<String> {
        self.0.iter().find(|(found, _)| found == key).map(|(_, content)| content.clone())
    }
}

fn attribute(page: &Readability, selector: &str, name: &str) -> Option<String> {
    page.doc.select_single(selector).attr(name).and_then(|value| sound(&value))
}

fn sound(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// Looks for an article in linked data: the object, an array of objects, or what stands in its `@graph`.
fn linked_data(value: &Value, found: &mut Fields) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| linked_data(value, found)),
        Value::Object(object) => {
            if let Some(graph) = object.get("@graph") {
                linked_data(graph, found);
            }
            if is_article(object.get("@type")) {
                let first = |present: &mut Option<String>, value: Option<&Value>| {
                    if present.is_none() {
                        *present = value.and_then(words);
                    }
                };
                first(&mut found.title, object.get("headline"));
                first(&mut found.title, object.get("name"));
                first(&mut found.date, object.get("datePublished"));
                first(&mut found.publisher, object.get("publisher"));
                first(&mut found.url, object.get("url"));
            }
        }
        _ => {}
    }
}

/// Whether a type is one of schema.org's `Article` and its subtypes, all of which end so or are blog posts.
fn is_article(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => {
            let name = kind.rsplit(['/', '#', ':']).next().unwrap_or_default();
            name.ends_with("Article") || matches!(name, "Report" | "BlogPosting" | "LiveBlogPosting")
        }
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_article(Some(kind))),
        _ => false,
    }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => sound(text),
        Value::Object(object) => object.get("name").and_then(words),
        Value::Array(values) => values.iter().find_map(words),
        _ => None,
    }
}
