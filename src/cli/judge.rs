//! `casegraph judge`.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::arguments::StoreArguments;
use super::claim::{add, parse_date};
use super::console::{Console, harmless};
use super::failure::{Exit, Failure, exit_code};
use super::graph;
use super::graph::store_failure;
use super::progress::ReportFormat;
use super::stored::create_or_open;
use crate::query::Browser;
use crate::statement::Stance;
use crate::store::Decision;
use crate::store::DecisionProblem;
use crate::store::GraphStore;
use crate::store::StoreError;
use crate::store::Verdict;

/// Arguments of `judge`.
#[derive(Debug, Args)]
#[command(after_long_help = LONG_HELP)]
pub(super) struct JudgeArguments {
    /// The claim's id (`claim/…`) or IRI, as `facts --format json` and `show --claims` write it.
    #[arg(value_name = "CLAIM", required_unless_present_any = ["list", "undo", "apply"])]
    claim: Option<String>,
    /// What you decide.
    #[arg(value_enum, requires = "why", required_unless_present_any = ["list", "undo", "apply"])]
    verdict: Option<Choice>,
    /// With `correct`: what holds instead; an id or an unambiguous name of a thing; nothing after `=` takes out what
    /// was read.
    #[arg(value_name = "PROPERTY=VALUE")]
    corrections: Vec<String>,
    /// The reason, in words.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Who decides.
    #[arg(long, value_name = "NAME", env = "CASEGRAPH_BY")]
    by: Option<String>,
    /// The day of the decision; there is none unless you give it.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    date: Option<String>,
    /// List the decisions with their line numbers.
    #[arg(long, group = "action", conflicts_with = "claim")]
    list: bool,
    /// Take out the decision on this line of the file.
    #[arg(long, value_name = "N", group = "action", conflicts_with = "claim")]
    undo: Option<usize>,
    /// Let the view follow the file after you edited it.
    #[arg(long, group = "action", conflicts_with = "claim")]
    apply: bool,
    #[command(flatten)]
    store: StoreArguments,
    /// How to report.
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

const LONG_HELP: &str = "\
Decisions stand in `decisions.txt` of the store's folder, a line each: read it, edit it, keep it under version control.
They change what the view shows and never the evidence; a line that goes takes its effect with it. The last decision on
a claim holds. A decision on a claim that the store does not have is kept, and works when the claim arrives.
  accept    it is so: it enters the view however sure the program was (a denial lets in nothing)
  reject    it is not so, or not what the text says: it leaves the view, with what rests on it alone
  correct   it is so, with other values: actor recipient object place origin destination context purpose content
            instrument subEventOf resultsIn holder post inOrganization partOf affiliatedState assetType value (an id, or
            a name), class (Consult), eventMode (meet), modality (Planned), quantity (12), time (2024, 2024-05,
            2024-05-06, 2024-05-06/2024-05-08)
Examples
  casegraph show \"Nordhavn Shipping\" --claims
  casegraph judge claim/0f3a… reject --why \"the text speaks of another firm\" --by \"A. Reader\"
  casegraph judge claim/0f3a… correct place=Riga time=2024-05 --why \"see the correction of 9 May\"
";

/// What a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// It is so.
    Accept,
    /// It is not so.
    Reject,
    /// It is so with other values.
    Correct,
}

/// Runs the verb.
pub(super) fn run(arguments: &JudgeArguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    // A store is never made by judging: one that is not there is told before anything is written.
    let reader = graph::open(&arguments.store.store)?;
    if arguments.list {
        return list(&reader, arguments.format, console);
    }
    drop(reader);
    let mut store = create_or_open(&arguments.store.store)?;
    let exit = act(&mut store, arguments, console)?;
    store.finish().map_err(|error| store_failure(&error))?;
    Ok(exit)
}

/// Changes the decisions of an open store.
fn act(
    store: &mut GraphStore,
    arguments: &JudgeArguments,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    if let Some(line) = arguments.undo {
        let text = store.decisions().without(line).ok_or_else(|| {
            let message = format!("there is no decision on line {line}");
            Failure::new("not-found", exit_code::NOTHING, message)
                .with_hint("`casegraph judge --list` shows the lines")
        })?;
        store.set_decisions(&text).map_err(|error| store_failure(&error))?;
        report(
            &format!("Took out the decision on line {line}"),
            &json!({"event": "undone", "line": line}),
            arguments,
            console,
        )?;
        tell_problems(store, console)?;
        return Ok(Exit::Done);
    }
    if arguments.apply {
        let text = store.decisions().text().to_owned();
        store.set_decisions(&text).map_err(|error| store_failure(&error))?;
        let count = store.decisions().lines().count();
        let words = format!("The view follows {count} {}", if count == 1 { "decision" } else { "decisions" });
        let unusable = tell_problems(store, console)?;
        let waiting = waiting(store)?;
        if waiting > 0 {
            console.note(&format!("{waiting} of them wait for a claim that the store does not have"))?;
        }
        let event = json!({"event": "applied", "decisions": count, "waiting": waiting, "unusable": unusable});
        report(&words, &event, arguments, console)?;
        return Ok(if unusable > 0 { Exit::Rejected } else { Exit::Done });
    }
    let (Some(claim), Some(choice)) = (&arguments.claim, arguments.verdict) else {
        return Err(Failure::new("usage", exit_code::USAGE, "a claim and a verdict are wanted"));
    };
    judge(store, (claim, choice), arguments, console)
}

