//! Judgements of people: what the view shows after them, and the laws that it keeps.

use std::collections::BTreeMap;

use casegraph::store::Decision;
use casegraph::store::DecisionProblem;
use casegraph::store::Verdict;
use proptest::prelude::*;

use super::*;

fn decision(claim: &str, verdict: Verdict) -> Decision {
    Decision {
        claim: claim.to_owned(),
        verdict,
        corrections: BTreeMap::new(),
        why: "checked by hand".to_owned(),
        by: Some("A. Reader".to_owned()),
        date: None,
    }
}

fn correction(claim: &str, corrections: &[(&str, &[&str])]) -> Decision {
    let corrections = corrections.iter().map(|(property, values)| {
        ((*property).to_owned(), values.iter().map(|value| (*value).to_owned()).collect())
    });
    Decision { corrections: corrections.collect(), ..decision(claim, Verdict::Correct) }
}

/// The ids of the claims, in order of document and claim.
fn claims(store: &GraphStore) -> Vec<String> {
    let query = "SELECT ?c { GRAPH ?g { ?c a cg:Claim } }";
    rows(store, query).into_iter().map(|name| format!("claim/{name}")).collect()
}

/// The graph, which must be the one that is computed from nothing, with the same counts.
fn sound(store: &mut GraphStore) -> String {
    let (grown, counts) = (dump(store, DumpFormat::Nq), store.counts().unwrap());
    store.recompute_view().unwrap();
    assert_eq!(dump(store, DumpFormat::Nq), grown);
    assert_eq!(store.counts().unwrap(), counts);
    assert_eq!(counts.quads, grown.lines().count() as u64);
    grown
}

const LABEL: &str = "SELECT ?l { ?ev a cg:Consult ; cg:eventMode m:meet ; skos:prefLabel ?l } ";
const TOLD: &str = "SELECT ?l { { ?ev a cg:Consult } UNION { ?ev a cg:Aid } ?ev skos:prefLabel ?l }";

#[test]
fn a_rejected_claim_leaves_the_view_and_comes_back_when_the_line_goes() {
    let mut store = store_of(&[meeting("The Island Post").done()]);
    let before = dump(&store, DumpFormat::Nq);
    let claim = claims(&store).remove(0);
    store.judge(&decision(&claim, Verdict::Reject)).unwrap();
    assert_eq!(rows(&store, LABEL), [""; 0]);
    assert_eq!(store.counts().unwrap().events, 0);
    // The evidence stays, and so do the people of whom the text speaks.
    assert_eq!(claims(&store), [claim]);
    assert_eq!(rows(&store, "SELECT ?l { ?p a cg:Person ; skos:prefLabel ?l }"), ["Anna Lind", "Bo Ek"]);
    let judgement = "SELECT ?j ?why ?who { GRAPH x:graph\\/assess { ?a a cg:Assessment ; cg:assesses ?c ; cg:judgement ?j ;
        rdfs:comment ?why ; <http://www.w3.org/ns/prov#wasAttributedTo>/rdfs:label ?who } GRAPH ?g { ?c a cg:Claim } }";
    assert_eq!(rows(&store, judgement), ["Rejected | checked by hand | A. Reader"]);
    sound(&mut store);
    let text = store.decisions().without(1).unwrap();
    store.set_decisions(&text).unwrap();
    assert_eq!(sound(&mut store), before);
}

#[test]
fn what_rests_on_another_claim_too_stays() {
    let mut store = store_of(&[meeting("The Island Post").done(), meeting("Daily Shore").done()]);
    let both = claims(&store);
    store.judge(&decision(&both[0], Verdict::Reject)).unwrap();
    assert_eq!(store.counts().unwrap().events, 1);
    sound(&mut store);
    store.judge(&decision(&both[1], Verdict::Reject)).unwrap();
    assert_eq!(store.counts().unwrap().events, 0);
    sound(&mut store);
}

#[test]
fn an_accepted_claim_enters_however_sure_the_program_was_but_a_denial_does_not() {
    for (stance, confidence, enters) in
        [(Stance::Asserted, 10, 1), (Stance::Implied, 90, 1), (Stance::Denied, 90, 0)]
    {
        let mut told = meeting("The Island Post");
        let claim = told.statements.claims.last_mut().unwrap();
        (claim.stance, claim.confidence) = (stance, confidence);
        let mut store = store_of(&[told.done()]);
        assert_eq!(store.counts().unwrap().events, 0);
        let claim = claims(&store).remove(0);
        store.judge(&decision(&claim, Verdict::Accept)).unwrap();
        assert_eq!(store.counts().unwrap().events, enters, "{stance:?}");
        sound(&mut store);
    }
}

