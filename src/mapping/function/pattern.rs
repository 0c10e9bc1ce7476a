//! Patterns of dates and times, and the reading of texts by them.

use jiff::civil::Date;
use jiff::civil::Time;

/// The months in English.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week in English, from Monday.
pub(super) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The least two-digit year of the twentieth century (POSIX `strptime`).
const PIVOT: i16 = 69;

/// One part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item<'a> {
    /// Text that must stand there.
    Literal(&'a str),
    /// A field: its letter in patterns of Java, and how often it is repeated.
    Field(char, usize),
    /// What means nothing here.
    Unknown(&'a str),
}

/// The parts of a pattern, in order.
struct Items<'a> {
    rest: &'a str,
    /// Whether letters after `%` are fields, and all else is literal.
    is_strptime: bool,
    quote: Quote,
}

/// Where the rest of a pattern begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// Outside quotes.
    Outside,
    /// Inside quotes, at a second quote that stands for itself.
    Mark,
    /// Inside quotes, after that.
    Inside,
}

fn items(pattern: &str) -> Items<'_> {
    Items { rest: pattern, is_strptime: pattern.contains('%'), quote: Quote::Outside }
}

impl<'a> Items<'a> {
    /// Takes so many bytes off the beginning.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// A field of `strptime` as one of Java, or a percent sign.
    fn after_percent(&mut self) -> Item<'a> {
        let text = self.take(1 + self.rest.chars().nth(1).map_or(0, char::len_utf8));
        match text.chars().nth(1) {
            Some('Y') => Item::Field('y', 4),
            Some('y') => Item::Field('y', 2),
            Some('m') => Item::Field('M', 1),
            Some('b' | 'B' | 'h') => Item::Field('M', 4),
            Some('d' | 'e') => Item::Field('d', 1),
            Some('a' | 'A') => Item::Field('E', 4),
            Some('H') => Item::Field('H', 1),
            Some('I') => Item::Field('h', 1),
            Some('M') => Item::Field('m', 1),
            Some('S') => Item::Field('s', 1),
            Some('f') => Item::Field('S', 6),
            Some('p') => Item::Field('a', 1),
            Some('z') => Item::Field('Z', 1),
            Some('%') => Item::Literal("%"),
            _ => Item::Unknown(text),
        }
    }

    /// What begins with a quote: text in quotes, or two quotes, which are one.
    fn after_quote(&mut self) -> Item<'a> {
        self.take(1);
        if self.rest.starts_with('\'') { Item::Literal(self.take(1)) } else { self.inside_quotes() }
    }

    /// Text up to the next quote.
    fn inside_quotes(&mut self) -> Item<'a> {
        let Some(end) = self.rest.find('\'') else {
            self.rest = "";
            return Item::Unknown("'");
        };
        let text = self.take(end);
        self.take(1);
        self.quote = if self.rest.starts_with('\'') { Quote::Mark } else { Quote::Outside };
        Item::Literal(text)
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        match self.quote {
            Quote::Outside => {}
            Quote::Mark => {
                self.quote = Quote::Inside;
                return Some(Item::Literal(self.take(1)));
            }
            Quote::Inside => {
                self.quote = Quote::Outside;
                return Some(self.inside_quotes());
            }
        }
        let first = self.rest.chars().next()?;
        if self.is_strptime {
            return Some(if first == '%' {
                self.after_percent()
            } else {
                Item::Literal(self.take(first.len_utf8()))
            });
        }
        if first == '\'' {
            return Some(self.after_quote());
        }
        if !first.is_ascii_alphabetic() {
            return Some(Item::Literal(self.take(first.len_utf8())));
        }
        let count = self.rest.chars().take_while(|letter| *letter == first).count();
        let text = self.take(count);
        let is_known = match first {
            'y' | 'u' => matches!(count, 1 | 2 | 4),
            'M' | 'L' | 'E' | 'X' | 'x' | 'Z' => count <= 4,
            'd' | 'H' | 'h' | 'm' | 's' => count <= 2,
            'S' => count <= 9,
            'a' => count == 1,
            _ => false,
        };
        Some(if is_known { Item::Field(first, count) } else { Item::Unknown(text) })
    }
}

/// The first part of a pattern that means nothing, if there is one.
pub(super) fn unknown(pattern: &str) -> Option<&str> {
    items(pattern).find_map(|item| match item {
        Item::Unknown(text) => Some(text),
        _ => None,
    })
}

/// What a text says of a date and a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fields {
    /// The year.
    pub(super) year: Option<i16>,
    /// The month, from 1.
    pub(super) month: Option<i8>,
    day: Option<i8>,
    /// From 0 for Monday.
    weekday: Option<usize>,
    hour: Option<i8>,
    hour_of_half: Option<i8>,
    is_afternoon: Option<bool>,
    minute: i8,
    second: i8,
    nanosecond: i32,
}

