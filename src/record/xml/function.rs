//! The core function library: `XPath` 1.0 section 4, without `id`.

use std::borrow::Cow;

use super::evaluate::Budget;
use super::evaluate::Context;
use super::evaluate::Exhausted;
use super::evaluate::Value;
use super::expression::Expression;
use super::expression::Type;
use super::item::XmlNode;
use super::number::round;
use super::number::to_number;

macro_rules! functions {
    ($($variant:ident $name:literal $type:ident $least:literal..$most:expr;)*) => {
        /// A function.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Function {
            $($variant,)*
        }

        impl Function {
            /// The function of a name.
            pub(super) fn from_name(name: &str) -> Option<Self> {
                Some(match name {
                    $($name => Self::$variant,)*
                    _ => return None,
                })
            }

            /// The type of its value.
            pub(super) fn value_type(self) -> Type {
                match self {
                    $(Self::$variant => Type::$type,)*
                }
            }

            /// The least and the largest number of its arguments.
            pub(super) fn arguments(self) -> (usize, usize) {
                match self {
                    $(Self::$variant => ($least, $most),)*
                }
            }
        }
    };
}

functions! {
    Last "last" Number 0..0;
    Position "position" Number 0..0;
    Count "count" Number 1..1;
    LocalName "local-name" Text 0..1;
    NamespaceUri "namespace-uri" Text 0..1;
    Name "name" Text 0..1;
    String "string" Text 0..1;
    Concat "concat" Text 2..usize::MAX;
    StartsWith "starts-with" Boolean 2..2;
    Contains "contains" Boolean 2..2;
    SubstringBefore "substring-before" Text 2..2;
    SubstringAfter "substring-after" Text 2..2;
    Substring "substring" Text 2..3;
    StringLength "string-length" Number 0..1;
    NormalizeSpace "normalize-space" Text 0..1;
    Translate "translate" Text 3..3;
    Boolean "boolean" Boolean 1..1;
    Not "not" Boolean 1..1;
    True "true" Boolean 0..0;
    False "false" Boolean 0..0;
    Lang "lang" Boolean 1..1;
    Number "number" Number 0..1;
    Sum "sum" Number 1..1;
    Floor "floor" Number 1..1;
    Ceiling "ceiling" Number 1..1;
    Round "round" Number 1..1;
}

impl Function {
    /// Whether its argument must be nodes.
    pub(super) fn wants_nodes(self) -> bool {
        matches!(self, Self::Count | Self::Sum | Self::LocalName | Self::NamespaceUri | Self::Name)
    }

