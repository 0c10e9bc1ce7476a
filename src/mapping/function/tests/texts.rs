//! Functions of texts, with regular expressions, escaping and digests.

use super::check;
use super::check_error;
use super::check_typed;

const VALUE: &str = "grel:valueParameter";

#[test]
fn letters_change_their_case() {
    check("grel:toUpperCase", &[(VALUE, &["Straße"])], &["STRASSE"]);
    check("grel:toLowerCase", &[(VALUE, &["ÀB"])], &["àb"]);
    check("grel:toTitleCase", &[(VALUE, &["Once upon a midnight DREARY"])], &["Once Upon A Midnight Dreary"]);
    check(
        "idlab:toUpperCaseURL",
        &[("idlab:str", &["http://example.com/venus"])],
        &["HTTP://EXAMPLE.COM/VENUS"],
    );
    check("idlab:toUpperCaseURL", &[("idlab:_str", &["www.example.com"])], &["http://WWW.EXAMPLE.COM"]);
    check("old:toUpperCaseURL", &[("old:str", &["Venus"])], &["http://VENUS"]);
    check("idlab:alwaysReturnsABC", &[], &["ABC"]);
}

#[test]
fn a_text_is_cut() {
    let sub = |value, from, expected: &[&str]| {
        check(
            "grel:string_substring",
            &[("grel:valueParam", &[value]), ("grel:p_int_i_from", &[from])],
            expected,
        );
    };
    sub("profound", "3", &["found"]);
    sub("profound", "-5", &["found"]);
    sub("Venus", "5", &[""]);
    sub("Venus", "6", &[]);
    sub("Venus", "1000", &[]);
    sub("été", "1", &["té"]);
    let between = |from, to, expected| {
        check(
            "grel:string_substring",
            &[(VALUE, &["profound"]), ("grel:param_int_i_from", &[from]), ("grel:param_int_i_opt_to", &[to])],
            &[expected],
        );
    };
    between("2", "4", "of");
    between("0", "-1", "profoun");
    between("4", "2", "");
    between("0", "9999999999", "profound");
    check("grel:string_trim", &[(VALUE, &["\u{A0} island \n"])], &["island"]);
    check("grel:string_chomp", &[(VALUE, &["hardly"]), ("grel:p_string_sep", &["ly"])], &["hard"]);
    check("grel:string_chomp", &[(VALUE, &["hard"]), ("grel:p_string_sep", &["ly"])], &["hard"]);
}

#[test]
fn a_text_is_searched() {
    let of = |name: &str, value, part, expected| {
        check(name, &[(VALUE, &[value]), ("grel:string_sub", &[part])], &[expected]);
    };
    of("grel:string_startsWith", "food", "foo", "true");
    of("grel:string_startsWith", "food", "ood", "false");
    of("grel:string_endsWith", "food", "ood", "true");
    of("grel:string_contains", "food", "ee", "false");
    of("grel:string_indexOf", "internationalization", "nation", "5");
    of("grel:string_indexOf", "internationalization", "world", "-1");
    of("grel:string_indexOf", "ééa", "a", "2");
    of("grel:string_lastIndexOf", "parallel", "a", "3");
    check_typed("grel:string_length", &[(VALUE, &["Vénus"])], ("5", "integer"));
    check_typed("grel:string_contains", &[(VALUE, &["a"]), ("grel:string_sub", &["a"])], ("true", "boolean"));
}

#[test]
fn a_text_is_replaced() {
    let literal = |value, find, replacement, expected| {
        check(
            "grel:string_replace",
            &[(VALUE, &[value]), ("grel:p_string_find", &[find]), ("grel:p_string_replace", &[replacement])],
            &[expected],
        );
    };
    literal("The cow jumps over the moon and moos", "oo", "ee", "The cow jumps over the meen and mees");
    literal("a.b", ".", "$1", "a$1b");
    literal("ab", "", "-", "ab");
    let by_regex = |value, regex, replacement, expected| {
        check(
            "grel:string_replace",
            &[(VALUE, &[value]), ("grel:param_regex", &[regex]), ("grel:param_replace", &[replacement])],
            &[expected],
        );
    };
    by_regex("2024-05", r"(\d+)-(\d+)", "$2/$1st", "05/2024st");
    by_regex("2024-05", r"(?<y>\d+)-(\d+)", "${y} $$2", "2024 $2");
    by_regex("aaa", "a*", "b", "b");
    check(
        "grel:string_replaceChars",
        &[(VALUE, &["Thís téxt"]), ("grel:param_find", &["áéíóú"]), ("grel:param_replace", &["aeiou"])],
        &["This text"],
    );
    check_error(
        "grel:string_replaceChars",
        &[(VALUE, &["x"]), ("grel:param_find", &["áé"]), ("grel:param_replace", &["a"])],
        "cannot call `grel:string_replaceChars`, parameter `grel:param_replace`: `a` is not a text of 2 characters, \
         one for each that is sought",
    );
    check_error(
        "grel:string_replace",
        &[(VALUE, &["x"]), ("grel:param_replace", &["a"])],
        "cannot call `grel:string_replace`: parameter `grel:param_find` is missing",
    );
}

