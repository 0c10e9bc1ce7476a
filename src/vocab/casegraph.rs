//! The terms of the casegraph ontology, `ontology/casegraph.ttl`.
//!
//! Every constant here is a term there and the other way round; `tests/ontology.rs` compares them.

use oxigraph::model::NamedNodeRef;

/// The namespace of the terms, prefix `cg:`.
pub const NAMESPACE: &str = "https://w3id.org/casegraph/ontology#";

/// What kind of term a constant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// An `owl:Class`.
    Class,
    /// An `owl:ObjectProperty`, an `owl:DatatypeProperty`, or an `rdf:Property` that takes both.
    Property,
    /// A member of a closed value set.
    Individual,
    /// An `rdfs:Datatype` of identifiers or notations.
    Datatype,
}

macro_rules! terms {
    ($($(#[$doc:meta])* $module:ident $kind:ident { $($name:ident = $local:literal,)* })*) => {
        $(
            $(#[$doc])*
            pub mod $module {
                use oxigraph::model::NamedNodeRef;
                $(
                    #[doc = concat!("`cg:", $local, "`")]
                    pub const $name: NamedNodeRef<'static> =
                        NamedNodeRef::new_unchecked(concat!("https://w3id.org/casegraph/ontology#", $local));
                )*
            }
        )*

        /// Every term with its local name and kind, in the order of the ontology.
        pub const TERMS: &[(&str, TermKind, NamedNodeRef<'static>)] =
            &[$($(($local, TermKind::$kind, $module::$name),)*)*];
    };
}

terms! {
    /// Classes.
    class Class {
        SOURCE = "Source",
        DOCUMENT = "Document",
        DOCUMENT_VERSION = "DocumentVersion",
        PASSAGE = "Passage",
        MENTION = "Mention",
        CLAIM = "Claim",
        RESOLUTION = "Resolution",
        ASSESSMENT = "Assessment",
        RUN = "Run",
        ENTITY = "Entity",
        ACTOR = "Actor",
        PERSON = "Person",
        ORGANIZATION = "Organization",
        GOVERNMENT_BODY = "GovernmentBody",
        GOVERNMENT = "Government",
        STATE = "State",
        ARMED_FORCE = "ArmedForce",
        MILITARY_UNIT = "MilitaryUnit",
        CRIMINAL_ORGANIZATION = "CriminalOrganization",
        WORKING_GROUP = "WorkingGroup",
        COLLECTIVE = "Collective",
        ASSET = "Asset",
        VESSEL = "Vessel",
        AIRCRAFT = "Aircraft",
        FACILITY = "Facility",
        ASSET_TYPE = "AssetType",
        COMMODITY = "Commodity",
        PLACE = "Place",
        ROLE = "Role",
        TOPIC = "Topic",
        STATEMENT = "Statement",
        SITUATION = "Situation",
        TENURE = "Tenure",
        MEMBERSHIP = "Membership",
        BILATERAL_RELATION = "BilateralRelation",
        PRESENCE = "Presence",
        DESIGNATION = "Designation",
        COMMITMENT = "Commitment",
        TREND = "Trend",
        QUANTITY = "Quantity",
        TIME_SPAN = "TimeSpan",
        EVENT = "Event",
        EVENT_SERIES = "EventSeries",
        AGREE = "Agree",
        CONSULT = "Consult",
        SUPPORT = "Support",
        CONCEDE = "Concede",
        COOPERATE = "Cooperate",
        AID = "Aid",
        RETREAT = "Retreat",
        REQUEST = "Request",
        ACCUSE = "Accuse",
        REJECT = "Reject",
        THREATEN = "Threaten",
        PROTEST = "Protest",
        SANCTION = "Sanction",
        MOBILIZE = "Mobilize",
        COERCE = "Coerce",
        ASSAULT = "Assault",
        CHANGE = "Change",
    }
    /// Properties.
    property Property {
        ABOUT = "about",
        PREDICATE = "predicate",
        VALUE = "value",
        REPORTED_IN = "reportedIn",
        EVIDENCE = "evidence",
        STATED_BY = "statedBy",
        RELAYED_BY = "relayedBy",
        STANCE = "stance",
        HEDGE_CUE = "hedgeCue",
        CONFIDENCE = "confidence",
        RELIABILITY = "reliability",
        CREDIBILITY = "credibility",
        ASSESSES = "assesses",
        CONFLICTS_WITH = "conflictsWith",
        SUPERSEDES = "supersedes",
        RULE = "rule",
        REFERS_TO = "refersTo",
        RESOLVES = "resolves",
        JUDGEMENT = "judgement",
        PUBLISHER = "publisher",
        PUBLISHED = "published",
        RETRIEVED = "retrieved",
        CONTENT_HASH = "contentHash",
        WITHDRAWN = "withdrawn",
        IDENTIFIER = "identifier",
        ASSET_TYPE = "assetType",
        HOLDER = "holder",
        POST = "post",
        IN_ORGANIZATION = "inOrganization",
        PART_OF = "partOf",
        JURISDICTION = "jurisdiction",
        AFFILIATED_STATE = "affiliatedState",
        ACTOR = "actor",
        RECIPIENT = "recipient",
        OBJECT = "object",
        PLACE = "place",
        ORIGIN = "origin",
        DESTINATION = "destination",
        TIME = "time",
        MODALITY = "modality",
        EVENT_MODE = "eventMode",
        CONTEXT = "context",
        PURPOSE = "purpose",
        SUB_EVENT_OF = "subEventOf",
        RESULTS_IN = "resultsIn",
        CONTENT = "content",
        INSTRUMENT = "instrument",
        NOT_BEFORE = "notBefore",
        STARTS_BY = "startsBy",
        ENDS_NOT_BEFORE = "endsNotBefore",
        NOT_AFTER = "notAfter",
        PRECISION = "precision",
        QUANTITY = "quantity",
        COUNT_CHECK = "countCheck",
        MIN = "min",
        MAX = "max",
        QUALIFIER = "qualifier",
        UNIT = "unit",
    }
    /// Members of the closed value sets.
    value Individual {
        ASSERTED = "Asserted",
        QUOTED = "Quoted",
        REPORTED = "Reported",
        IMPLIED = "Implied",
        INFERRED = "Inferred",
        DENIED = "Denied",
        ACTUAL = "Actual",
        PLANNED = "Planned",
        COMMITTED = "Committed",
        INTENDED = "Intended",
        HABITUAL = "Habitual",
        HYPOTHETICAL = "Hypothetical",
        NEGATED = "Negated",
        DAY = "Day",
        PART_OF_MONTH = "PartOfMonth",
        MONTH = "Month",
        YEAR = "Year",
        OPEN = "Open",
        VAGUE = "Vague",
        EXACT = "exact",
        MORE_THAN = "moreThan",
        LESS_THAN = "lessThan",
        APPROX = "approx",
        ORDER_OF_MAGNITUDE = "orderOfMagnitude",
        ACCEPTED = "Accepted",
        REJECTED = "Rejected",
        CORRECTED = "Corrected",
        UNSURE = "Unsure",
    }
    /// Datatypes of identifiers and notations.
    datatype Datatype {
        ISO3166_CODE = "Iso3166Code",
        HULL_NUMBER = "HullNumber",
        IMO_NUMBER = "ImoNumber",
        WIKIDATA_ITEM = "WikidataItem",
        GEO_NAMES_ID = "GeoNamesId",
        CAMEO_CODE = "CameoCode",
        PLOVER_CODE = "PloverCode",
        FTM_ID = "FtmId",
        STIX_ID = "StixId",
        ATTACK_ID = "AttackId",
        MISP_UUID = "MispUuid",
        UCDP_ID = "UcdpId",
        UCDP_ACTOR_ID = "UcdpActorId",
        ACLED_ID = "AcledId",
        GDELT_EVENT_ID = "GdeltEventId",
        MMSI = "Mmsi",
        LEI = "Lei",
        INN_CODE = "InnCode",
        OGRN_CODE = "OgrnCode",
        PASSPORT_NUMBER = "PassportNumber",
    }
}

/// The term with this local name, for names that come from data files and from users.
pub fn term(local_name: &str) -> Option<NamedNodeRef<'static>> {
    TERMS.iter().find(|(local, _, _)| *local == local_name).map(|(_, _, term)| *term)
}

/// The local name of one of our terms; the whole IRI where it is none.
pub fn local_name(term: NamedNodeRef<'_>) -> &str {
    term.as_str().strip_prefix(NAMESPACE).unwrap_or(term.as_str())
}