impl Fields {
    /// Whether there is a day of the month.
    pub(super) fn has_day(&self) -> bool {
        self.day.is_some()
    }

    /// The date, if it is whole, in the calendar, and on the day of the week that the text says.
    pub(super) fn date(&self) -> Option<Date> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).ok()?;
        self.weekday.is_none_or(|said| said == weekday).then_some(date)
    }

    /// The time of day; midnight if the text has none.
    pub(super) fn time(&self) -> Option<Time> {
        let hour = match (self.hour, self.hour_of_half) {
            (Some(hour), _) => hour,
            (None, None) => 0,
            (None, Some(hour)) if (1..=12).contains(&hour) => {
                hour % 12 + if self.is_afternoon? { 12 } else { 0 }
            }
            (None, Some(_)) => return None,
        };
        Time::new(hour, self.minute, self.second, self.nanosecond).ok()
    }
}

/// Reads a whole text by a pattern; `None` if it does not fit.
pub(super) fn read(pattern: &str, text: &str) -> Option<Fields> {
    let mut fields = Fields::default();
    let mut rest = text;
    for item in items(pattern) {
        rest = match item {
            Item::Literal(literal) => rest.strip_prefix(literal)?,
            Item::Field(letter, count) => field(&mut fields, letter, count, rest)?,
            Item::Unknown(_) => return None,
        };
    }
    rest.is_empty().then_some(fields)
}

/// Reads one field off the beginning of a text, and gives the rest.
fn field<'a>(fields: &mut Fields, letter: char, count: usize, text: &'a str) -> Option<&'a str> {
    match (letter, count) {
        ('M' | 'L', 3..) => {
            let (month, rest) = name(text, &MONTHS)?;
            fields.month = Some(i8::try_from(month + 1).ok()?);
            return Some(rest);
        }
        ('E', _) => {
            let (weekday, rest) = name(text, &WEEKDAYS)?;
            fields.weekday = Some(weekday);
            return Some(rest);
        }
        ('a', _) => {
            let (half, rest) = text.split_at_checked(2)?;
            fields.is_afternoon = Some(half.eq_ignore_ascii_case("pm"));
            return (half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm")).then_some(rest);
        }
        ('X' | 'x' | 'Z', _) => return offset(text),
        ('S', _) => {
            let (digits, rest) = digits(text, 1, 9)?;
            let scale = 10_i32.checked_pow(u32::try_from(9 - digits.len()).ok()?)?;
            fields.nanosecond = digits.parse::<i32>().ok()? * scale;
            return Some(rest);
        }
        _ => {}
    }
    let longest = if matches!(letter, 'y' | 'u') && count != 2 { 4 } else { 2 };
    let (digits, rest) = digits(text, if count == 1 { 1 } else { longest }, longest)?;
    let number: i16 = digits.parse().ok()?;
    let small = i8::try_from(number);
    match letter {
        'y' | 'u' if count == 2 => fields.year = Some(number + if number < PIVOT { 2000 } else { 1900 }),
        'y' | 'u' => fields.year = Some(number),
        'M' | 'L' => fields.month = Some(small.ok()?),
        'd' => fields.day = Some(small.ok()?),
        'H' => fields.hour = Some(small.ok()?),
        'h' => fields.hour_of_half = Some(small.ok()?),
        'm' => fields.minute = small.ok()?,
        _ => fields.second = small.ok()?,
    }
    Some(rest)
}

/// Reads digits, at least and at most so many.
fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count < least { None } else { text.split_at_checked(count) }
}

/// Reads a name in any case, whole or by its first three letters (`Sept` too), and gives its place from 0.
fn name<'a>(text: &'a str, names: &[&str]) -> Option<(usize, &'a str)> {
    let starts = |name: &str| {
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name).then_some(rest)
    };
    let whole = names.iter().enumerate().find_map(|(place, name)| Some((place, starts(name)?)));
    let september = || names.iter().position(|name| *name == "September").zip(starts("Sept"));
    let short = || names.iter().enumerate().find_map(|(place, name)| Some((place, starts(name.get(..3)?)?)));
    whole.or_else(september).or_else(short)
}

/// Reads an offset: `Z`, or hours with or without minutes and a colon. It must be one, and has no effect: a
/// date is taken as it is written.
fn offset(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return Some(rest);
    }
    let (_, rest) = digits(text.strip_prefix(['+', '-'])?, 2, 2)?;
    let minutes = rest.strip_prefix(':').and_then(|rest| digits(rest, 2, 2));
    Some(minutes.or_else(|| digits(rest, 2, 2)).map_or(rest, |(_, rest)| rest))
}
