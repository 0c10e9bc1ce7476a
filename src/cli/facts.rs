//! `casegraph facts`.

use clap::Args;

use super::arguments::StoreArguments;
use super::claim::{claim_json, json_lines, parse_date, sentence, who_says};
use super::console::Console;
use super::failure::{Exit, Failure, exit_code};
use super::find::ListFormat;
use super::graph;
use super::table::{Table, csv_line};
use crate::query::Browser;
use crate::query::Claim;
use crate::query::ClaimFilter;
use crate::query::ClaimJudgement;
use crate::query::class_from_name;

/// Arguments of `facts`.
#[derive(Debug, Args)]
pub(super) struct FactsArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// Only of this class or one below it, or of this mode: consult, meet, presence …
    #[arg(long = "type", value_name = "CLASS")]
    class: Option<String>,
    /// Only what this entity does or holds: an id, an IRI or a name.
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    /// Only what may touch this day or a later one.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    after: Option<String>,
    /// Only what may touch this day or an earlier one.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    before: Option<String>,
    /// At most so many (0 for all).
    #[arg(long, value_name = "N", default_value_t = 0)]
    limit: usize,
    /// How to write them.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    format: ListFormat,
    /// In CSV, disarm what a spreadsheet would take for a formula.
    #[arg(long)]
    spreadsheet_safe: bool,
    /// Show all rows of a table on a terminal.
    #[arg(long)]
    all: bool,
}

/// The columns, with the names of `--format csv`.
const COLUMNS: [&str; 10] =
    ["date", "actor", "act", "target", "place", "said_by", "confidence", "sentence", "document", "judgement"];

/// Runs the verb.
pub(super) fn run(arguments: &FactsArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let store = graph::open(&arguments.store.store)?;
    let browser = Browser::new(store.rdf(), store.base());
    let class = arguments.class.as_deref();
    let filter = ClaimFilter {
        class: class.map(|name| class_from_name(name).map_or_else(|| name.replace(' ', "-"), str::to_owned)),
        actors: match &arguments.actor {
            Some(name) => Some(vec![graph::one_by_name(&store, name)?]),
            None => None,
        },
        after: arguments.after.clone(),
        before: arguments.before.clone(),
    };
    let mut claims = browser.claims(&filter).map_err(|error| graph::query_failure(&error))?;
    if let (Some(name), true) = (class, claims.is_empty())
        && class_from_name(name).is_none()
        && is_unheard_of(&browser, filter)?
    {
        return Err(Failure::new(
            "no-such-class",
            exit_code::USAGE,
            format!("no fact is of a class or mode `{name}`"),
        )
        .with_hint(graph::class_hint(name)));
    }
    if arguments.limit > 0 {
        claims.truncate(arguments.limit);
    }
    match arguments.format {
        ListFormat::Table => {
            // The document's id is for programs; on paper the sentence is what people look for.
            let mut table = Table::new(COLUMNS.iter().take(8).copied());
            for claim in &claims {
                let mut row: Vec<String> = cells(&browser, claim).into_iter().take(8).collect();
                if let (Some(judgement), Some(sure)) = (&claim.judgement, row.get_mut(6)) {
                    *sure = format!("{sure} {}", judgement.judgement.to_lowercase());
                }
                table.push(row);
            }
            table.write(console, arguments.all)?;
        }
        ListFormat::Csv => {
            console.out.write_all(csv_line(&COLUMNS, arguments.spreadsheet_safe).as_bytes())?;
            for claim in &claims {
                let cells = cells(&browser, claim);
                let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                console.out.write_all(csv_line(&cells, arguments.spreadsheet_safe).as_bytes())?;
            }
        }
        ListFormat::Json => {
            let claims: Vec<_> = claims.iter().map(|claim| claim_json(&browser, claim)).collect();
            console.out.write_all(json_lines(&claims).as_bytes())?;
        }
    }
    Ok(Exit::Done)
}

/// Whether no claim at all is of the class or mode of the filter.
fn is_unheard_of(browser: &Browser<'_>, filter: ClaimFilter) -> Result<bool, Failure> {
    let any = ClaimFilter { actors: None, after: None, before: None, ..filter };
    Ok(browser.claims(&any).map_err(|error| graph::query_failure(&error))?.is_empty())
}

fn cells(browser: &Browser<'_>, claim: &Claim) -> [String; 10] {
    let act = match claim.modality.as_deref() {
        None | Some("Actual") => claim.act(),
        Some(modality) => format!("{} ({})", claim.act(), modality.to_lowercase()),
    };
    [
        claim.time.to_text(),
        claim.actors().join(", "),
        act,
        claim.targets().join(", "),
        claim.places().join(", "),
        who_says(claim),
        claim.confidence.to_string(),
        sentence(claim),
        browser.id(&claim.version).to_owned(),
        claim.judgement.as_ref().map(ClaimJudgement::words).unwrap_or_default(),
    ]
}
