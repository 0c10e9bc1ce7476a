//! Words to expressions: `XPath` 1.0 sections 2, 3 and their grammar.

use super::axis::Axis;
use super::expression::Expression;
use super::expression::NodeTest;
use super::expression::Path;
use super::expression::Start;
use super::expression::Step;
use super::expression::Type;
use super::expression::joined;
use super::expression::strength;
use super::function::Function;
use super::token::Token;
use super::token::tokens;
use crate::record::error::PathError;
use crate::record::error::name_found;

/// Levels of brackets and arguments.
const MAX_DEPTH: usize = 64;

/// Operators of an expression; a chain of them nests as deeply as it is long.
const MAX_OPERATORS: usize = 512;

/// Bytes of an expression.
const MAX_BYTES: usize = 16 << 10;

/// Reads an expression; prefixes of names mean the IRIs that `namespaces` pairs them with.
pub(super) fn parse(text: &str, namespaces: &[(&str, &str)], names: Names) -> Result<Expression, PathError> {
    let mut parser = Parser { text, namespaces, names, tokens: Vec::new(), at: 0, depth: 0, operators: 0 };
    if text.len() > MAX_BYTES {
        return Err(parser.wrong_at(MAX_BYTES, "an expression of at most 16 KiB"));
    }
    parser.tokens = tokens(text).map_err(|(at, expected)| parser.wrong_at(at, expected))?;
    let expression = parser.expression()?;
    if parser.peek().is_some() { Err(parser.wrong("an operator or the end")) } else { Ok(expression) }
}

/// How names in a path are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// With their namespaces, as `XPath` 1.0 says.
    Qualified,
    /// By their local parts alone.
    Local,
}

