//! Units: money in ISO 4217 codes, measures in UCUM codes.
//!
//! ISO 4217: <https://www.iso.org/iso-4217-currency-codes.html>; UCUM: <https://ucum.org/ucum>. A currency
//! name that several countries share ("pesos", "rupees") has a code only with its country's adjective.

use super::super::lexeme::Lexemes;

/// A unit and the lexeme after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its code.
    pub(super) code: &'static str,
    /// The lexeme after it.
    pub(super) end: usize,
    /// Whether it is money.
    pub(super) money: bool,
}

/// The currency of a sign before a number.
fn sign(mark: char) -> Option<&'static str> {
    Some(match mark {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '₹' => "INR",
        '₽' => "RUB",
        '₩' => "KRW",
        '₪' => "ILS",
        '₺' => "TRY",
        '₴' => "UAH",
        '₦' => "NGN",
        '₱' => "PHP",
        '₫' => "VND",
        '฿' => "THB",
        _ => return None,
    })
}

/// The currency of a country's letters before the dollar sign (`US$`, `A$`, `HK$`).
fn dollar_of(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "us" => "USD",
        "a" | "au" => "AUD",
        "c" | "ca" | "can" => "CAD",
        "nz" => "NZD",
        "hk" => "HKD",
        "s" => "SGD",
        "nt" => "TWD",
        "r" => "BRL",
        "mx" => "MXN",
        _ => return None,
    })
}

/// ISO 4217 codes that stand beside numbers in running text.
fn code(text: &str) -> Option<&'static str> {
    const CODES: [&str; 44] = [
        "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "RMB", "HKD", "SGD", "INR", "RUB",
        "KRW", "ILS", "TRY", "UAH", "NGN", "PHP", "VND", "THB", "BRL", "MXN", "ZAR", "SEK", "NOK", "DKK",
        "PLN", "CZK", "HUF", "RON", "BGN", "AED", "SAR", "QAR", "KWD", "IRR", "IQD", "EGP", "PKR", "BDT",
        "IDR", "MYR",
    ];
    let found = CODES.iter().find(|code| **code == text).copied()?;
    Some(if found == "RMB" { "CNY" } else { found })
}

/// The currency before a number at `number`: where it starts.
pub(super) fn money_before(lexemes: &Lexemes<'_>, number: usize) -> Option<(&'static str, usize)> {
    let before = number.checked_sub(1)?;
    if let Some(mark) = lexemes.mark(before) {
        let currency = sign(mark)?;
        let letters = before.checked_sub(1).filter(|_| mark == '$' && lexemes.glued(before));
        let national = letters.and_then(|at| Some((dollar_of(lexemes.word(at))?, at)));
        return Some(national.unwrap_or((currency, before)));
    }
    let text = lexemes.get(before)?.text;
    code(text).map(|code| (code, before))
}

/// The currency after a number: "million euros", "5,000 U.S. dollars", "20 USD", "5€".
fn money_after(lexemes: &Lexemes<'_>, at: usize, large: bool) -> Option<Unit> {
    if let Some(currency) = lexemes.mark(at).and_then(sign).filter(|_| lexemes.glued(at)) {
        return Some(Unit { code: currency, end: at + 1, money: true });
    }
    if let Some(code) = lexemes.get(at).and_then(|item| code(item.text)) {
        return Some(Unit { code, end: at + 1, money: true });
    }
    if let Some(currency) = national(lexemes.word(at), lexemes.word(at + 1)) {
        return Some(Unit { code: currency, end: at + 2, money: true });
    }
    let sterling = lexemes.word(at + 1) == "sterling";
    let code = match lexemes.word(at) {
        "dollar" | "dollars" => "USD",
        "euro" | "euros" => "EUR",
        "pound" | "pounds" if large || sterling => "GBP",
        "yen" => "JPY",
        "yuan" | "renminbi" => "CNY",
        "ruble" | "rubles" | "rouble" | "roubles" => "RUB",
        "shekel" | "shekels" => "ILS",
        "hryvnia" | "hryvnias" => "UAH",
        "zloty" | "zlotys" => "PLN",
        "forint" | "forints" => "HUF",
        "rand" => "ZAR",
        "reais" => "BRL",
        "baht" => "THB",
        "ringgit" => "MYR",
        "rupiah" => "IDR",
        "naira" => "NGN",
        "won" if large => "KRW",
        _ => return None,
    };
    Some(Unit { code, end: at + 1 + usize::from(sterling), money: true })
}