#[test]
fn a_regular_expression_must_be_one_and_small() {
    let find = |regex, expected| {
        check_error("grel:string_find", &[(VALUE, &["x"]), ("grel:p_string_regex", &[regex])], expected);
    };
    find(
        "(a",
        "cannot call `grel:string_find`, parameter `grel:param_regex`: `(a` is not a regular expression (unclosed group)",
    );
    find(
        "((a{0,100}){0,100}){0,100}",
        "cannot call `grel:string_find`, parameter `grel:param_regex`: `((a{0,100}){0,100}){0,100}` is not a regular \
         expression of at most 1 MiB when compiled",
    );
    check("grel:string_find", &[(VALUE, &[&"a".repeat(5000)]), ("grel:param_regex", &["(a*)*b"])], &[]);
}

#[test]
fn a_match_is_one_of_the_whole_text() {
    let of = |value, regex, expected: &[&str]| {
        check("grel:string_match", &[(VALUE, &[value]), ("grel:param_regex", &[regex])], expected);
    };
    of("230.22398, 12.3480", r".*(\d\d\d\d)", &["3480"]);
    of("hello 123456 goodbye", r"\d{6}", &[]);
    of("hello 123456 goodbye", r".*\d{6}.*", &["hello 123456 goodbye"]);
    of("hello 123456 goodbye", r"(.*)(\d{6})(.*)", &["hello ", "123456", " goodbye"]);
    of("ab", "a|ab", &["ab"]);
    of("a", "(a)|(b)", &["a", ""]);
    check(
        "grel:string_find",
        &[(VALUE, &["abeadsabmoloei"]), ("grel:param_regex", &["[aeio]+"])],
        &["a", "ea", "a", "o", "oei"],
    );
}

#[test]
fn a_group_is_extracted() {
    let of = |value, group: &[&str], expected: &[&str]| {
        let regex: &[&str] = &[r"([A-Z]+)-(\d+)?"];
        let mut arguments: Vec<(&str, &[&str])> = vec![(VALUE, value), ("cg:regex", regex)];
        if !group.is_empty() {
            arguments.push(("cg:group", group));
        }
        check("cg:regexExtract", &arguments, expected);
    };
    of(&["see AB-12."], &[], &["AB"]);
    of(&["see AB-12."], &["0"], &["AB-12"]);
    of(&["see AB-12."], &["2"], &["12"]);
    of(&["see AB-."], &["2"], &[]);
    of(&["nothing"], &["1"], &[]);
    check_error(
        "cg:regexExtract",
        &[(VALUE, &["x"]), ("cg:regex", &["(x)"]), ("cg:group", &["2"])],
        "cannot call `cg:regexExtract`, parameter `cg:group`: `2` is not a group of the expression (expected 0 to 1)",
    );
}