struct Parser<'p> {
    text: &'p str,
    namespaces: &'p [(&'p str, &'p str)],
    names: Names,
    tokens: Vec<(usize, Token)>,
    at: usize,
    depth: usize,
    operators: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn symbol(&self, ahead: usize) -> Option<&'static str> {
        match self.tokens.get(self.at + ahead) {
            Some((_, Token::Symbol(symbol))) => Some(symbol),
            _ => None,
        }
    }

    /// Goes past a symbol if it comes next.
    fn accept(&mut self, symbol: &str) -> bool {
        let found = self.symbol(0) == Some(symbol);
        self.at += usize::from(found);
        found
    }

    fn demand(&mut self, symbol: &'static str) -> Result<(), PathError> {
        if self.accept(symbol) { Ok(()) } else { Err(self.wrong(&format!("`{symbol}`"))) }
    }

    fn expression(&mut self) -> Result<Expression, PathError> {
        if self.depth >= MAX_DEPTH {
            return Err(self.wrong(&format!("at most {MAX_DEPTH} levels of brackets")));
        }
        self.depth += 1;
        let expression = self.binary(1);
        self.depth -= 1;
        expression
    }

    /// Operands and the operators between them that bind at least as strongly as `least`.
    fn binary(&mut self, least: u8) -> Result<Expression, PathError> {
        let mut left = self.negated()?;
        while let Some((symbol, strength)) =
            self.symbol(0).and_then(|symbol| Some((symbol, strength(symbol)?)))
        {
            if strength < least {
                break;
            }
            self.operator()?;
            let right = self.binary(strength + 1)?;
            left = joined(symbol, left, right);
        }
        Ok(left)
    }

    /// Goes past an operator and counts it.
    fn operator(&mut self) -> Result<(), PathError> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            return Err(self.wrong(&format!("at most {MAX_OPERATORS} operators")));
        }
        self.at += 1;
        Ok(())
    }

    fn negated(&mut self) -> Result<Expression, PathError> {
        let from = self.at;
        while self.accept("-") {}
        let signs = self.at - from;
        let mut operand = self.union()?;
        if signs > 0 {
            operand = Expression::Negate(Box::new(operand));
        }
        if signs > 0 && signs.is_multiple_of(2) {
            operand = Expression::Negate(Box::new(operand));
        }
        Ok(operand)
    }

    fn union(&mut self) -> Result<Expression, PathError> {
        let start = self.at;
        let mut left = self.path()?;
        while self.symbol(0) == Some("|") {
            self.demand_nodes(&left, start)?;
            self.operator()?;
            let start = self.at;
            let right = self.path()?;
            self.demand_nodes(&right, start)?;
            left = Expression::Union(Box::new([left, right]));
        }
        Ok(left)
    }

    fn path(&mut self) -> Result<Expression, PathError> {
        if let Some(slash @ ("/" | "//")) = self.symbol(0) {
            let mut path = Path { start: Start::Root, steps: Vec::new() };
            self.at += 1;
            if slash == "//" {
                path.push(any(Axis::DescendantOrSelf));
                self.steps(&mut path)?;
            } else if self.begins_step() {
                self.steps(&mut path)?;
            }
            return Ok(Expression::Path(path));
        }
        if !self.begins_primary() {
            let mut path = Path { start: Start::Context, steps: Vec::new() };
            self.steps(&mut path)?;
            return Ok(Expression::Path(path));
        }
        self.filter()
    }

    /// A primary expression with the predicates and steps after it.
    fn filter(&mut self) -> Result<Expression, PathError> {
        let start = self.at;
        let primary = self.primary()?;
        if !matches!(self.symbol(0), Some("[" | "/" | "//")) {
            return Ok(primary);
        }
        self.demand_nodes(&primary, start)?;
        let predicates = self.predicates()?;
        let mut path = Path { start: Start::Filter(Box::new(primary), predicates), steps: Vec::new() };
        if self.accept("//") {
            path.push(any(Axis::DescendantOrSelf));
            self.steps(&mut path)?;
        } else if self.accept("/") {
            self.steps(&mut path)?;
        }
        Ok(Expression::Path(path))
    }

    fn begins_step(&self) -> bool {
        match self.peek() {
            Some(Token::Symbol(symbol)) => matches!(*symbol, "." | ".." | "@"),
            Some(Token::Name(..) | Token::AnyName | Token::AnyIn(_)) => true,
            _ => false,
        }
    }

    fn begins_primary(&self) -> bool {
        match self.peek() {
            Some(Token::Text(_) | Token::Number(_) | Token::Variable | Token::Symbol("(")) => true,
            Some(Token::Name(prefix, name)) => {
                self.symbol(1) == Some("(") && (prefix.is_some() || node_type(name).is_none())
            }
            _ => false,
        }
    }

    fn primary(&mut self) -> Result<Expression, PathError> {
        let Some(token) = self.peek().cloned() else { return Err(self.wrong("an expression")) };
        match token {
            Token::Variable => Err(self.wrong("an expression without variables, which a mapping cannot set")),
            Token::Text(text) => {
                self.at += 1;
                Ok(Expression::Text(text))
            }
            Token::Number(number) => {
                self.at += 1;
                Ok(Expression::Number(number))
            }
            Token::Name(None, name) => self.call(&name),
            Token::Name(..) => Err(self.wrong("a function of XPath 1.0, which have no prefix")),
            _ => {
                self.demand("(")?;
                let inner = self.expression()?;
                self.demand(")")?;
                Ok(inner)
            }
        }
    }

    fn call(&mut self, name: &str) -> Result<Expression, PathError> {
        let start = self.at;
        let Some(function) = Function::from_name(name) else {
            return Err(self.wrong(if name == "id" {
                "another function than `id()`, which needs a document type"
            } else {
                "a function of XPath 1.0"
            }));
        };
        self.at += 1;
        self.demand("(")?;
        let mut arguments = Vec::new();
        if !self.accept(")") {
            loop {
                let start = self.at;
                let argument = self.expression()?;
                if function.wants_nodes() {
                    self.demand_nodes(&argument, start)?;
                }
                arguments.push(argument);
                if !self.accept(",") {
                    break;
                }
            }
            self.demand(")")?;
        }
        let (least, most) = function.arguments();
        if arguments.len() < least || arguments.len() > most {
            self.at = start;
            let count = match (least, most) {
                (_, usize::MAX) => format!("{least} or more"),
                _ if least == most => least.to_string(),
                _ => format!("{least} to {most}"),
            };
            return Err(self.wrong(&format!("`{name}` with {count} arguments ({} given)", arguments.len())));
        }
        Ok(Expression::Call(function, arguments))
    }

    /// Refuses an expression that begins at word `start` and gives no nodes.
    fn demand_nodes(&mut self, expression: &Expression, start: usize) -> Result<(), PathError> {
        if expression.value_type() == Type::Nodes {
            return Ok(());
        }
        self.at = start;
        Err(self.wrong("a path that selects nodes"))
    }

    /// Steps with slashes between them, at least one.
    fn steps(&mut self, path: &mut Path) -> Result<(), PathError> {
        loop {
            let step = self.step()?;
            path.push(step);
            if self.accept("//") {
                path.push(any(Axis::DescendantOrSelf));
            } else if !self.accept("/") {
                return Ok(());
            }
        }
    }

    fn step(&mut self) -> Result<Step, PathError> {
        if self.accept(".") {
            return Ok(any(Axis::Itself));
        }
        if self.accept("..") {
            return Ok(any(Axis::Parent));
        }
        let axis = self.axis()?;
        let test = self.node_test(axis)?;
        let predicates = self.predicates()?;
        Ok(Step { axis, test, predicates })
    }

    fn axis(&mut self) -> Result<Axis, PathError> {
        if self.accept("@") {
            return Ok(Axis::Attribute);
        }
        if self.symbol(1) != Some("::") {
            return Ok(Axis::Child);
        }
        let axis = match self.peek() {
            Some(Token::Name(None, name)) => Axis::from_name(name),
            _ => None,
        };
        let Some(axis) = axis else {
            return Err(self.wrong("an axis of XPath 1.0 (`namespace` is not read)"));
        };
        self.at += 2;
        Ok(axis)
    }

    fn node_test(&mut self, axis: Axis) -> Result<NodeTest, PathError> {
        let Some(token) = self.peek().cloned() else {
            return Err(self.wrong("a name or another step of a path"));
        };
        let test = match token {
            Token::AnyName => NodeTest::AnyName,
            Token::AnyIn(_) if self.names == Names::Local => NodeTest::AnyName,
            Token::AnyIn(prefix) => NodeTest::AnyIn { namespace: self.namespace(&prefix)? },
            Token::Name(None, name) if self.symbol(1) == Some("(") => return self.node_type(&name),
            Token::Name(_, local) if self.names == Names::Local => NodeTest::Local { local },
            Token::Name(prefix, local) => {
                let namespace = prefix.map(|prefix| self.namespace(&prefix)).transpose()?;
                NodeTest::Name { namespace, local }
            }
            _ if axis == Axis::Attribute => return Err(self.wrong("the name of an attribute")),
            _ => return Err(self.wrong("a name or another step of a path")),
        };
        self.at += 1;
        Ok(test)
    }

    /// `node()` and the like.
    fn node_type(&mut self, name: &str) -> Result<NodeTest, PathError> {
        let Some(test) = node_type(name) else {
            return Err(self.wrong("`node()`, `text()`, `comment()` or `processing-instruction()`"));
        };
        self.at += 1;
        self.demand("(")?;
        let target = match (self.peek(), &test) {
            (Some(Token::Text(target)), NodeTest::Instruction(_)) => Some(target.clone()),
            _ => None,
        };
        self.at += usize::from(target.is_some());
        self.demand(")")?;
        Ok(if target.is_some() { NodeTest::Instruction(target) } else { test })
    }

    fn namespace(&self, prefix: &str) -> Result<String, PathError> {
        if prefix == "xml" {
            return Ok("http://www.w3.org/XML/1998/namespace".to_owned());
        }
        match self.namespaces.iter().find(|(known, _)| *known == prefix) {
            Some((_, iri)) => Ok((*iri).to_owned()),
            None => Err(PathError {
                found: format!("the prefix `{prefix}`"),
                hint: Some(format!("declare `{prefix}` as a namespace of the source (`rml:namespace`)")),
                ..self.wrong("a prefix that is declared")
            }),
        }
    }

    fn predicates(&mut self) -> Result<Vec<Expression>, PathError> {
        let mut predicates = Vec::new();
        while self.accept("[") {
            predicates.push(self.expression()?);
            self.demand("]")?;
        }
        Ok(predicates)
    }

    /// The error that something else than `expected` comes next.
    fn wrong(&self, expected: &str) -> PathError {
        self.wrong_at(self.tokens.get(self.at).map_or(self.text.len(), |(at, _)| *at), expected)
    }

    fn wrong_at(&self, at: usize, expected: &str) -> PathError {
        PathError {
            language: "XPath",
            path: self.text.to_owned(),
            offset: self.text.get(..at).unwrap_or_default().chars().count(),
            found: name_found(self.text.as_bytes(), at),
            expected: expected.to_owned(),
            hint: None,
        }
    }
}

/// The step to all nodes of an axis.
fn any(axis: Axis) -> Step {
    Step { axis, test: NodeTest::Any, predicates: Vec::new() }
}

fn node_type(name: &str) -> Option<NodeTest> {
    Some(match name {
        "node" => NodeTest::Any,
        "text" => NodeTest::Text,
        "comment" => NodeTest::Comment,
        "processing-instruction" => NodeTest::Instruction(None),
        _ => return None,
    })
}
