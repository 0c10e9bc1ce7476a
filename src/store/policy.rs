//! Which claims the view believes.

use serde::Deserialize;

use crate::statement::Stance;

/// The view policy, `policy.toml` in the store's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The least confidence of a claim that enters the view, in whole per cent. A claim without a
    /// confidence is accepted.
    pub min_confidence: u8,
    /// Stances that do not enter the view.
    pub leave_out: Vec<Stance>,
}

impl Default for Policy {
    fn default() -> Self {
        Self { min_confidence: 50, leave_out: vec![Stance::Implied, Stance::Denied] }
    }
}

/// The file, before it is known to be right.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    min_confidence: u8,
    leave_out: Vec<String>,
    preferred_sources: Vec<String>,
}

impl Default for File {
    fn default() -> Self {
        let leave_out = vec!["Implied".to_owned(), "Denied".to_owned()];
        Self { min_confidence: 50, leave_out, preferred_sources: Vec::new() }
    }
}

impl Policy {
    /// Reads a policy; `Err` is what was found and what was expected.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if file.min_confidence > 100 {
            return Err(format!("`min_confidence` is {}, expected 0 to 100", file.min_confidence));
        }
        let mut leave_out = Vec::new();
        for name in &file.leave_out {
            let stance = Stance::from_local_name(name);
            leave_out.push(
                stance.ok_or_else(|| format!("`{name}` is no stance, expected one such as `Implied`"))?,
            );
        }
        leave_out.sort_unstable();
        leave_out.dedup();
        Ok(Self { min_confidence: file.min_confidence, leave_out })
    }

    /// Whether a claim enters the view.
    pub fn accepts(&self, stance: Option<Stance>, confidence: Option<u8>) -> bool {
        confidence.is_none_or(|confidence| confidence >= self.min_confidence)
            && stance.is_none_or(|stance| !self.leave_out.contains(&stance))
    }

    /// One line that is different for different policies.
    pub(super) fn signature(&self) -> String {
        let stances: Vec<&str> =
            self.leave_out.iter().map(|stance| crate::vocab::casegraph::local_name(stance.term())).collect();
        format!("min_confidence {}, leave_out {}", self.min_confidence, stances.join(" "))
    }
}
