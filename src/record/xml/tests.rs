//! Documents and `XPath`; expected values are worked out from the recommendation.

use super::XPath;
use super::XmlDocument;
use super::XmlItem;

const NAMESPACES: [(&str, &str); 2] = [("p", "http://e/p"), ("d", "http://e/d")];

const LIBRARY: &str = r#"<?xml version="1.0"?>
<lib xmlns:q="http://e/p" xml:lang="en-GB"><!--note-->
<book id="1" year="1999"><t>One</t><price>8.50</price></book>
<book id="2" q:k="v"><t xml:lang="de">Zwei <i>und</i> drei</t><price>12</price></book>
<?go now?><q:book id="3"><t>Three</t></q:book>
<shelf><book id="4"><t>  Four
 five </t></book></shelf></lib>"#;

fn selected(path: &str, text: &str) -> Vec<String> {
    let document = XmlDocument::parse(text).unwrap();
    let found = XPath::compile(path, &NAMESPACES).unwrap().select(&document.root()).unwrap();
    found.iter().map(|item| item.string_value().into_owned()).collect()
}

fn check(path: &str, expected: &[&str]) {
    assert_eq!(selected(path, LIBRARY), expected, "{path}");
}

#[test]
fn paths_go_down_by_names() {
    check("/lib/book/@id", &["1", "2"]);
    check("lib/book/t", &["One", "Zwei und drei"]);
    check("/lib/shelf/book/@id", &["4"]);
    check("//book/@id", &["1", "2", "4"]);
    check("/lib/*/@id", &["1", "2", "3"]);
    check("//@year", &["1999"]);
    check("/lib//t/text()", &["One", "Zwei ", " drei", "Three", "  Four\n five "]);
    check("/lib/nothing", &[]);
    check("/book", &[]);
    check("//self::node()[@id='3']/t", &["Three"]);
}

#[test]
fn names_match_by_namespace() {
    check("//p:book/@id", &["3"]);
    check("//p:*/@id", &["3"]);
    check("//book/@p:k", &["v"]);
    check("//@p:*", &["v"]);
    check("//d:book", &[]);
    let defaulted = r#"<a xmlns="http://e/d"><b c="x">1</b></a>"#;
    assert_eq!(selected("/a/b", defaulted), [""; 0]);
    assert_eq!(selected("/d:a/d:b/@c", defaulted), ["x"]);
    assert_eq!(selected("/*[local-name()='a']/*", defaulted), ["1"]);
}

#[test]
fn every_axis_goes_its_way() {
    check("//i/ancestor::*/@id", &["2"]);
    check("count(//i/ancestor::node())", &["4"]);
    check("//i/ancestor-or-self::i", &["und"]);
    check("//i/parent::t/../@id", &["2"]);
    check("//book[@id=2]/preceding-sibling::*/@id", &["1"]);
    check("//book[@id=1]/following-sibling::book/@id", &["2"]);
    check("//book[@id=2]/following::*/@id", &["3", "4"]);
    check("//i/preceding::t", &["One"]);
    check("//shelf/descendant::t/parent::book/@id", &["4"]);
    check("count(//shelf/descendant-or-self::*)", &["3"]);
    check("//shelf/self::shelf/book/@id", &["4"]);
    check("//shelf/self::book", &[]);
    check("//@year/parent::book/t", &["One"]);
    check("//@year/following::t[1]", &["One"]);
    check("//book[@id='2']/@*/preceding::t", &["One"]);
    check("//@year/following-sibling::*", &[]);
    check("//@year/self::node()", &["1999"]);
    check("//@year/self::year", &[]);
    check("//@year/ancestor-or-self::node()[1]", &["1999"]);
    check("//attribute::year", &["1999"]);
    check("//comment()", &["note"]);
    check("//processing-instruction()", &["now"]);
    check("//processing-instruction('go')", &["now"]);
    check("//processing-instruction('stop')", &[]);
}

