//! Which of two times says more.

use jiff::civil::Date;

use crate::statement::TimeSpan;

/// Days that stand for "not known", longer than recorded history.
const UNKNOWN: i64 = 10_000_000;

/// The narrower of two times of the same thing; a total order, so that the narrowest of many does not
/// depend on their order.
///
/// The measure is the number of days that the begin and the end leave open. Where only a moment inside the
/// thing is known (`starts_by` after `ends_not_before`), the days between count as well.
pub fn narrower(one: TimeSpan, other: TimeSpan) -> TimeSpan {
    if rank(&other) < rank(&one) { other } else { one }
}

/// Less is narrower; the span itself breaks ties.
fn rank(span: &TimeSpan) -> (i64, i64, TimeSpan) {
    let begin = days(span.not_before, span.starts_by.or(span.not_after));
    let end = days(span.ends_not_before.or(span.not_before), span.not_after);
    let moment = match (span.ends_not_before, span.starts_by) {
        (Some(sure), Some(begun)) if sure < begun => days(Some(sure), Some(begun)),
        _ => 0,
    };
    let lasting = match (span.starts_by, span.ends_not_before) {
        (Some(begun), Some(sure)) if begun < sure => days(Some(begun), Some(sure)),
        _ => 0,
    };
    (begin + end + moment, -lasting, *span)
}

fn days(from: Option<Date>, to: Option<Date>) -> i64 {
    match (from, to) {
        (Some(from), Some(to)) => from.until(to).map_or(UNKNOWN, |span| i64::from(span.get_days()).abs()),
        _ => UNKNOWN,
    }
}
