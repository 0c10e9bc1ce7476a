//! Expected values are from the GREL manual, the functions' descriptions, RFCs named in the test, or by hand.
//!
//! A call is written with short names: `grel:`, `idlab:` and `cg:`.

use super::Arguments;
use super::Value;
use super::find;

mod dates;
mod laws;
mod lists;
mod numbers;
mod table;
mod texts;

/// Writes a short name out.
fn iri(name: &str) -> String {
    let (prefix, local) = name.split_once(':').unwrap();
    let namespace = match prefix {
        "grel" => "http://users.ugent.be/~bjdmeest/function/grel.ttl#",
        "idlab" => "https://w3id.org/imec/idlab/function#",
        "old" => "http://example.com/idlab/function/",
        "fns" => "http://example.com/fns#",
        "mk" => "https://github.com/morph-kgc/morph-kgc/function/built-in.ttl#",
        "cg" => "https://w3id.org/casegraph/rml#",
        _ => panic!("prefix of {name}"),
    };
    format!("{namespace}{local}")
}

/// Calls a function; each argument is a parameter and the values of one input of it.
fn call(name: &str, arguments: &[(&str, &[&str])]) -> Result<Vec<Value>, String> {
    let function = find(&iri(name)).unwrap_or_else(|| panic!("no function {name}"));
    let mut given = Arguments::new(function);
    for (parameter, values) in arguments {
        let place = function.parameter(&iri(parameter)).unwrap_or_else(|| panic!("no parameter {parameter}"));
        given.push(place, values.iter().map(|value| Value::text(*value)));
    }
    function.call(&given).map_err(|error| error.to_string())
}

/// Asserts the texts of a result.
#[track_caller]
fn check(name: &str, arguments: &[(&str, &[&str])], expected: &[&str]) {
    let texts: Vec<String> = call(name, arguments).unwrap().into_iter().map(|value| value.text).collect();
    assert_eq!(texts, expected, "{name} of {arguments:?}");
}

/// Asserts a result with a datatype of XSD.
#[track_caller]
fn check_typed(name: &str, arguments: &[(&str, &[&str])], expected: (&str, &str)) {
    let values = call(name, arguments).unwrap();
    let [value] = values.as_slice() else { panic!("{name} of {arguments:?} gives {values:?}") };
    let datatype = value.datatype.as_deref().unwrap_or_default().rsplit('#').next().unwrap();
    assert_eq!((value.text.as_str(), datatype), expected, "{name} of {arguments:?}");
}

/// Asserts the message of an error.
#[track_caller]
fn check_error(name: &str, arguments: &[(&str, &[&str])], expected: &str) {
    let message = call(name, arguments).unwrap_err();
    let expected = expected.replace("grel:", "http://users.ugent.be/~bjdmeest/function/grel.ttl#");
    let expected = expected.replace("cg:", "https://w3id.org/casegraph/rml#");
    assert_eq!(message, expected.replace("idlab:", "https://w3id.org/imec/idlab/function#"));
}