/// The currency of a country's adjective and a shared name.
fn national(adjective: &str, name: &str) -> Option<&'static str> {
    Some(match (adjective, name.strip_suffix('s').unwrap_or(name)) {
        ("us" | "american", "dollar") => "USD",
        ("canadian", "dollar") => "CAD",
        ("australian", "dollar") => "AUD",
        ("singapore" | "singaporean", "dollar") => "SGD",
        ("mexican", "peso") => "MXN",
        ("philippine", "peso") => "PHP",
        ("argentine" | "argentinian", "peso") => "ARS",
        ("colombian", "peso") => "COP",
        ("chilean", "peso") => "CLP",
        ("cuban", "peso") => "CUP",
        ("indian", "rupee") => "INR",
        ("pakistani", "rupee") => "PKR",
        ("british", "pound") => "GBP",
        ("egyptian", "pound") => "EGP",
        ("lebanese", "pound") => "LBP",
        ("syrian", "pound") => "SYP",
        ("swiss", "franc") => "CHF",
        ("turkish", "lira") => "TRY",
        ("iranian", "rial") => "IRR",
        ("saudi", "riyal") => "SAR",
        ("qatari", "riyal") => "QAR",
        ("iraqi", "dinar") => "IQD",
        ("kuwaiti", "dinar") => "KWD",
        ("emirati", "dirham") => "AED",
        ("kenyan", "shilling") => "KES",
        ("swedish", "krona" | "kronor") => "SEK",
        ("norwegian", "krone" | "kroner") => "NOK",
        ("danish", "krone" | "kroner") => "DKK",
        ("korean", "won") => "KRW",
        _ => return None,
    })
}

/// The unit after a number: money, per cent, measure. `large` says that the number is at least a million.
pub(super) fn after(lexemes: &Lexemes<'_>, at: usize, large: bool) -> Option<Unit> {
    if lexemes.paragraph(at) {
        return None;
    }
    let at = if lexemes.dash(at) && lexemes.glued(at) && lexemes.glued(at + 1) { at + 1 } else { at };
    if let Some(money) = money_after(lexemes, at, large) {
        return Some(money);
    }
    let measure = |code, length| Some(Unit { code, end: at + length, money: false });
    if lexemes.mark(at) == Some('%') || matches!(lexemes.word(at), "percent" | "pct") {
        return measure("%", 1);
    }
    if lexemes.words(at, &["per", "cent"]) {
        return measure("%", 2);
    }
    if lexemes.mark(at) == Some('°') {
        return match lexemes.word(at + 1) {
            "c" => measure("Cel", 2),
            "f" => measure("[degF]", 2),
            _ => None,
        };
    }
    if let Some((code, length)) = measure_of_words(lexemes, at) {
        return measure(code, length);
    }
    let text = lexemes.get(at).map_or("", |item| item.text);
    symbol(text).and_then(|code| measure(code, 1))
}

