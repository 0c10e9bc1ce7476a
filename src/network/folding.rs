//! Events and situations folded into edges between their parties.

use oxigraph::model::NamedNode;
use oxigraph::model::NamedNodeRef;
use oxigraph::store::StorageError;

use super::claims::Claim;
use super::claims::Claims;
use super::claims::Told;
use super::claims::conflict;
use super::claims::support;
use super::kind::Kind;
use super::model::EventNote;
use super::model::Modality;
use super::model::Support;
use super::rdf::Graph;
use super::rdf::Id;
use super::words;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::property;
use crate::vocab::rdf;

/// The slots that hold parties, the most telling first: a party in two slots counts in the first.
pub(super) const PARTY_SLOTS: [NamedNodeRef<'static>; 12] = [
    property::ACTOR,
    property::HOLDER,
    property::RECIPIENT,
    property::OBJECT,
    property::CONTENT,
    property::INSTRUMENT,
    property::DESTINATION,
    property::ORIGIN,
    property::PLACE,
    property::IN_ORGANIZATION,
    property::JURISDICTION,
    property::AFFILIATED_STATE,
];

/// Slots whose fillers are parties only when a picture is drawn around them: topics and posts are named in
/// so many frames that they would join everything to everything.
pub(super) const QUIET_SLOTS: [NamedNodeRef<'static>; 3] =
    [property::POST, property::CONTEXT, property::PURPOSE];

/// Attributes of entities that are drawn.
pub(super) const ATTRIBUTES: [NamedNodeRef<'static>; 5] = [
    property::PART_OF,
    property::IN_ORGANIZATION,
    property::JURISDICTION,
    property::AFFILIATED_STATE,
    property::PURPOSE,
];

/// Attributes that are drawn only around their value.
pub(super) const QUIET_ATTRIBUTES: [NamedNodeRef<'static>; 1] = [property::ASSET_TYPE];

/// More parties than this make an event a node of its own: folded, seven would already give 21 edges.
const MAX_FOLDED: usize = 6;

/// A claim's sentence as an edge carries it, before sentences have numbers.
pub(super) type Backing = Vec<Claim>;

/// One fact between two nodes.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) source: NamedNode,
    pub(super) target: NamedNode,
    pub(super) words: String,
    pub(super) directed: bool,
    pub(super) support: Support,
    pub(super) modality: Option<Modality>,
    pub(super) conflict: bool,
    pub(super) event: Option<EventNote>,
    pub(super) backing: Backing,
}

/// A party of a frame.
#[derive(Debug, Clone, PartialEq)]
struct Party {
    slot: NamedNodeRef<'static>,
    node: NamedNode,
    kind: Kind,
}

/// Folds frames into links.
pub(super) struct Folding<'f, 'g, 'a> {
    pub(super) graph: &'g Graph<'a>,
    pub(super) claims: &'f Claims<'g, 'a>,
    /// The nodes that the picture is drawn around.
    pub(super) roots: &'f [NamedNode],
}