fn judge(
    store: &mut GraphStore,
    (claim, choice): (&str, Choice),
    arguments: &JudgeArguments,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let (verdict, done) = match choice {
        Choice::Accept => (Verdict::Accept, "Accepted"),
        Choice::Reject => (Verdict::Reject, "Rejected"),
        Choice::Correct => (Verdict::Correct, "Corrected"),
    };
    let known = store.claim_stance(claim).map_err(|error| store_failure(&error))?;
    let decision = Decision {
        claim: claim.strip_prefix(store.base()).unwrap_or(claim).to_owned(),
        verdict,
        corrections: corrections(store, &arguments.corrections)?,
        why: arguments.why.clone().unwrap_or_default(),
        by: arguments.by.clone(),
        date: arguments.date.clone(),
    };
    store.judge(&decision).map_err(|error| decision_failure(&error))?;
    let line = store.decisions().lines().last().map_or(0, |(line, _)| line);
    match known {
        None => console.note(&format!(
            "the store has no claim `{claim}` yet; the decision is kept and works when the claim arrives"
        ))?,
        Some((_, Some(Stance::Denied))) if verdict != Verdict::Reject => {
            console.note("the claim is a denial: what it denies does not enter the view by it")?;
        }
        Some(_) => {}
    }
    tell_problems(store, console)?;
    let event = json!({"event": "judged", "line": line, "claim": decision.claim,
        "verdict": done.to_lowercase(), "waiting": known.is_none()});
    report(
        &format!("{done} {claim} (line {line}; `casegraph judge --undo {line}` takes it back)"),
        &event,
        arguments,
        console,
    )?;
    Ok(Exit::Done)
}

/// The corrections by property; names of things become their ids.
fn corrections(store: &GraphStore, given: &[String]) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let mut corrections: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in given {
        let Some((property, value)) = one.split_once('=') else {
            let message = format!("cannot use the correction `{one}`: found no `=`, expected PROPERTY=VALUE");
            return Err(Failure::new("bad-decision", exit_code::USAGE, message)
                .with_hint("write for example place=Riga or time=2024-05-06"));
        };
        let values = corrections.entry(property.to_owned()).or_default();
        let value = value.trim();
        let is_name = !value.is_empty() && !value.contains('/') && !value.starts_with("m:");
        if is_name && GraphStore::corrects_to_things(property) {
            let node = graph::one_by_name(store, value)?;
            let browser = Browser::new(store.rdf(), store.base());
            values.push(browser.id(node.as_str()).to_owned());
        } else if !value.is_empty() {
            values.push(value.to_owned());
        }
    }
    Ok(corrections)
}

/// A decision that cannot be used, in words.
fn decision_failure(error: &StoreError) -> Failure {
    match error {
        StoreError::Decision(problem) => {
            Failure::new("bad-decision", exit_code::USAGE, error.to_string()).with_hint(problem.hint.clone())
        }
        error => store_failure(error),
    }
}

/// Decisions on claims that the store does not have.
fn waiting(store: &GraphStore) -> Result<usize, Failure> {
    let mut waiting = 0;
    for (_, decision) in store.decisions().lines() {
        let known = store.claim_stance(&decision.claim).map_err(|error| store_failure(&error))?;
        waiting += usize::from(known.is_none());
    }
    Ok(waiting)
}

/// Tells what is wrong with the file; how many lines cannot be used.
fn tell_problems(store: &GraphStore, console: &mut Console<'_>) -> Result<usize, Failure> {
    let problems = store.decision_problems();
    for problem in &problems {
        console.note(&problem_words(problem))?;
    }
    Ok(problems.iter().filter(|problem| problem.replaced_by.is_none()).count())
}

fn problem_words(problem: &DecisionProblem) -> String {
    let DecisionProblem { line, found, expected, hint, .. } = problem;
    format!(
        "warning[bad-decision]: decisions.txt, line {line}: found {found}, expected {expected}\n  try: {hint}"
    )
}

/// Tells what was done: in words to standard error, or as a JSON line to standard output.
fn report(
    words: &str,
    event: &serde_json::Value,
    arguments: &JudgeArguments,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    match arguments.format {
        ReportFormat::Text => console.note(words)?,
        ReportFormat::Json => writeln!(console.out, "{event}")?,
    }
    Ok(())
}

