//! The axes of `XPath`: `XPath` 1.0 section 2.2. There are no namespace nodes.

use roxmltree::Node;

use super::expression::NodeTest;
use super::item::XmlNode;

/// A direction in which a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Ancestor,
    AncestorOrSelf,
    Attribute,
    Child,
    Descendant,
    DescendantOrSelf,
    Following,
    FollowingSibling,
    Parent,
    Preceding,
    PrecedingSibling,
    Itself,
}

impl Axis {
    /// The axis of a name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "ancestor" => Self::Ancestor,
            "ancestor-or-self" => Self::AncestorOrSelf,
            "attribute" => Self::Attribute,
            "child" => Self::Child,
            "descendant" => Self::Descendant,
            "descendant-or-self" => Self::DescendantOrSelf,
            "following" => Self::Following,
            "following-sibling" => Self::FollowingSibling,
            "parent" => Self::Parent,
            "preceding" => Self::Preceding,
            "preceding-sibling" => Self::PrecedingSibling,
            "self" => Self::Itself,
            _ => return None,
        })
    }

    /// Whether the nodes nearest to the context come last in the document.
    pub(super) fn is_reverse(self) -> bool {
        matches!(self, Self::Ancestor | Self::AncestorOrSelf | Self::Preceding | Self::PrecedingSibling)
    }

    /// Calls `visit` for all nodes of the axis, the nearest first, until it says to stop.
    pub(super) fn walk<'d, E>(
        self,
        from: XmlNode<'d>,
        visit: &mut impl FnMut(XmlNode<'d>) -> Result<(), E>,
    ) -> Result<(), E> {
        let node = from.owner();
        let mut all = |nodes: &mut dyn Iterator<Item = Node<'d, 'd>>| -> Result<(), E> {
            for node in nodes {
                visit(XmlNode::new(node))?;
            }
            Ok(())
        };
        let attribute = from.is_attribute();
        match self {
            Self::Itself => visit(from),
            Self::Attribute if attribute => Ok(()),
            Self::Attribute => node.attributes().try_for_each(|found| visit(XmlNode::attribute(node, found))),
            Self::Parent if attribute => all(&mut std::iter::once(node)),
            Self::Parent => all(&mut node.parent().into_iter()),
            Self::Ancestor if attribute => all(&mut node.ancestors()),
            Self::Ancestor => all(&mut node.ancestors().skip(1)),
            Self::AncestorOrSelf => {
                if attribute {
                    visit(from)?;
                }
                node.ancestors().try_for_each(|node| visit(XmlNode::new(node)))
            }
            Self::DescendantOrSelf if attribute => visit(from),
            Self::DescendantOrSelf => all(&mut node.descendants()),
            Self::Following => {
                if attribute {
                    all(&mut node.descendants().skip(1))?;
                }
                node.ancestors().try_for_each(|up| {
                    up.next_siblings().skip(1).try_for_each(|sibling| all(&mut sibling.descendants()))
                })
            }
            Self::Preceding => node.ancestors().try_for_each(|up| {
                up.prev_siblings().skip(1).try_for_each(|sibling| all(&mut sibling.descendants().rev()))
            }),
            Self::Child | Self::Descendant | Self::FollowingSibling | Self::PrecedingSibling if attribute => {
                Ok(())
            }
            Self::Child => all(&mut node.children()),
            Self::Descendant => all(&mut node.descendants().skip(1)),
            Self::FollowingSibling => all(&mut node.next_siblings().skip(1)),
            Self::PrecedingSibling => all(&mut node.prev_siblings().skip(1)),
        }
    }

    /// Whether a node of this axis passes a test. Names are those of attributes on the attribute axis and of elements
    /// on all others.
    pub(super) fn admits(self, test: &NodeTest, node: XmlNode<'_>) -> bool {
        let named = if self == Self::Attribute { node.is_attribute() } else { node.is_element() };
        let plain = !node.is_attribute();
        match test {
            NodeTest::Any => true,
            NodeTest::Text => plain && node.owner().is_text(),
            NodeTest::Comment => plain && node.owner().is_comment(),
            NodeTest::Instruction(target) => {
                let pi = node.owner().pi().filter(|_| plain);
                pi.is_some_and(|pi| target.as_ref().is_none_or(|target| *target == *pi.target))
            }
            NodeTest::AnyName => named,
            NodeTest::Local { local } => named && node.local_name() == local,
            NodeTest::AnyIn { namespace } => named && node.namespace() == Some(namespace.as_str()),
            NodeTest::Name { namespace, local } => {
                named
                    && node.local_name() == local
                    && node.namespace().filter(|iri| !iri.is_empty()) == namespace.as_deref()
            }
        }
    }
}
