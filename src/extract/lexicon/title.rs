//! Titles before names, and posts.

use super::LexiconError;
use super::table::{Row, Table, Text};

/// What kind of title one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleKind {
    /// A form of politeness (`Mr.`).
    Honorific,
    /// A military or police rank.
    Rank,
    /// A post.
    Post,
    /// A religious office or address.
    Religious,
    /// A royal or noble title.
    Royal,
    /// An academic title.
    Academic,
    /// A profession used before a name.
    Profession,
}

/// The kind of organisation in which one holds a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostBody {
    /// A government.
    Government,
    /// A ministry or department.
    Ministry,
    /// A parliament.
    Legislature,
    /// A court.
    Court,
    /// The public prosecution.
    Prosecution,
    /// An embassy or the diplomatic service.
    Diplomacy,
    /// An international organisation.
    International,
    /// A church or other religious body.
    Church,
    /// A company.
    Company,
    /// A party.
    Party,
    /// An army.
    Army,
    /// A navy.
    Navy,
    /// An air force.
    AirForce,
    /// An armed force of any kind.
    Force,
    /// A police.
    Police,
    /// A city or town.
    Local,
    /// A part of a state.
    Region,
    /// A news organisation.
    Media,
    /// A university.
    University,
    /// An organisation of any kind.
    Organization,
}

/// A title or post.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    /// Its words.
    pub title: Text,
    /// Whether it stands before a name.
    pub before_name: bool,
    /// Whether it is a common noun for its holder.
    pub noun: bool,
    /// What kind it is.
    pub kind: TitleKind,
    /// In what kind of organisation it is held, where it says so.
    pub body: Option<PostBody>,
    /// The post as the graph labels it; `None` where it is none.
    pub post: Option<Text>,
}

/// A title at the head of a row of tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct TitleMatch {
    /// The number of tokens.
    pub length: usize,
    /// What kind of title it is.
    pub kind: TitleKind,
    /// Whether it may stand before a name.
    pub before_name: bool,
    /// In what kind of organisation it is held, where it says so.
    pub body: Option<PostBody>,
    /// The post as the graph labels it; `None` where it is none.
    pub post: Option<String>,
    /// The field of a ministerial post, such as `Defense`.
    pub portfolio: Option<String>,
}

impl Title {
    /// The phrases it is found by: as in names, and in lower case where it is a common noun.
    pub(super) fn phrases(&self) -> Vec<Text> {
        let lower = self.noun.then(|| Text::Owned(self.title.to_lowercase()));
        std::iter::once(self.title.clone()).chain(lower).collect()
    }

    /// The match of so many tokens.
    pub(super) fn matched(&self, length: usize) -> Option<TitleMatch> {
        (length > 0).then(|| TitleMatch {
            length,
            kind: self.kind,
            before_name: self.before_name,
            body: self.body,
            post: self.post.as_deref().map(str::to_owned),
            portfolio: None,
        })
    }
}

const COLUMNS: [&str; 5] = ["title", "use", "kind", "body", "post"];

/// Reads `titles.tsv`.
pub(super) fn read(table: Table<'_>) -> Result<Vec<Title>, LexiconError> {
    table.rows(&COLUMNS)?.map(|row| title(&row?)).collect()
}

fn title(row: &Row<'_, 5>) -> Result<Title, LexiconError> {
    let (before_name, noun) = row.parse(1, "title, noun or both", |field| match field {
        "title" => Some((true, false)),
        "noun" => Some((false, true)),
        "both" => Some((true, true)),
        _ => None,
    })?;
    Ok(Title {
        title: row.required(0)?,
        before_name,
        noun,
        kind: row.parse(2, "one of honorific, rank, post, religious, royal, academic, profession", kind)?,
        body: row.parse_optional(
            3,
            "a kind of organisation, such as government, ministry, force, company, or nothing",
            body,
        )?,
        post: row.optional(4),
    })
}

fn kind(field: &str) -> Option<TitleKind> {
    Some(match field {
        "honorific" => TitleKind::Honorific,
        "rank" => TitleKind::Rank,
        "post" => TitleKind::Post,
        "religious" => TitleKind::Religious,
        "royal" => TitleKind::Royal,
        "academic" => TitleKind::Academic,
        "profession" => TitleKind::Profession,
        _ => return None,
    })
}

fn body(field: &str) -> Option<PostBody> {
    Some(match field {
        "government" => PostBody::Government,
        "ministry" => PostBody::Ministry,
        "legislature" => PostBody::Legislature,
        "court" => PostBody::Court,
        "prosecution" => PostBody::Prosecution,
        "diplomacy" => PostBody::Diplomacy,
        "international" => PostBody::International,
        "church" => PostBody::Church,
        "company" => PostBody::Company,
        "party" => PostBody::Party,
        "army" => PostBody::Army,
        "navy" => PostBody::Navy,
        "air_force" => PostBody::AirForce,
        "force" => PostBody::Force,
        "police" => PostBody::Police,
        "local" => PostBody::Local,
        "region" => PostBody::Region,
        "media" => PostBody::Media,
        "university" => PostBody::University,
        "organization" => PostBody::Organization,
        _ => return None,
    })
}