/// Lists the decisions, a line each.
fn list(store: &GraphStore, format: ReportFormat, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let mut count = 0;
    for (line, decision) in store.decisions().lines() {
        count += 1;
        let known = store.claim_stance(&decision.claim).map_err(|error| store_failure(&error))?;
        let mut value: serde_json::Value =
            serde_json::from_str(&decision.to_line()).map_err(std::io::Error::from)?;
        match format {
            ReportFormat::Json => {
                if let serde_json::Value::Object(fields) = &mut value {
                    fields.insert("line".to_owned(), line.into());
                    fields.insert("waiting".to_owned(), known.is_none().into());
                }
                writeln!(console.out, "{value}")?;
            }
            ReportFormat::Text => {
                let words = words_of(line, decision, known.is_none());
                let words = if console.out_is_terminal { harmless(&words) } else { words };
                writeln!(console.out, "{words}")?;
            }
        }
    }
    tell_problems(store, console)?;
    if !store.follows_decisions() {
        console.note("the file was edited; `casegraph judge --apply` lets the view follow")?;
    }
    if count == 0 {
        console.note("no decisions")?;
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

fn words_of(line: usize, decision: &Decision, waiting: bool) -> String {
    let verdict = match decision.verdict {
        Verdict::Accept => "accept",
        Verdict::Reject => "reject",
        Verdict::Correct => "correct",
    };
    let mut words = format!("{line:>4}  {verdict:<7}  {}", decision.claim);
    for (property, values) in &decision.corrections {
        add(&mut words, format_args!("  {property}={}", values.join(",")));
    }
    add(&mut words, format_args!("  \"{}\"", decision.why.split_whitespace().collect::<Vec<_>>().join(" ")));
    if let Some(by) = &decision.by {
        add(&mut words, format_args!("  {by}"));
    }
    if let Some(date) = &decision.date {
        add(&mut words, format_args!("  {date}"));
    }
    if waiting {
        words.push_str("  (waits for its claim)");
    }
    words
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::arguments::{Arguments, Verb};
    use super::*;
    use crate::document::Document;
    use crate::query::ClaimFilter;
    use crate::span::Span;
    use crate::statement::{Claim, Entity, EntityScope, Frame, Mention, Modality, Node, Passage};
    use crate::statement::{PassageKind, Speaker, Statements, Value};
    use crate::store::RunSettings;
    use crate::vocab::casegraph::{class, property};

    /// A store in which one person visits one town.
    fn store() -> (GraphStore, String) {
        let text = "Eva Lind visited Riga.";
        let entity = |class, label| Entity::new(class, label, EntityScope::Shared);
        let mention = |start, end, entity| Mention { span: Span::new(start, end), refers_to: vec![entity] };
        let statements = Statements {
            passages: vec![Passage { span: Span::new(0, 22), kind: PassageKind::Sentence }],
            mentions: vec![mention(0, 8, 0), mention(17, 21, 1)],
            entities: vec![entity(class::PERSON, "Eva Lind"), entity(class::PLACE, "Riga")],
            frames: vec![Frame {
                classes: vec![class::CONSULT],
                modes: vec!["visit".to_owned()],
                slots: vec![
                    (property::ACTOR, Value::Node(Node::Mention(0))),
                    (property::DESTINATION, Value::Node(Node::Mention(1))),
                ],
                time: None,
                modality: Some(Modality::Actual),
                trigger: None,
                event: 0,
            }],
            claims: vec![Claim {
                about: Node::Frame(0),
                statement: None,
                stance: Stance::Asserted,
                stated_by: Speaker::Narrator,
                relayed_by: Vec::new(),
                hedge_cue: None,
                confidence: 80,
                evidence: vec![0],
                time: None,
                rule: "test".to_owned(),
                comment: None,
            }],
            ..Statements::default()
        };
        let mut store = GraphStore::in_memory(None).unwrap();
        let run = RunSettings { program_version: "0".to_owned(), data_digest: "test".to_owned() };
        let document = Document { text: text.to_owned(), ..Document::default() };
        store.ingest(&[(document, statements)], &run).unwrap();
        let browser = Browser::new(store.rdf(), store.base());
        let claims = browser.claims(&ClaimFilter::default()).unwrap();
        let claim = browser.id(&claims[0].iri).to_owned();
        (store, claim)
    }

    /// Judges with these words; exit code or error, standard output, standard error.
    fn judge(store: &mut GraphStore, words: &[&str]) -> (Result<Exit, Failure>, String, String) {
        let words = ["casegraph", "judge"].iter().chain(words);
        let Some(Verb::Judge(arguments)) = Arguments::try_parse_from(words).unwrap().verb else {
            panic!("the verb is judge")
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            err: &mut err,
            out_is_terminal: false,
            err_is_terminal: false,
            width: 80,
            quiet: false,
            color: false,
        };
        let exit = if arguments.list {
            list(store, arguments.format, &mut console)
        } else {
            act(store, &arguments, &mut console)
        };
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    fn events(store: &GraphStore) -> u64 {
        store.counts().unwrap().events
    }

    #[test]
    fn a_rejection_is_told_listed_and_taken_back() {
        let (mut store, claim) = store();
        let (exit, _, err) =
            judge(&mut store, &[&claim, "reject", "--why", "another town", "--by", "A. Reader"]);
        assert_eq!(exit, Ok(Exit::Done));
        assert_eq!(err, format!("Rejected {claim} (line 1; `casegraph judge --undo 1` takes it back)\n"));
        assert_eq!(events(&store), 0);
        let browser = Browser::new(store.rdf(), store.base());
        let told = browser.claims(&ClaimFilter::default()).unwrap().remove(0).judgement.unwrap();
        assert_eq!(told.words(), "rejected by A. Reader (another town)");
        let (exit, out, _) = judge(&mut store, &["--list"]);
        assert_eq!(exit, Ok(Exit::Done));
        assert_eq!(out, format!("   1  reject   {claim}  \"another town\"  A. Reader\n"));
        let (exit, out, _) = judge(&mut store, &["--undo", "1", "--format", "json"]);
        assert_eq!((exit, out.as_str()), (Ok(Exit::Done), "{\"event\":\"undone\",\"line\":1}\n"));
        assert_eq!(events(&store), 1);
        assert_eq!(judge(&mut store, &["--list"]).0, Ok(Exit::Nothing));
        assert_eq!(judge(&mut store, &["--undo", "1"]).0.unwrap_err().exit, 1);
    }

    #[test]
    fn a_correction_takes_names_and_is_told_with_the_claim() {
        let (mut store, claim) = store();
        let words = [&claim, "correct", "actor=Riga", "destination=", "time=2024-05", "--why", "swapped"];
        assert_eq!(judge(&mut store, &words).0, Ok(Exit::Done));
        let browser = Browser::new(store.rdf(), store.base());
        let told = browser.claims(&ClaimFilter::default()).unwrap().remove(0);
        assert_eq!(told.actors(), ["Eva Lind"], "the evidence stays");
        assert_eq!(
            told.judgement.unwrap().words(),
            "corrected by a person, actor is Riga, destination is nothing, time is 2024-05 (swapped)"
        );
        assert!(store.decisions().text().contains("\"actor\":\"place/riga-"), "{}", store.decisions().text());
    }

    #[test]
    fn what_cannot_be_used_says_what_was_found_and_expected() {
        let (mut store, claim) = store();
        for (words, part) in [
            ([claim.as_str(), "correct", "actor", "--why", "x"], "found no `=`, expected PROPERTY=VALUE"),
            ([claim.as_str(), "correct", "actor=Nobody", "--why", "x"], "nothing is called `Nobody`"),
            ([claim.as_str(), "correct", "time=May", "--why", "x"], "expected YYYY"),
            (["person/eva", "reject", "--why", "x", "--quiet"], "expected a claim's id"),
            ([claim.as_str(), "reject", "--why", " ", "--quiet"], "found an empty `why`"),
            ([claim.as_str(), "reject", "actor=Riga", "--why", "x"], "found `corrections`"),
        ] {
            let failure = judge(&mut store, &words).0.unwrap_err();
            assert!(failure.message.contains(part), "{}", failure.message);
            assert!(failure.hint.is_some());
        }
        assert_eq!(store.decisions().text(), "");
    }

    #[test]
    fn a_decision_without_its_claim_and_a_damaged_line_are_told() {
        let (mut store, claim) = store();
        let (exit, _, err) = judge(&mut store, &["claim/00", "accept", "--why", "seen"]);
        assert_eq!(exit, Ok(Exit::Done));
        assert!(err.starts_with("the store has no claim `claim/00` yet;"), "{err}");
        let text = format!("{}oh no\n", store.decisions().text());
        store.set_decisions(&text).unwrap();
        let (exit, _, err) = judge(&mut store, &[&claim, "accept", "--why", "seen"]);
        assert_eq!(exit, Ok(Exit::Done));
        assert!(
            err.contains(
                "warning[bad-decision]: decisions.txt, line 2: found a line of another form (column 1"
            ),
            "{err}"
        );
        let (exit, out, _) = judge(&mut store, &["--apply", "--format", "json"]);
        assert_eq!(exit, Ok(Exit::Rejected));
        assert_eq!(out, "{\"event\":\"applied\",\"decisions\":2,\"waiting\":1,\"unusable\":1}\n");
    }
}