    /// The value of a call, whose arguments are as many as they must be.
    pub(super) fn call<'d>(
        self,
        arguments: &[Expression],
        context: Context<'d>,
        budget: &Budget,
    ) -> Result<Value<'d>, Exhausted> {
        let call = Call { arguments, context, budget };
        Ok(match self.value_type() {
            Type::Boolean => Value::Boolean(self.boolean(&call)?),
            Type::Number => Value::Number(self.number(&call)?),
            Type::Text | Type::Nodes => Value::Text(self.text(&call)?),
        })
    }

    fn boolean(self, call: &Call<'_, '_>) -> Result<bool, Exhausted> {
        Ok(match self {
            Self::StartsWith => call.text(0)?.starts_with(&*call.text(1)?),
            Self::Contains => {
                memchr::memmem::find(call.text(0)?.as_bytes(), call.text(1)?.as_bytes()).is_some()
            }
            Self::Boolean => call.value(0)?.to_boolean(),
            Self::Not => !call.value(0)?.to_boolean(),
            Self::Lang => speaks(call.context.node, &call.text(0)?),
            Self::True => true,
            _ => false,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of nodes and characters are below 2^52")]
    fn number(self, call: &Call<'_, '_>) -> Result<f64, Exhausted> {
        Ok(match self {
            Self::Last => call.context.size as f64,
            Self::Position => call.context.position as f64,
            Self::Count => call.nodes(0)?.len() as f64,
            Self::StringLength => call.text(0)?.chars().count() as f64,
            Self::Sum => {
                let mut sum = 0.0;
                for node in call.nodes(0)? {
                    sum += to_number(&call.budget.text_of(node)?);
                }
                sum
            }
            Self::Floor => call.number(0)?.floor(),
            Self::Ceiling => call.number(0)?.ceil(),
            Self::Round => round(call.number(0)?),
            _ => call.number(0)?,
        })
    }

    fn text<'d>(self, call: &Call<'_, 'd>) -> Result<Cow<'d, str>, Exhausted> {
        Ok(match self {
            Self::LocalName => Cow::Borrowed(call.node()?.map_or("", XmlNode::local_name)),
            Self::NamespaceUri => Cow::Borrowed(call.node()?.and_then(XmlNode::namespace).unwrap_or("")),
            Self::Name => Cow::Borrowed(call.node()?.map_or("", XmlNode::qualified_name)),
            Self::Concat => {
                let mut text = call.text(0)?.into_owned();
                for index in 1..call.arguments.len() {
                    text.push_str(&call.text(index)?);
                }
                Cow::Owned(text)
            }
            Self::SubstringBefore => {
                let text = call.text(0)?;
                Cow::Owned(text.split_once(&*call.text(1)?).map_or("", |parts| parts.0).to_owned())
            }
            Self::SubstringAfter => {
                let text = call.text(0)?;
                Cow::Owned(text.split_once(&*call.text(1)?).map_or("", |parts| parts.1).to_owned())
            }
            Self::Substring => Cow::Owned(substring(call)?),
            Self::NormalizeSpace => Cow::Owned(normalized(&call.text(0)?)),
            Self::Translate => Cow::Owned(translated(&call.text(0)?, &call.text(1)?, &call.text(2)?)),
            _ => call.text(0)?,
        })
    }
}

/// A call with all that its value depends on.
struct Call<'c, 'd> {
    arguments: &'c [Expression],
    context: Context<'d>,
    budget: &'c Budget,
}

impl<'d> Call<'_, 'd> {
    /// The argument at `index`, or else the context node.
    fn value(&self, index: usize) -> Result<Value<'d>, Exhausted> {
        match self.arguments.get(index) {
            Some(argument) => argument.value(self.context, self.budget),
            None => Ok(Value::Nodes(vec![self.context.node])),
        }
    }

    fn text(&self, index: usize) -> Result<Cow<'d, str>, Exhausted> {
        self.budget.text(&self.value(index)?)
    }

    fn number(&self, index: usize) -> Result<f64, Exhausted> {
        self.budget.number(&self.value(index)?)
    }

    fn nodes(&self, index: usize) -> Result<Vec<XmlNode<'d>>, Exhausted> {
        match self.value(index)? {
            Value::Nodes(nodes) => Ok(nodes),
            Value::Boolean(_) | Value::Number(_) | Value::Text(_) => Ok(Vec::new()),
        }
    }

    /// The first node of the argument, or else the context node.
    fn node(&self) -> Result<Option<XmlNode<'d>>, Exhausted> {
        Ok(self.nodes(0)?.first().copied())
    }
}

/// The characters whose positions, from 1, lie in a range of rounded numbers.
fn substring(call: &Call<'_, '_>) -> Result<String, Exhausted> {
    let text = call.text(0)?;
    let start = round(call.number(1)?);
    let end = if call.arguments.len() > 2 { start + round(call.number(2)?) } else { f64::INFINITY };
    let inside = |position: f64| position >= start && position < end;
    let mut position = 0.0;
    let kept = text.chars().filter(|_| {
        position += 1.0;
        inside(position)
    });
    Ok(kept.collect())
}

/// Without white space at the ends, and with one space for each other run of it.
fn normalized(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    words.fold(String::with_capacity(text.len()), |mut line, word| {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        line
    })
}

/// Each character of `from` becomes the one at its position in `to`, or nothing; its first occurrence counts.
fn translated(text: &str, from: &str, to: &str) -> String {
    let mut table = std::collections::BTreeMap::new();
    let mut images = to.chars();
    for character in from.chars() {
        let image = images.next();
        table.entry(character).or_insert(image);
    }
    text.chars().filter_map(|character| table.get(&character).copied().unwrap_or(Some(character))).collect()
}

/// Whether the nearest `xml:lang` around a node is `language` or a kind of it.
fn speaks(node: XmlNode<'_>, language: &str) -> bool {
    let found = node
        .owner()
        .ancestors()
        .find_map(|up| up.attribute(("http://www.w3.org/XML/1998/namespace", "lang")));
    found.is_some_and(|found| {
        let head = found.get(..language.len());
        let rest = found.get(language.len()..);
        head.is_some_and(|head| head.eq_ignore_ascii_case(language))
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}
