//! The one table of shapes, fills and lines.

use crate::network::Kind;
use crate::network::Support;

/// The face of all text; pictures of the same DOT file look alike where it is installed.
pub(super) const FONT: &str = "DejaVu Sans";

/// Lines and text that mean nothing by their colour.
pub(super) const INK: &str = "#3b4650";

/// Lines and text between nodes of one ring: they are beside the matter of the picture.
pub(super) const BESIDE: &str = "#98a3ad";

/// Small print.
pub(super) const FAINT: &str = "#66717c";

/// Conflict, and nothing else.
pub(super) const CONFLICT: &str = "#c0291f";

/// Shape, style and fill of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) shape: &'static str,
    pub(super) style: &'static str,
    pub(super) fill: &'static str,
    /// Inches between outline and text, sideways and upward: Graphviz pads some shapes by itself.
    pub(super) margin: &'static str,
}

/// How nodes of this kind look.
pub(super) fn look(kind: Kind) -> Look {
    let (shape, style, fill) = match kind {
        Kind::Person => ("ellipse", "filled", "#fdebcb"),
        Kind::Organization => ("box", "filled", "#d7e6f5"),
        Kind::State => ("house", "filled", "#d8ead2"),
        Kind::Place => ("folder", "filled", "#f0e8da"),
        Kind::Group => ("box3d", "filled", "#e6e0f2"),
        Kind::Vessel => ("invhouse", "filled", "#dfe5ea"),
        Kind::Aircraft => ("cds", "filled", "#dfe5ea"),
        Kind::Facility => ("component", "filled", "#dfe5ea"),
        Kind::Asset => ("hexagon", "filled", "#dfe5ea"),
        Kind::Topic => ("underline", "filled", "#ffffff"),
        Kind::Role => ("octagon", "filled", "#ffffff"),
        Kind::Statement => ("tab", "filled", "#fdf8d8"),
        Kind::Event => ("box", "rounded,filled", "#ffffff"),
        Kind::Commitment => ("note", "filled", "#fdf8d8"),
        Kind::Situation => ("box", "rounded,filled", "#f4f4f4"),
        Kind::Other => ("box", "filled", "#ffffff"),
    };
    let margin = match shape {
        "house" | "invhouse" | "hexagon" => "0,0.02",
        "box3d" => "0.14,0.1",
        _ => "0.12,0.05",
    };
    Look { shape, style, fill, margin }
}

/// The line of a support.
pub(super) fn line(support: Support) -> &'static str {
    match support {
        Support::Asserted => "solid",
        Support::Relayed => "dashed",
        Support::Inferred => "dotted",
    }
}

/// What a line says.
pub(super) fn line_word(support: Support) -> &'static str {
    match support {
        Support::Asserted => "asserted",
        Support::Relayed => "quoted or relayed",
        Support::Inferred => "inferred",
    }
}