impl Folding<'_, '_, '_> {
    /// The links of a frame of the view.
    pub(super) fn links(&self, frame: &NamedNode) -> Result<Vec<Link>, StorageError> {
        let parties = self.parties(frame)?;
        let told = self.claims.told(frame)?;
        let time = self.graph.time(frame)?;
        let span = self.graph.objects(frame, property::TIME)?.into_iter().next();
        let span = span.filter(|_| time.is_some()).map(|span| self.graph.id(&span));
        let fact = Fact {
            folding: self,
            told,
            time: span,
            note: EventNote { iri: frame.clone(), label: self.graph.label(frame)?, time },
            modality: words::modality(self.graph, frame)?,
            act: words::act(self.graph, frame)?,
        };
        let entities =
            parties.iter().filter(|party| party.slot != property::CONTENT || !party.kind.is_frame());
        let entities = entities.cloned().collect::<Vec<_>>();
        if self.roots.contains(frame) {
            return fact.as_node(&parties);
        }
        match entities.len() {
            0 => Ok(Vec::new()),
            1 => self.alone(frame, &fact, &entities),
            2..=MAX_FOLDED => fact.folded(&entities),
            _ => fact.as_node(&entities),
        }
    }

    /// A frame with a single party is worth a node only beside the root, and only if no other frame tells it.
    fn alone(
        &self,
        frame: &NamedNode,
        fact: &Fact<'_, '_, '_, '_>,
        parties: &[Party],
    ) -> Result<Vec<Link>, StorageError> {
        let of_root = parties.iter().any(|party| self.roots.contains(&party.node));
        if !of_root || !self.graph.subjects(property::CONTENT, frame)?.is_empty() {
            return Ok(Vec::new());
        }
        let result = self.graph.subjects(property::RESULTS_IN, frame)?;
        if result.is_empty() { fact.as_node(parties) } else { Ok(Vec::new()) }
    }

    fn parties(&self, frame: &NamedNode) -> Result<Vec<Party>, StorageError> {
        let mut parties: Vec<Party> = Vec::new();
        let loud = PARTY_SLOTS.iter().map(|slot| (*slot, false));
        let quiet = QUIET_SLOTS.iter().map(|slot| (*slot, true));
        for (slot, only_roots) in loud.chain(quiet) {
            for node in self.graph.objects(frame, slot)? {
                let known = parties.iter().any(|party| party.node == node);
                if known || node == *frame || (only_roots && !self.roots.contains(&node)) {
                    continue;
                }
                let kind = self.graph.kind(&node)?;
                parties.push(Party { slot, node, kind });
            }
        }
        Ok(parties)
    }

    /// The attributes of an entity as links, and those of others that have it as value.
    pub(super) fn attributes(&self, node: &NamedNode) -> Result<Vec<Link>, StorageError> {
        let mut links = Vec::new();
        let quiet: &[NamedNodeRef<'_>] = if self.roots.contains(node) { &QUIET_ATTRIBUTES } else { &[] };
        for property in ATTRIBUTES.iter().chain(quiet) {
            if !quiet.contains(property) {
                for value in self.graph.objects(node, *property)? {
                    links.extend(self.attribute(node, *property, &value)?);
                }
            }
            for subject in self.graph.subjects(*property, node)? {
                links.extend(self.attribute(&subject, *property, node)?);
            }
        }
        Ok(links)
    }

    fn attribute(
        &self,
        subject: &NamedNode,
        property: NamedNodeRef<'_>,
        value: &NamedNode,
    ) -> Result<Option<Link>, StorageError> {
        // A government governs its state: that it is affiliated with it goes without saying.
        let said = property == property::AFFILIATED_STATE
            && self.graph.objects(subject, property::JURISDICTION)?.contains(value);
        if said || subject == value || self.graph.kind(subject)?.is_frame() {
            return Ok(None);
        }
        let backing = self.claims.of_attribute(subject, property, value)?;
        let claims = backing.iter().collect::<Vec<_>>();
        Ok(Some(Link {
            source: subject.clone(),
            target: value.clone(),
            words: words::attribute(property),
            directed: true,
            support: support(&claims),
            modality: None,
            conflict: conflict(&claims),
            event: None,
            backing,
        }))
    }
}

/// A frame on its way to links.
struct Fact<'f, 'l, 'g, 'a> {
    folding: &'f Folding<'l, 'g, 'a>,
    told: Told,
    /// The time of the view, if it is printed.
    time: Option<Id>,
    note: EventNote,
    modality: Option<Modality>,
    act: String,
}

impl Fact<'_, '_, '_, '_> {
    fn link(&self, [source, target]: [&NamedNode; 2], words: String, directed: bool) -> Link {
        let graph = self.folding.graph;
        let (source, target) = if directed || source <= target { (source, target) } else { (target, source) };
        let pair = [graph.id(source), graph.id(target)];
        let claims = self.told.of_pair(pair);
        let dated = self.time.map_or_else(Vec::new, |time| self.told.of_time(pair, time));
        Link {
            source: source.clone(),
            target: target.clone(),
            words,
            directed,
            support: support(&claims),
            modality: self.modality,
            conflict: conflict(&claims),
            event: Some(self.note.clone()),
            backing: claims.into_iter().chain(dated).cloned().collect(),
        }
    }