#[test]
fn positions_count_along_the_axis() {
    check("/lib/book[1]/@id", &["1"]);
    check("/lib/book[last()]/@id", &["2"]);
    check("/lib/*[position()>1]/@id", &["2", "3"]);
    check("//i/ancestor::*[1]", &["Zwei und drei"]);
    check("//i/ancestor::*[2]/@id", &["2"]);
    check("//q/preceding::book[1]", &[]);
    check("//shelf/preceding-sibling::*[1]/@id", &["3"]);
    check("//book[1]/@id", &["1", "4"]);
    check("(//book)[1]/@id", &["1"]);
    check("(//book)[last()]/@id", &["4"]);
    check("//book[t][2]/@id", &["2"]);
    check("//book[2][t]/@id", &["2"]);
    check("/descendant::book[3]/@id", &["4"]);
    check("//book[position()=1]/@id", &["1", "4"]);
    check("//book[1.5]", &[]);
}

#[test]
fn predicates_are_conditions() {
    check("//book[@year]/t", &["One"]);
    check("//book[not(@year)]/@id", &["2", "4"]);
    check("//book[price > 10]/@id", &["2"]);
    check("//book[price='8.50' or @id='4']/@id", &["1", "4"]);
    check("//book[price and t/i]/@id", &["2"]);
    check("//t[lang('en')]/../@id", &["1", "3", "4"]);
    check("//t[lang('de')]/../@id", &["2"]);
    check("//t[. = 'One']", &["One"]);
    check("//book[t = //q]", &[]);
    check("//*[@id = ../shelf/book/@id]", &[]);
}

#[test]
fn unions_stand_in_the_order_of_the_document() {
    check("//price | //t[.='One'] | //t", &["One", "8.50", "Zwei und drei", "12", "Three", "  Four\n five "]);
    check("//book[2]/@id | //book[1]/@id", &["1", "2", "4"]);
}

#[test]
fn operators_bind_as_the_grammar_says() {
    for (path, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("8 div 4 div 2", "1"),
        ("7 mod 3", "1"),
        ("-7 mod 3", "-1"),
        ("5.5 mod 2", "1.5"),
        ("1 div 0", "Infinity"),
        ("0 div 0", "NaN"),
        ("- - 3", "3"),
        ("-3", "-3"),
        ("2 > 1 > 0", "true"),
        ("3 > 2 > 1", "false"),
        ("1 = 1 = 1", "true"),
        ("1 or 0 and 0", "true"),
        ("'a' = 'b' or 1 < 2", "true"),
        ("1 != 1", "false"),
        ("'1' = 1", "true"),
        ("true() = 'x'", "true"),
        ("'a' < 'b'", "false"),
        ("1 <= 1", "true"),
        ("2 >= 3", "false"),
        ("-(1)", "-1"),
        ("2*3", "6"),
        ("1 - -1", "2"),
    ] {
        assert_eq!(selected(path, "<a/>"), [expected], "{path}");
    }
}