/// Measures in words: code and number of lexemes.
fn measure_of_words(lexemes: &Lexemes<'_>, at: usize) -> Option<(&'static str, usize)> {
    let second = lexemes.word(at + 1);
    let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let pair: Option<&'static str> = match (lexemes.word(at), singular(second).as_str()) {
        ("metric", "ton" | "tonne") => Some("t"),
        ("nautical", "mile") => Some("[nmi_i]"),
        ("square", "mile") => Some("[mi_i]2"),
        ("square", "kilometer" | "kilometre" | "km") => Some("km2"),
        ("square", "meter" | "metre") => Some("m2"),
        ("square", "foot" | "feet") => Some("[ft_i]2"),
        ("cubic", "meter" | "metre") => Some("m3"),
        ("cubic", "foot" | "feet") => Some("[ft_i]3"),
        ("degree", "celsius") | ("degrees", "celsiu" | "centigrade") => Some("Cel"),
        ("degrees", "fahrenheit") => Some("[degF]"),
        _ => None,
    };
    if let Some(code) = pair {
        return Some((code, 2));
    }
    let per =
        |length| matches!(lexemes.word(at + length), "per" | "an") && lexemes.word(at + length + 1) == "hour";
    let code = word_code(lexemes.word(at))?;
    Some(match code {
        "km" if per(1) => ("km/h", 3),
        "[mi_i]" if per(1) => ("[mi_i]/h", 3),
        other => (other, 1),
    })
}

/// The code of a measure in one word.
fn word_code(word: &str) -> Option<&'static str> {
    Some(match word {
        "kilometer" | "kilometers" | "kilometre" | "kilometres" => "km",
        "meter" | "meters" | "metre" | "metres" => "m",
        "centimeter" | "centimeters" | "centimetre" | "centimetres" => "cm",
        "millimeter" | "millimeters" | "millimetre" | "millimetres" => "mm",
        "mile" | "miles" => "[mi_i]",
        "foot" | "feet" => "[ft_i]",
        "inch" | "inches" => "[in_i]",
        "yard" | "yards" => "[yd_i]",
        "kilogram" | "kilograms" | "kilo" | "kilos" => "kg",
        "gram" | "grams" => "g",
        "tonne" | "tonnes" => "t",
        "ton" | "tons" => "[ston_av]",
        "kiloton" | "kilotons" => "kt",
        "megaton" | "megatons" => "Mt",
        "pound" | "pounds" => "[lb_av]",
        "ounce" | "ounces" => "[oz_av]",
        "liter" | "liters" | "litre" | "litres" => "L",
        "gallon" | "gallons" => "[gal_us]",
        "barrel" | "barrels" => "[bbl_us]",
        "hectare" | "hectares" => "har",
        "acre" | "acres" => "[acr_us]",
        "watt" | "watts" => "W",
        "kilowatt" | "kilowatts" => "kW",
        "megawatt" | "megawatts" => "MW",
        "gigawatt" | "gigawatts" => "GW",
        "knot" | "knots" => "[kn_i]",
        "horsepower" => "[HP]",
        "decibel" | "decibels" => "dB",
        "byte" | "bytes" => "By",
        "megabyte" | "megabytes" => "MBy",
        "gigabyte" | "gigabytes" => "GBy",
        "terabyte" | "terabytes" => "TBy",
        "mph" => "[mi_i]/h",
        "kph" => "km/h",
        _ => return None,
    })
}

/// The code of a symbol, as it is written.
fn symbol(text: &str) -> Option<&'static str> {
    Some(match text {
        "km" => "km",
        "m" => "m",
        "cm" => "cm",
        "mm" => "mm",
        "kg" => "kg",
        "g" => "g",
        "mg" => "mg",
        "lb" | "lbs" => "[lb_av]",
        "oz" => "[oz_av]",
        "ft" => "[ft_i]",
        "mi" => "[mi_i]",
        "nm" | "nmi" => "[nmi_i]",
        "ha" => "har",
        "kW" => "kW",
        "MW" => "MW",
        "GW" => "GW",
        "kWh" => "kW.h",
        "MWh" => "MW.h",
        "GWh" => "GW.h",
        "MB" => "MBy",
        "GB" => "GBy",
        "TB" => "TBy",
        "Hz" => "Hz",
        "kHz" => "kHz",
        "MHz" => "MHz",
        "GHz" => "GHz",
        "L" => "L",
        _ => return None,
    })
}
