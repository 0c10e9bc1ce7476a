//! The closed sets of words that times are written with.

use jiff::civil::Weekday;

/// The month of a full name or an abbreviation.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Whether a name of a month is written in short.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.len() <= 4 && !matches!(word, "may" | "june" | "july")
}

/// The day of the week of a name or an abbreviation, and whether it is a plural ("Sundays").
pub(super) fn weekday(word: &str) -> Option<(Weekday, bool)> {
    let plural = word.ends_with("days");
    let name = if plural { word.strip_suffix('s')? } else { word };
    let day = match name {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    };
    Some((day, plural))
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The unit of a word, and whether the word is a plural.
pub(super) fn unit(word: &str) -> Option<(Unit, bool)> {
    let plural = word.ends_with('s');
    let unit = match word.strip_suffix('s').unwrap_or(word) {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "night" | "evening" | "morning" | "afternoon" => Unit::Night,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" | "centurie" => Unit::Century,
        _ => return None,
    };
    Some((unit, plural))
}

/// A season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// The season of a word.
pub(super) fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// A part of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Middle,
    Late,
    End,
    /// "by the end of": the last day.
    Close,
    FirstHalf,
    SecondHalf,
}

/// The part of a word before a month, year or decade.
pub(super) fn part(word: &str) -> Option<Part> {
    Some(match word {
        "early" | "beginning" | "start" => Part::Early,
        "mid" | "middle" => Part::Middle,
        "late" => Part::Late,
        "end" | "close" => Part::End,
        _ => return None,
    })
}

/// The number of an ordinal word, or of the ending after digits (`19th` gives the ending `th`).
pub(super) fn ordinal_word(word: &str) -> Option<i32> {
    const WORDS: [&str; 21] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "thirtieth",
    ];
    let at = WORDS.iter().zip(1..).find(|(entry, _)| **entry == word).map(|(_, number)| number)?;
    Some(if at == 21 { 30 } else { at })
}

/// Month and day of a feast that lies on one day of every year, by the two words of its name.
pub(super) fn holiday(first: &str, second: &str) -> Option<(i8, i8)> {
    Some(match (first, second) {
        ("year" | "years", "day") => (1, 1),
        ("valentine" | "valentines", "day") => (2, 14),
        ("may", "day") => (5, 1),
        ("christmas", "eve") => (12, 24),
        ("christmas", "day") => (12, 25),
        ("boxing", "day") => (12, 26),
        ("year" | "years", "eve") => (12, 31),
        _ => return None,
    })
}

/// Whether a word is the ending of an ordinal in digits.
pub(super) fn is_ordinal_ending(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th")
}

/// The decade of a word such as "nineties".
pub(super) fn decade_word(word: &str) -> Option<i16> {
    Some(match word {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}

/// Whether a number before this word counts things, so that `2000 people` names no year.
pub(super) fn is_counted(word: &str) -> bool {
    unit(word).is_some_and(|(_, plural)| plural) || COUNTED.contains(&word)
}

/// Nouns and words of size that follow a count.
const COUNTED: [&str; 64] = [
    "people",
    "persons",
    "men",
    "women",
    "children",
    "troops",
    "soldiers",
    "fighters",
    "police",
    "officers",
    "civilians",
    "migrants",
    "refugees",
    "families",
    "homes",
    "houses",
    "dollars",
    "euros",
    "pounds",
    "yen",
    "yuan",
    "rubles",
    "roubles",
    "pesos",
    "rupees",
    "miles",
    "km",
    "kilometers",
    "kilometres",
    "meters",
    "metres",
    "feet",
    "tons",
    "tonnes",
    "kilograms",
    "kg",
    "acres",
    "hectares",
    "barrels",
    "votes",
    "points",
    "cases",
    "deaths",
    "copies",
    "words",
    "members",
    "employees",
    "workers",
    "students",
    "seats",
    "square",
    "percent",
    "per",
    "million",
    "billion",
    "thousand",
    "times",
    "protesters",
    "passengers",
    "residents",
    "others",
    "units",
    "vehicles",
    "tanks",
];
