//! The built-in lexicon files.

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FileKind {
    Countries,
    Organizations,
    Places,
    HeadNouns,
    ShipPrefixes,
    HullCodes,
    Designators,
    Titles,
    Portfolios,
    GivenNames,
    Surnames,
    NameParticles,
    WeaponNames,
    Bodies,
    ForceMembers,
    LegalForms,
    ReportingVerbs,
    Hedges,
    Modals,
    Negations,
    TrendWords,
}

/// A built-in file: its name, what it holds, its text.
pub(super) type File = (&'static str, FileKind, &'static str);

macro_rules! files {
    ($($kind:ident $name:literal,)*) => {
        &[$(($name, FileKind::$kind, include_str!(concat!("../data/", $name))),)*]
    };
}

/// All built-in files in the order in which they are read: of two entries of one name the earlier goes first.
pub(super) const FILES: &[File] = files! {
    Countries "countries.tsv",
    Organizations "organizations.tsv",
    Places "cities.tsv",
    Places "regions.tsv",
    Organizations "agencies.tsv",
    Organizations "armed_groups.tsv",
    Organizations "parties.tsv",
    Organizations "clubs.tsv",
    WeaponNames "weapon_names.tsv",
    WeaponNames "drones.tsv",
    HeadNouns "headnouns.tsv",
    HeadNouns "people.tsv",
    ShipPrefixes "ship_prefixes.tsv",
    HullCodes "hull_codes.tsv",
    Designators "designators.tsv",
    Titles "titles.tsv",
    Portfolios "portfolios.tsv",
    GivenNames "given_names.tsv",
    Surnames "surnames.tsv",
    NameParticles "name_particles.tsv",
    Bodies "bodies.tsv",
    ForceMembers "force_members.tsv",
    LegalForms "legal_forms.tsv",
    ReportingVerbs "reporting_verbs.tsv",
    Hedges "hedges.tsv",
    Modals "modals.tsv",
    Negations "negation.tsv",
    TrendWords "trend_words.tsv",
};

/// What a file of this name holds.
pub(super) fn kind_of(name: &str) -> Option<FileKind> {
    FILES.iter().find(|(known, _, _)| *known == name).map(|(_, kind, _)| *kind)
}

/// The names of all files, for messages.
pub(super) fn names() -> String {
    FILES.iter().map(|(name, _, _)| *name).collect::<Vec<_>>().join(", ")
}