#[test]
fn comparisons_of_nodes_hold_if_they_do_of_one() {
    for (path, expected) in [
        ("//b = 2", "true"),
        ("//b != 2", "true"),
        ("//b = //c", "true"),
        ("//b < //c", "true"),
        ("//c < //b", "true"),
        ("//b > 2", "false"),
        ("3 > //b", "true"),
        ("//x = //x", "false"),
        ("//x = false()", "true"),
        ("//b = true()", "true"),
        ("//b = 'x'", "false"),
        ("not(//b = 5)", "true"),
        ("//x != //x", "false"),
        ("//b <= '1'", "true"),
        ("'2' = //c", "true"),
        ("//c > //c", "true"),
    ] {
        assert_eq!(selected(path, "<a><b>1</b><b>2</b><c>2</c><c>0</c></a>"), [expected], "{path}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of cases of one shape")]
fn functions_do_what_section_4_says() {
    for (path, expected) in [
        ("count(//book)", "3"),
        ("name(//p:book)", "q:book"),
        ("local-name(//p:book)", "book"),
        ("namespace-uri(//p:book)", "http://e/p"),
        ("namespace-uri(//book)", ""),
        ("name(//@p:k)", "q:k"),
        ("name(/)", ""),
        ("name(//processing-instruction())", "go"),
        ("local-name(//nothing)", ""),
        ("string(//price)", "8.50"),
        ("string(1.0)", "1"),
        ("string(//nothing)", ""),
        ("concat('a', 1, true())", "a1true"),
        ("starts-with('abc', 'ab')", "true"),
        ("starts-with('abc', '')", "true"),
        ("contains('abc', 'bd')", "false"),
        ("contains('abc', '')", "true"),
        ("substring-before('1999/04/01', '/')", "1999"),
        ("substring-after('1999/04/01', '/')", "04/01"),
        ("substring-after('1999/04/01', '19')", "99/04/01"),
        ("substring-before('ab', 'x')", ""),
        ("substring-after('ab', '')", "ab"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 2)", "2345"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substring('12345', 1, 0 div 0)", ""),
        ("substring('12345', -42, 1 div 0)", "12345"),
        ("substring('12345', -1 div 0, 1 div 0)", ""),
        ("substring('äöü', 2, 1)", "ö"),
        ("string-length('äöü')", "3"),
        ("normalize-space('  a \n\t b ')", "a b"),
        ("normalize-space(//shelf)", "Four five"),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
        ("translate('aa', 'aa', 'xy')", "xx"),
        ("boolean('')", "false"),
        ("boolean('false')", "true"),
        ("boolean(0)", "false"),
        ("boolean(//book)", "true"),
        ("not(1)", "false"),
        ("true()", "true"),
        ("false()", "false"),
        ("number('x')", "NaN"),
        ("number(true())", "1"),
        ("number(//price)", "8.5"),
        ("sum(//price)", "20.5"),
        ("sum(//nothing)", "0"),
        ("floor(-1.5)", "-2"),
        ("ceiling(1.2)", "2"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("count(//book | //book)", "3"),
        ("string-length(//book/t)", "3"),
        ("lang('en')", "false"),
        ("position()", "1"),
        ("last()", "1"),
    ] {
        check(path, &[expected]);
    }
    check("//book[string-length() > 14]/@id", &["2"]);
    check("//t[contains(., 'ou')]", &["  Four\n five "]);
    check("//*[name() = 'q:book']/@id", &["3"]);
}

#[test]
fn references_start_at_the_record_and_absolute_ones_at_the_document() {
    let document = XmlDocument::parse(LIBRARY).unwrap();
    let books = XPath::compile("//book", &[]).unwrap().select(&document.root()).unwrap();
    let of = |path: &str, item: &XmlItem<'_>| -> Vec<String> {
        let found = XPath::compile(path, &NAMESPACES).unwrap().select(item).unwrap();
        found.iter().map(|item| item.string_value().into_owned()).collect()
    };
    assert_eq!(of("@id", &books[1]), ["2"]);
    assert_eq!(of("t/text()", &books[0]), ["One"]);
    assert_eq!(of("./price", &books[0]), ["8.50"]);
    assert_eq!(of("/lib/shelf/book/@id", &books[0]), ["4"]);
    assert_eq!(of("concat(@id, '-', ../@xml:lang)", &books[0]), ["1-en-GB"]);
    assert_eq!(of(".", &books[0]), ["One8.50"]);
    assert_eq!(of("/", &books[0]).len(), 1);
    let number = XPath::compile("count(t)", &[]).unwrap().select(&books[0]).unwrap();
    assert_eq!(XPath::compile(".", &[]).unwrap().select(&number[0]).unwrap_err().code(), "bad-path");
}

fn refuse(path: &str, offset: usize, expected: &str) {
    let error = XPath::compile(path, &NAMESPACES).unwrap_err();
    assert_eq!((error.offset, error.expected.as_str()), (offset, expected), "{error}");
}