#[test]
fn a_text_is_split() {
    let comma = ("grel:p_string_sep", &[","] as &[&str]);
    check(
        "grel:string_split",
        &[(VALUE, &["fire, water, earth, air"]), comma],
        &["fire", " water", " earth", " air"],
    );
    check("grel:string_split", &[(VALUE, &[""]), comma], &[""]);
    check("grel:string_split", &[(VALUE, &["a1b22c"]), ("grel:param_regex", &[r"\d+"])], &["a", "b", "c"]);
    check("cg:splitAndTrim", &[(VALUE, &[" a ;; b;"]), ("cg:separator", &[";"])], &["a", "b"]);
    check("grel:string_smartSplit", &[(VALUE, &[r#"a,"b,""c""",d"#])], &["a", "b,\"c\"", "d"]);
    check("grel:string_smartSplit", &[(VALUE, &["a,b\tc"])], &["a,b", "c"]);
    check(
        "grel:string_splitByLengths",
        &[
            (VALUE, &["internationalization"]),
            ("grel:p_int_i", &["5"]),
            ("grel:p_int_i2", &["6"]),
            ("grel:p_rep_i", &["3"]),
        ],
        &["inter", "nation", "ali"],
    );
    let part = |name: &str, value, expected: &[&str]| {
        check(name, &[(VALUE, &[value]), ("grel:p_fragment", &["a"])], expected);
    };
    part("grel:string_partition", "parallel", &["p", "a", "rallel"]);
    part("grel:string_rpartition", "parallel", &["par", "a", "llel"]);
    part("grel:string_partition", "x", &["x", "", ""]);
    check(
        "grel:string_partition",
        &[
            (VALUE, &["internationalization"]),
            ("grel:p_fragment", &["nation"]),
            ("grel:p_bool_opt_b", &["true"]),
        ],
        &["inter", "alization"],
    );
    check_error(
        "grel:string_split",
        &[(VALUE, &["a"]), ("grel:p_string_sep", &[""])],
        "cannot call `grel:string_split`, parameter `grel:param_string_sep`: `` is not a separator of at least one \
         character",
    );
}

#[test]
fn texts_are_joined() {
    check("grel:string_concat", &[(VALUE, &["a"]), ("grel:valueParameter2", &["b"])], &["ab"]);
    check(
        "grel:string_concat",
        &[(VALUE, &["a"]), (VALUE, &["b"]), (VALUE, &["c"]), ("grel:p_string_sep", &[" "])],
        &["a b c"],
    );
    check(
        "mk:concat",
        &[("grel:valueParameter1", &["a"]), ("grel:valueParameter2", &["b"]), ("grel:p_string_sep", &["-"])],
        &["a-b"],
    );
    check(
        "idlab:concat",
        &[("idlab:str", &["a"]), ("idlab:otherStr", &["b"]), ("idlab:delimiter", &["/"])],
        &["a/b"],
    );
    check("idlab:concatSequence", &[("idlab:_seq", &["a", "b"]), ("idlab:_delimiter", &["/"])], &["a/b"]);
    check("grel:string_diff", &[(VALUE, &["cacti"]), ("grel:valueParameter2", &["cactus"])], &["us"]);
}

#[test]
fn a_concatenation_without_one_of_its_parts_is_none() {
    check("grel:string_concat", &[(VALUE, &["a"]), (VALUE, &[])], &[]);
    check("grel:string_concat", &[(VALUE, &["a"]), ("grel:valueParameter2", &[])], &[]);
    check("grel:array_join", &[("grel:p_array_a", &["a"]), ("grel:p_array_a", &[])], &["a"]);
}

#[test]
fn a_text_is_simplified() {
    check("grel:string_fingerprint", &[(VALUE, &["Ruth  Prawer    Jhabvala"])], &["jhabvala prawer ruth"]);
    check("grel:string_fingerprint", &[(VALUE, &["Élan, the élan!"])], &["elan the"]);
    check("idlab:slugify", &[("idlab:str", &["  Crème brûlée & more! "])], &["creme-brulee-more"]);
}

#[test]
fn a_text_is_escaped_for_a_format() {
    let escape = |value, mode, expected| {
        check("grel:escape", &[(VALUE, &[value]), ("grel:modeParameter", &[mode])], &[expected]);
    };
    let unescape = |value, mode, expected| {
        check("grel:string_unescape", &[(VALUE, &[value]), ("grel:modeParam", &[mode])], &[expected]);
    };
    escape("A&B", "html", "A&amp;B");
    escape("<a b=\"c\">d's é", "html", "&lt;a b=&quot;c&quot;&gt;d's é");
    escape("d's", "xml", "d&apos;s");
    escape("a b/é~", "url", "a%20b%2F%C3%A9~");
    escape("a,\"b\"", "csv", "\"a,\"\"b\"\"\"");
    escape("ab", "csv", "ab");
    escape("a\"\n\u{1}", "javascript", "a\\\"\\n\\u0001");
    unescape("&lt;&#233;&#xE9;&nbsp;&unknown; & &#x110000;", "html", "<éé\u{A0}&unknown; & &#x110000;");
    unescape("a%20b+%C3%A9", "url", "a b+é");
    unescape("\"a,\"\"b\"\"\"", "csv", "a,\"b\"");
    unescape(r#"a\"\n\u00e9\ud83d\ude00\q\u12"#, "javascript", "a\"\né😀qu12");
    check_error(
        "grel:string_unescape",
        &[(VALUE, &["50%"]), ("grel:modeParam", &["url"])],
        "cannot call `grel:string_unescape`, parameter `grel:valueParam`: `50%` is not percent-encoded UTF-8",
    );
    check_error(
        "grel:escape",
        &[(VALUE, &["a"]), ("grel:modeParam", &["sql"])],
        "cannot call `grel:escape`, parameter `grel:modeParam`: `sql` is not a mode (expected `html`, `xml`, `url`, \
         `csv` or `javascript`)",
    );
}

#[test]
fn a_text_is_digested() {
    // GREL manual.
    check("grel:string_md5", &[(VALUE, &["internationalization"])], &["2c55a1626e31b4e373ceedaa9adc12a3"]);
    check(
        "grel:string_sha1",
        &[(VALUE, &["internationalization"])],
        &["cd05286ee0ff8a830dbdc0c24f1cb68b83b0ef36"],
    );
    // FIPS 180-2, appendix B.1.
    check(
        "cg:sha256",
        &[(VALUE, &["abc"])],
        &["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    );
    // RFC 4648, section 10.
    check("cg:base64Encode", &[(VALUE, &["foob"])], &["Zm9vYg=="]);
    check("cg:base64Decode", &[(VALUE, &["Zm9vYg=="])], &["foob"]);
    check_error(
        "cg:base64Decode",
        &[(VALUE, &["Zm9vY"])],
        "cannot call `cg:base64Decode`, parameter `grel:valueParam`: `Zm9vY` is not base64 of UTF-8",
    );
}
