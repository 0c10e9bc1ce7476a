//! What a path selects.

use std::borrow::Cow;

use roxmltree::Attribute;
use roxmltree::Node;
use roxmltree::NodeType;

use super::number::to_text;

/// A node or a computed value.
#[derive(Debug, Clone)]
pub(crate) enum XmlItem<'d> {
    /// An element, attribute, text, comment, processing instruction or the document.
    Node(XmlNode<'d>),
    /// A computed text.
    Text(String),
    /// A computed number.
    Number(f64),
    /// A computed Boolean.
    Boolean(bool),
}

impl<'d> XmlItem<'d> {
    /// The characters of the item: `XPath` 1.0 section 5 for nodes, section 4.2 for the rest.
    pub(crate) fn string_value(&self) -> Cow<'d, str> {
        match self {
            Self::Node(node) => node.string_value(),
            Self::Text(text) => Cow::Owned(text.clone()),
            Self::Number(number) => Cow::Owned(to_text(*number)),
            Self::Boolean(boolean) => Cow::Borrowed(if *boolean { "true" } else { "false" }),
        }
    }

    /// The node, if it is one.
    pub(crate) fn as_node(&self) -> Option<XmlNode<'d>> {
        match self {
            Self::Node(node) => Some(*node),
            Self::Text(_) | Self::Number(_) | Self::Boolean(_) => None,
        }
    }
}

/// A node of a document, free to copy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct XmlNode<'d> {
    /// The node, or the element of the attribute.
    node: Node<'d, 'd>,
    attribute: Option<Attribute<'d, 'd>>,
}

impl<'d> XmlNode<'d> {
    pub(super) fn new(node: Node<'d, 'd>) -> Self {
        Self { node, attribute: None }
    }

    pub(super) fn attribute(node: Node<'d, 'd>, attribute: Attribute<'d, 'd>) -> Self {
        Self { node, attribute: Some(attribute) }
    }

    /// The node, or the element of the attribute.
    pub(super) fn owner(self) -> Node<'d, 'd> {
        self.node
    }

    /// Whether it is an attribute.
    pub(crate) fn is_attribute(self) -> bool {
        self.attribute.is_some()
    }

    /// Whether it is an element.
    pub(crate) fn is_element(self) -> bool {
        self.attribute.is_none() && self.node.is_element()
    }

    /// Two numbers that order the nodes of one document as they stand in it and tell them apart.
    pub(crate) fn order(self) -> (u32, usize) {
        (self.node.id().get(), self.attribute.map_or(0, |attribute| attribute.range().start + 1))
    }

    /// The characters of the node: of an element and the document those of all texts inside.
    pub(crate) fn string_value(self) -> Cow<'d, str> {
        if let Some(attribute) = self.attribute {
            return Cow::Borrowed(attribute.value());
        }
        match self.node.node_type() {
            NodeType::Text | NodeType::Comment => Cow::Borrowed(self.node.text().unwrap_or_default()),
            NodeType::PI => {
                Cow::Borrowed(self.node.pi().and_then(|instruction| instruction.value).unwrap_or_default())
            }
            NodeType::Root | NodeType::Element => {
                let mut texts = self.node.descendants().filter(Node::is_text).filter_map(|node| node.text());
                let Some(first) = texts.next() else { return Cow::Borrowed("") };
                let mut value = Cow::Borrowed(first);
                texts.for_each(|text| value.to_mut().push_str(text));
                value
            }
        }
    }

    /// The name without its prefix; of a processing instruction its target.
    pub(crate) fn local_name(self) -> &'d str {
        match (self.attribute, self.node.pi()) {
            (Some(attribute), _) => attribute.name(),
            (None, Some(instruction)) => instruction.target,
            (None, None) => self.node.tag_name().name(),
        }
    }

    /// The namespace of the name, if it has one.
    pub(crate) fn namespace(self) -> Option<&'d str> {
        match self.attribute {
            Some(attribute) => attribute.namespace(),
            None => self.node.tag_name().namespace(),
        }
    }

    /// The name as it is written, with its prefix.
    pub(crate) fn qualified_name(self) -> &'d str {
        let text = self.node.document().input_text();
        match self.attribute {
            Some(attribute) => text.get(attribute.range_qname()).unwrap_or_default(),
            None if self.node.is_element() => {
                let tag = text.get(self.node.range().start + 1..).unwrap_or_default();
                let end = tag.find([' ', '\t', '\n', '\r', '/', '>']).unwrap_or(tag.len());
                tag.get(..end).unwrap_or_default()
            }
            None => self.local_name(),
        }
    }
}
