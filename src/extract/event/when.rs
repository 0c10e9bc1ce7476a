//! When a frame's event happened: the time expression that belongs to its trigger.

use jiff::civil::Date;

use crate::extract::reading::Reading;
use crate::extract::time::Relation;
use crate::extract::time::TimeExpression;
use crate::extract::time::Told;
use crate::extract::time::to_time_span;
use crate::statement::Modality;
use crate::statement::Precision;
use crate::statement::TimeSpan;

/// What a sentence tells of more than so many days ago is no state of today.
const LONG_AGO_DAYS: i64 = 365;

/// How many times of a sentence are looked at.
const NEAR: usize = 8;

impl Reading<'_> {
    /// The time expression of a trigger: one whose nearest verb or event is the trigger, else, where the sentence
    /// has one time only, that one if it hangs above or beside the trigger.
    pub(in crate::extract) fn time_at(&self, trigger: usize) -> Option<&TimeExpression> {
        let sentence = self.tree.sentence(trigger);
        let mut above: Option<&TimeExpression> = None;
        // The times are in the order of the text.
        let tokens = self.tree.sentence_tokens(sentence);
        let from = self.times.partition_point(|time| time.tokens.start < tokens.start);
        for time in self.times.iter().skip(from).take_while(|time| time.tokens.start < tokens.end) {
            if self.tree.sentence(time.tokens.start) != sentence
                || (time.value.first.is_none() && time.value.last.is_none())
            {
                continue;
            }
            let governor = self.governor_of(time);
            if governor == trigger {
                return Some(time);
            }
            // A coordinated or embedded clause shares the time of the clause around it.
            let shares = is_clause_of(self, governor, trigger);
            if shares && above.is_none() {
                above = Some(time);
            }
        }
        above
    }

    /// The verb or noun that a time expression modifies.
    fn governor_of(&self, time: &TimeExpression) -> usize {
        let mut current = time
            .tokens
            .clone()
            .find(|token| {
                let head = self.tree.head(*token);
                !time.tokens.contains(&head) || head == *token
            })
            .unwrap_or(time.tokens.start);
        for _ in 0..self.tree.len() {
            let head = self.tree.head(current);
            if head == current {
                break;
            }
            current = head;
            if self.tree.is_verb(current) || (self.tree.is_noun(current) && !time.tokens.contains(&current)) {
                break;
            }
        }
        current
    }

    /// The time of a frame.
    pub(in crate::extract) fn time_of(&self, trigger: usize, modality: Modality) -> Option<TimeSpan> {
        if !matches!(modality, Modality::Actual | Modality::Habitual | Modality::Negated) {
            let time = self.time_at(trigger)?;
            return Some(to_time_span(time, Told::Open, self.document.published));
        }
        let own = self.time_at(trigger).is_some_and(|time| self.governor_of(time) == trigger);
        if let Some(time) = self.time_of_clause(trigger).filter(|_| !own) {
            return Some(time);
        }
        match self.time_at(trigger) {
            Some(time) => Some(to_time_span(time, Told::Done, self.document.published)),
            None => self.document.published.map(|day| {
                if modality == Modality::Habitual {
                    TimeSpan { starts_by: Some(day), ..TimeSpan::unbounded(Precision::Vague) }
                } else {
                    TimeSpan { not_after: Some(day), ..TimeSpan::unbounded(Precision::Vague) }
                }
            }),
        }
    }

    /// "Since X took office in October 2024, …", "After X left in May, …": the clause bounds the main one.
    fn time_of_clause(&self, trigger: usize) -> Option<TimeSpan> {
        let clause = self.tree.children_with(trigger, &["advcl"]).into_iter().find_map(|clause| {
            let mark = self.tree.child(clause, &["mark"])?;
            Some((clause, self.tree.lower(mark)))
        })?;
        let time = self.time_at(clause.0).filter(|time| self.governor_of(time) == clause.0)?;
        let mut bounded = time.clone();
        bounded.value.relation = match clause.1.as_str() {
            "since" => Relation::Since,
            "after" => Relation::After,
            "before" => Relation::Before,
            "until" => Relation::Until,
            _ => return None,
        };
        Some(to_time_span(&bounded, Told::Done, self.document.published))
    }

    /// When a state held that a phrase tells of: at the time that its sentence tells, where that is long ago; nobody
    /// knows when in a text about former times; else on the day of the report.
    pub(in crate::extract) fn time_of_state(&self, token: usize) -> Option<TimeSpan> {
        let published = self.document.published?;
        let sentence = self.tree.sentence_tokens(self.tree.sentence(token));
        let from = self.times.partition_point(|time| time.tokens.start < sentence.start);
        let told = self
            .times
            .iter()
            .skip(from)
            .take_while(|time| time.tokens.start < sentence.end)
            .take(NEAR)
            .find_map(|time| Some((time.value.first?, time.value.last?, time.value.precision)));
        let past = |day: Date| published.duration_since(day).as_hours() > LONG_AGO_DAYS * 24;
        if let Some((first, last, precision)) = told.filter(|(_, last, _)| past(*last)) {
            return Some(TimeSpan {
                starts_by: Some(last),
                ends_not_before: Some(first),
                ..TimeSpan::unbounded(precision)
            });
        }
        let retrospect = *self.retrospect.get_or_init(|| {
            let dated = self.times.iter().filter_map(|time| time.value.last);
            let (all, old) = dated.fold((0, 0), |(all, old), day| (all + 1, old + usize::from(past(day))));
            all >= 3 && old * 2 > all
        });
        let verb = sentence.clone().find(|token| self.tree.dep(*token) == "ROOT");
        let present = verb.is_some_and(|verb| {
            let finite = self.tree.child(verb, &["aux", "auxpass"]).unwrap_or(verb);
            matches!(self.tree.tag(finite), "VBZ" | "VBP" | "MD")
        });
        if retrospect && !present { None } else { self.on_the_day() }
    }

    /// A state that holds on the day of the report and of which nothing else is said.
    pub(in crate::extract) fn on_the_day(&self) -> Option<TimeSpan> {
        self.document.published.map(|day| TimeSpan {
            starts_by: Some(day),
            ends_not_before: Some(day),
            ..TimeSpan::unbounded(Precision::Vague)
        })
    }
}

/// Whether `above` is a verb whose clause the trigger's clause belongs to without a finite verb between.
fn is_clause_of(reading: &Reading<'_>, above: usize, trigger: usize) -> bool {
    let tree = &reading.tree;
    if !tree.is_verb(above) && tree.dep(above) != "ROOT" {
        return false;
    }
    let mut current = trigger;
    for _ in 0..tree.len() {
        if current == above {
            return true;
        }
        let dep = tree.dep(current);
        let crosses = tree.is_verb(current) && matches!(dep, "parataxis" | "advcl") && current != trigger;
        let head = tree.head(current);
        if crosses || head == current || dep == "ccomp" || dep == "relcl" {
            return false;
        }
        current = head;
    }
    false
}