    /// The frame as a node with an edge to every party, named by the party's role.
    fn as_node(&self, parties: &[Party]) -> Result<Vec<Link>, StorageError> {
        let frame = &self.note.iri;
        let kind = self.folding.graph.kind(frame)?;
        let acts = |party: &Party| matches!(party.slot, property::ACTOR | property::HOLDER);
        let link = |party: &Party| {
            let ends = if acts(party) { [&party.node, frame] } else { [frame, &party.node] };
            Link { event: None, ..self.link(ends, words::role(party.slot, kind), true) }
        };
        let mut links = parties.iter().map(link).collect::<Vec<_>>();
        for property in [property::SUB_EVENT_OF, property::RESULTS_IN] {
            if self.folding.roots.contains(frame) {
                for other in self.folding.graph.objects(frame, property)? {
                    let link = self.link([frame, &other], words::attribute(property), true);
                    links.push(Link { event: None, ..link });
                }
            }
        }
        Ok(links)
    }

    /// The frame as edges between its parties.
    fn folded(&self, parties: &[Party]) -> Result<Vec<Link>, StorageError> {
        let graph = self.folding.graph;
        let classes = graph.objects(&self.note.iri, rdf::TYPE)?;
        let is = |class: NamedNodeRef<'_>| classes.iter().any(|it| it.as_ref() == class);
        let act = if is(class::TENURE) || is(class::MEMBERSHIP) {
            let post = words::concepts(graph, &self.note.iri, property::POST)?;
            let else_words = if is(class::TENURE) { "holds a post in" } else { "member of" };
            if post.is_empty() { else_words.to_owned() } else { post }
        } else if is(class::PRESENCE) {
            "present".to_owned()
        } else if is(class::BILATERAL_RELATION) {
            "relations".to_owned()
        } else if is(class::DESIGNATION) {
            let status = words::concepts(graph, &self.note.iri, property::CONTEXT)?;
            if status.is_empty() { "designate".to_owned() } else { format!("designate as {status}") }
        } else if is(class::TREND) {
            let direction = words::concepts(graph, &self.note.iri, property::VALUE)?;
            if direction.is_empty() { "trend".to_owned() } else { direction }
        } else if is(class::COMMITMENT) {
            let topic = words::concepts(graph, &self.note.iri, property::CONTEXT)?;
            if topic.is_empty() { "commit".to_owned() } else { format!("commit: {topic}") }
        } else {
            self.act.clone()
        };
        Ok(self.pairs(parties, &act, is(class::TENURE) || is(class::MEMBERSHIP)))
    }

    /// Subjects with one another, subjects with the rest, and what is moved with where it goes.
    fn pairs(&self, parties: &[Party], act: &str, post: bool) -> Vec<Link> {
        let first = parties.first().map(|party| party.slot);
        let (subjects, others): (Vec<_>, Vec<_>) =
            parties.iter().partition(|party| Some(party.slot) == first);
        let with_object = others.iter().any(|party| party.slot == property::OBJECT);
        let words = |party: &Party| match party.slot {
            property::DESTINATION if !act.contains("visit") => format!("{act} to"),
            property::RECIPIENT if with_object => format!("{act} to"),
            property::PLACE => format!("{act} in"),
            property::ORIGIN => format!("{act} from"),
            property::INSTRUMENT => format!("{act} with"),
            property::CONTEXT | property::PURPOSE => format!("{act} on"),
            property::IN_ORGANIZATION if !post => format!("{act} in"),
            _ => act.to_owned(),
        };
        let mut links = Vec::new();
        for (index, subject) in subjects.iter().enumerate() {
            for other in subjects.iter().skip(index + 1) {
                links.push(self.link([&subject.node, &other.node], act.to_owned(), false));
            }
            for other in &others {
                links.push(self.link([&subject.node, &other.node], words(other), true));
            }
        }
        for object in others.iter().filter(|party| party.slot == property::OBJECT) {
            for place in others.iter().filter(|party| party.slot == property::DESTINATION) {
                links.push(self.link([&object.node, &place.node], "sent to".to_owned(), true));
            }
        }
        links
    }
}
