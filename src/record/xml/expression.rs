//! `XPath` expressions as they are evaluated. Every expression has a type that is known without a document, since there
//! are no variables.

use super::axis::Axis;
use super::function::Function;

/// The four types of `XPath` 1.0 section 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Nodes,
    Boolean,
    Number,
    Text,
}

/// Operators of two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// Operators that compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Or(Box<[Expression; 2]>),
    And(Box<[Expression; 2]>),
    Compare(Comparison, Box<[Expression; 2]>),
    Compute(Arithmetic, Box<[Expression; 2]>),
    Negate(Box<Expression>),
    Union(Box<[Expression; 2]>),
    Number(f64),
    Text(String),
    Call(Function, Vec<Expression>),
    Path(Path),
}

/// A location path, or steps and predicates after an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    pub(super) start: Start,
    pub(super) steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Start {
    /// At the document.
    Root,
    /// At the node that the path is evaluated for.
    Context,
    /// At the nodes of an expression that all predicates hold of.
    Filter(Box<Expression>, Vec<Expression>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) axis: Axis,
    pub(super) test: NodeTest,
    pub(super) predicates: Vec<Expression>,
}

/// Which nodes of an axis count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NodeTest {
    /// `node()`.
    Any,
    /// `text()`.
    Text,
    /// `comment()`.
    Comment,
    /// `processing-instruction()`, perhaps with a target.
    Instruction(Option<String>),
    /// A name; no namespace means that it has none.
    Name { namespace: Option<String>, local: String },
    /// A name in any namespace.
    Local { local: String },
    /// `*`.
    AnyName,
    /// `prefix:*`.
    AnyIn { namespace: String },
}

impl Expression {
    /// The type of its value.
    pub(super) fn value_type(&self) -> Type {
        match self {
            Self::Or(_) | Self::And(_) | Self::Compare(..) => Type::Boolean,
            Self::Compute(..) | Self::Negate(_) | Self::Number(_) => Type::Number,
            Self::Text(_) => Type::Text,
            Self::Union(_) | Self::Path(_) => Type::Nodes,
            Self::Call(function, _) => function.value_type(),
        }
    }

    /// Whether a predicate with this expression may depend on the position of a node among others.
    pub(super) fn is_positional(&self) -> bool {
        self.value_type() == Type::Number || self.asks_position()
    }

    /// Whether `position()` or `last()` occurs anywhere in it.
    fn asks_position(&self) -> bool {
        match self {
            Self::Or(sides)
            | Self::And(sides)
            | Self::Compare(_, sides)
            | Self::Compute(_, sides)
            | Self::Union(sides) => sides.iter().any(Self::asks_position),
            Self::Negate(inner) => inner.asks_position(),
            Self::Number(_) | Self::Text(_) => false,
            Self::Call(function, arguments) => {
                matches!(function, Function::Position | Function::Last)
                    || arguments.iter().any(Self::asks_position)
            }
            Self::Path(path) => match &path.start {
                Start::Filter(inner, predicates) => {
                    inner.asks_position() || predicates.iter().any(Self::asks_position)
                }
                Start::Root | Start::Context => false,
            },
        }
    }
}

impl Path {
    /// Appends a step; `//name` becomes one step on the descendant axis where that selects the same nodes, since the
    /// two steps would visit every node twice.
    pub(super) fn push(&mut self, step: Step) {
        let after_any = self.steps.last().is_some_and(|last| {
            last.axis == Axis::DescendantOrSelf && last.test == NodeTest::Any && last.predicates.is_empty()
        });
        if after_any && step.axis == Axis::Child && !step.predicates.iter().any(Expression::is_positional) {
            self.steps.pop();
            self.steps.push(Step { axis: Axis::Descendant, ..step });
        } else {
            self.steps.push(step);
        }
    }
}

/// How strongly an operator binds; the prefix minus stands between 6 and the union.
pub(super) fn strength(symbol: &str) -> Option<u8> {
    Some(match symbol {
        "or" => 1,
        "and" => 2,
        "=" | "!=" => 3,
        "<" | "<=" | ">" | ">=" => 4,
        "+" | "-" => 5,
        "*" | "div" | "mod" => 6,
        _ => return None,
    })
}

/// Two operands and the operator between them.
pub(super) fn joined(symbol: &str, left: Expression, right: Expression) -> Expression {
    let sides = Box::new([left, right]);
    match symbol {
        "or" => Expression::Or(sides),
        "and" => Expression::And(sides),
        "=" => Expression::Compare(Comparison::Equal, sides),
        "!=" => Expression::Compare(Comparison::Unequal, sides),
        "<" => Expression::Compare(Comparison::Less, sides),
        "<=" => Expression::Compare(Comparison::AtMost, sides),
        ">" => Expression::Compare(Comparison::Greater, sides),
        ">=" => Expression::Compare(Comparison::AtLeast, sides),
        "+" => Expression::Compute(Arithmetic::Add, sides),
        "-" => Expression::Compute(Arithmetic::Subtract, sides),
        "*" => Expression::Compute(Arithmetic::Multiply, sides),
        "div" => Expression::Compute(Arithmetic::Divide, sides),
        _ => Expression::Compute(Arithmetic::Remainder, sides),
    }
}