#[test]
fn a_correction_puts_other_values_into_the_view_and_leaves_the_evidence() {
    let mut store = store_of(&[meeting("The Island Post").done()]);
    let before = dump(&store, DumpFormat::Nq);
    let claim = claims(&store).remove(0);
    let person = rows(&store, "SELECT ?p { ?p a cg:Person ; skos:prefLabel 'Bo Ek'@en }").remove(0);
    let person = format!("person/{person}");
    store
        .judge(&correction(
            &claim,
            &[("actor", &[&person]), ("place", &[]), ("time", &["2021-05-03"]), ("eventMode", &["visit"])],
        ))
        .unwrap();
    assert_eq!(rows(&store, LABEL), [""; 0], "it was no meeting");
    assert_eq!(rows(&store, TOLD), ["Bo Ek visits (2021-05-03)"]);
    let read = "SELECT ?d { GRAPH ?g { ?f cg:time/cg:notBefore ?d ; cg:place ?p } }";
    assert_eq!(rows(&store, read), ["2021-05-04"]);
    let judged =
        "SELECT ?p ?d { GRAPH x:graph\\/assess { ?a cg:judgement cg:Corrected ; cg:predicate ?p ; cg:value ?v
        OPTIONAL { ?v cg:notBefore ?d } FILTER(?p != cg:actor) } }";
    assert_eq!(rows(&store, judged), ["eventMode | -", "time | 2021-05-03"]);
    // The day that nothing uses any more is gone.
    assert_eq!(rows(&store, "SELECT ?d { ?t a cg:TimeSpan ; cg:notBefore ?d }"), ["2021-05-03"]);
    sound(&mut store);
    store
        .judge(&correction(&claim, &[("class", &["Aid"]), ("quantity", &["3"]), ("modality", &["Planned"])]))
        .unwrap();
    assert_eq!(rows(&store, TOLD), ["Anna Lind and Bo Ek meet in Visby (2021-05-04, planned)"]);
    assert_eq!(rows(&store, "SELECT ?c ?n { ?e cg:quantity/cg:min ?n ; a ?c }"), ["Aid | 3"]);
    assert_eq!(store.decision_problems().len(), 1);
    sound(&mut store);
    store.set_decisions("").unwrap();
    assert_eq!(sound(&mut store), before);
}

#[test]
fn a_claim_about_one_slot_is_judged_alone() {
    let mut told = meeting("The Island Post");
    let town = told.mention("Gotland", class::PLACE, "Gotland");
    told.claim(Node::Frame(0), Some((property::DESTINATION, Value::Node(town))));
    let mut store = store_of(&[told.done()]);
    let query = "SELECT ?c { GRAPH ?g { ?c cg:predicate cg:destination } }";
    let claim = format!("claim/{}", rows(&store, query).remove(0));
    let seen = "SELECT ?l { ?ev cg:destination/skos:prefLabel ?l }";
    assert_eq!(rows(&store, seen), ["Gotland"]);
    store.judge(&decision(&claim, Verdict::Reject)).unwrap();
    assert_eq!(rows(&store, seen), [""; 0]);
    assert_eq!(store.counts().unwrap().events, 1);
    sound(&mut store);
    let visby = rows(&store, "SELECT ?p { ?p skos:prefLabel 'Visby'@en }").remove(0);
    store.judge(&correction(&claim, &[("destination", &[&format!("place/{visby}")])])).unwrap();
    assert_eq!(rows(&store, seen), ["Visby"]);
    sound(&mut store);
}

#[test]
fn a_decision_waits_for_its_claim() {
    let reference = store_of(&[meeting("The Island Post").done()]);
    let claim = claims(&reference).remove(0);
    let mut store = GraphStore::in_memory(None).unwrap();
    store.judge(&decision(&claim, Verdict::Reject)).unwrap();
    assert!(store.claim_stance(&claim).unwrap().is_none());
    assert_eq!(dump(&store, DumpFormat::Nq), "");
    store.ingest(&[meeting("The Island Post").done()], &run()).unwrap();
    assert_eq!(store.counts().unwrap().events, 0);
    let waited = sound(&mut store);
    let mut after = store_of(&[meeting("The Island Post").done()]);
    after.judge(&decision(&claim, Verdict::Reject)).unwrap();
    assert_eq!(dump(&after, DumpFormat::Nq), waited);
}

#[test]
fn a_correction_may_name_what_no_text_in_the_store_speaks_of_yet() {
    let mut other = Told::new("Harbour Aid came. ").publisher("Daily Shore");
    let aid = other.mention("Harbour Aid", class::ORGANIZATION, "Harbour Aid");
    other.told(class::AID, "", &[(property::ACTOR, aid)], None);
    let other = other.done();
    let node =
        rows(&store_of(std::slice::from_ref(&other)), "SELECT ?o { ?o skos:prefLabel 'Harbour Aid'@en }")
            .remove(0);
    let mut store = store_of(&[meeting("The Island Post").done()]);
    let claim = claims(&store).remove(0);
    store.judge(&correction(&claim, &[("actor", &[&format!("org/{node}")])])).unwrap();
    assert_eq!(
        rows(&store, "SELECT ?l { ?ev a cg:Consult ; skos:prefLabel ?l }"),
        ["meet in Visby (2021-05-04)"]
    );
    store.ingest(&[other], &run()).unwrap();
    let label = "SELECT ?l { ?ev a cg:Consult ; skos:prefLabel ?l }";
    assert_eq!(rows(&store, label), ["Harbour Aid meets in Visby (2021-05-04)"]);
    sound(&mut store);
}