#[test]
fn a_wrong_expression_is_refused_where_it_goes_wrong() {
    refuse("", 0, "a name or another step of a path");
    refuse("/a/", 3, "a name or another step of a path");
    refuse("//", 2, "a name or another step of a path");
    refuse("a[1", 3, "`]`");
    refuse("a]", 1, "an operator or the end");
    refuse("a b", 2, "an operator");
    refuse("é[$x]", 2, "an expression without variables, which a mapping cannot set");
    refuse("id('x')", 0, "another function than `id()`, which needs a document type");
    refuse("a/matches(b, 'x')", 2, "`node()`, `text()`, `comment()` or `processing-instruction()`");
    refuse("matches(b, 'x')", 0, "a function of XPath 1.0");
    refuse("p:f(b)", 0, "a function of XPath 1.0, which have no prefix");
    refuse("x:a", 0, "a prefix that is declared");
    refuse("namespace::a", 0, "an axis of XPath 1.0 (`namespace` is not read)");
    refuse("count(1)", 6, "a path that selects nodes");
    refuse("a | 1", 4, "a path that selects nodes");
    refuse("1[2]", 0, "a path that selects nodes");
    refuse("'a'/b", 0, "a path that selects nodes");
    refuse("not()", 0, "`not` with 1 arguments (0 given)");
    refuse("concat('a')", 0, "`concat` with 2 or more arguments (1 given)");
    refuse("@", 1, "a name or another step of a path");
    refuse("a[@1]", 3, "the name of an attribute");
    refuse(".[1]", 1, "an operator or the end");
    refuse("text('x')", 5, "`)`");
    assert_eq!(
        XPath::compile("x:a", &[]).unwrap_err().to_string(),
        "the XPath `x:a` is wrong at character 1: found the prefix `x`, expected a prefix that is declared"
    );
}

#[test]
fn expressions_and_their_evaluation_have_limits() {
    assert!(XPath::compile(&format!("{}1{}", "(".repeat(63), ")".repeat(63)), &[]).is_ok());
    assert!(XPath::compile(&format!("{}1{}", "(".repeat(64), ")".repeat(64)), &[]).is_err());
    assert!(XPath::compile(&"a[".repeat(5000), &[]).is_err());
    assert!(XPath::compile(&format!("1{}", "+1".repeat(512)), &[]).is_ok());
    assert!(XPath::compile(&format!("1{}", "+1".repeat(513)), &[]).is_err());
    assert!(XPath::compile(&"a".repeat(20_000), &[]).is_err());
    assert_eq!(selected(&format!("{}1", "-".repeat(10_000)), "<a/>"), ["1"]);
    let many = format!("<a>{}</a>", "<b>1</b>".repeat(3000));
    let document = XmlDocument::parse(&many).unwrap();
    let costly = XPath::compile("//b[count(//b[count(//b) > 1]) > 1]", &[]).unwrap();
    assert_eq!(costly.select(&document.root()).unwrap_err().code(), "too-costly");
    assert_eq!(selected("count(//b[. = //b])", &many), ["3000"]);
}

#[test]
fn documents_that_are_not_well_formed_are_refused_with_their_place() {
    for (text, message) in [
        ("<a>\n<b></a>", "line 2, column 4 (byte 7): this is not XML: found `</a>`, expected `</b>`"),
        (
            "<a>",
            "line 1, column 4 (byte 3): this is not XML: found the end of the text, expected closing tags",
        ),
        ("", "line 1, column 1 (byte 0): this is not XML: found no element, expected one"),
        (
            "<a>&x;</a>",
            "line 1, column 4 (byte 3): this is not XML: found `&x;`, expected `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` or a number",
        ),
        (
            "<p:a/>",
            "line 1, column 2 (byte 1): this is not XML: found the prefix `p`, expected one that is declared by `xmlns:p`",
        ),
    ] {
        let error = XmlDocument::parse(text).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), ("bad-xml", message));
    }
    assert_eq!(XmlDocument::parse("<!DOCTYPE a><a/>").unwrap_err().code(), "doctype-refused");
    assert_eq!(XmlDocument::parse_within("<a/>", 3).unwrap_err().code(), "too-large");
    assert_eq!(XmlDocument::parse(&"<a>".repeat(100_000)).unwrap_err().code(), "too-deep");
}

#[test]
fn cdata_and_references_are_text() {
    assert_eq!(selected("/a", "<a>1 &lt; <![CDATA[<2>]]>&#233;</a>"), ["1 < <2>é"]);
    assert_eq!(selected("count(/a/text())", "<a>1 &lt; <![CDATA[<2>]]>&#233;</a>"), ["1"]);
}