#[test]
fn of_two_decisions_on_one_claim_the_last_holds_and_that_is_said() {
    let mut store = store_of(&[meeting("The Island Post").done()]);
    let claim = claims(&store).remove(0);
    store.judge(&decision(&claim, Verdict::Reject)).unwrap();
    store.judge(&decision(&claim, Verdict::Accept)).unwrap();
    assert_eq!(store.counts().unwrap().events, 1);
    let problems = store.decision_problems();
    let [DecisionProblem { line: 1, found, .. }] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(found.ends_with("which line 2 judges again"), "{found}");
}

#[test]
fn a_decision_that_cannot_be_used_is_refused_and_changes_nothing() {
    let mut store = store_of(&[meeting("The Island Post").done()]);
    let claim = claims(&store).remove(0);
    for (wrong, part) in [
        (decision("event/x", Verdict::Accept), "found the claim `event/x`, expected a claim's id"),
        (correction(&claim, &[("colour", &["red"])]), "found the property `colour`, expected one of"),
        (correction(&claim, &[("time", &["in May"])]), "expected YYYY"),
        (correction(&claim, &[]), "found no `corrections`"),
    ] {
        let message = store.judge(&wrong).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(store.decisions().text(), "");
}

#[test]
fn a_damaged_line_leaves_the_other_decisions_in_force() {
    let mut store = store_of(&[meeting("The Island Post").done()]);
    let claim = claims(&store).remove(0);
    let good = decision(&claim, Verdict::Reject).to_line();
    store.set_decisions(&format!("{{\"claim\":\n{good}\n")).unwrap();
    assert_eq!(store.counts().unwrap().events, 0);
    assert_eq!(store.decision_problems()[0].line, 1);
}

/// Three papers' reports of two meetings, with claims of many kinds.
fn reports() -> Vec<(Document, Statements)> {
    let mut second =
        Told::new("Anna Lind met Cid Dahl in Riga. It led to a visit to Visby. ").publisher("Daily Shore");
    let anna = second.mention("Anna Lind", class::PERSON, "Anna Lind");
    let cid = second.mention("Cid Dahl", class::PERSON, "Cid Dahl");
    let riga = second.mention("Riga", class::PLACE, "Riga");
    let visby = second.mention("Visby", class::PLACE, "Visby");
    let slots = [(property::ACTOR, anna), (property::ACTOR, cid), (property::PLACE, riga)];
    let meet = second.told(class::CONSULT, "meet", &slots, None);
    let visit = second.told(class::CONSULT, "visit", &[(property::ACTOR, cid)], None);
    second.claim(Node::Frame(meet), Some((property::RESULTS_IN, Value::Node(Node::Frame(visit)))));
    second.claim(Node::Frame(visit), Some((property::DESTINATION, Value::Node(visby)))).confidence = 20;
    second.claim(riga, Some((property::PART_OF, Value::Node(visby))));
    vec![meeting("The Island Post").done(), meeting("Third Paper").done(), second.done()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_order_of_judgements_and_documents_gives_the_view_that_is_computed_anew(
        steps in prop::collection::vec((0_usize..8, 0_usize..6), 1..8),
        cut in 0_usize..4,
    ) {
        let all = reports();
        let full = store_of(&all);
        let claims = claims(&full);
        let people = rows(&full, "SELECT ?p { ?p a cg:Person }");
        let mut store = store_of(&all[..cut.min(all.len())]);
        for (claim, verdict) in steps {
            let claim = &claims[claim % claims.len()];
            let person = format!("person/{}", people[verdict % people.len()]);
            let decision = match verdict {
                0 | 1 => decision(claim, Verdict::Reject),
                2 => decision(claim, Verdict::Accept),
                3 => correction(claim, &[("actor", &[&person]), ("eventMode", &["host"])]),
                4 => correction(claim, &[("partOf", &[&person]), ("time", &["2020"])]),
                _ => correction(claim, &[("resultsIn", &[]), ("actor", &["person/nobody-1"])]),
            };
            store.judge(&decision).unwrap();
            sound(&mut store);
        }
        store.ingest(&all[cut.min(all.len())..], &run()).unwrap();
        let grown = sound(&mut store);
        let mut whole = store_of(&all);
        whole.set_decisions(store.decisions().text()).unwrap();
        prop_assert_eq!(dump(&whole, DumpFormat::Nq), grown);
        whole.set_decisions("").unwrap();
        prop_assert_eq!(dump(&whole, DumpFormat::Nq), dump(&full, DumpFormat::Nq));
    }
}
