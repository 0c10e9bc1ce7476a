//! Facts of the world that the built-in tables must know. Expected values are public knowledge (ISO 3166, navies' own lists).

use std::sync::LazyLock;

use super::*;
use crate::statement::Modality;
use crate::statement::Stance;
use crate::vocab::casegraph::class;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().unwrap());

fn code(name: &str) -> Option<&'static str> {
    LEXICON.country(name).and_then(|country| country.iso2.as_deref())
}

#[test]
fn a_country_is_found_by_all_its_names() {
    for name in [
        "United States",
        "the United States",
        "United States of America",
        "U.S.",
        "US",
        "USA",
        "America",
        "UNITED STATES",
    ] {
        assert_eq!(code(name), Some("US"), "{name}");
    }
    for (name, expected) in [
        ("Democratic Republic of the Congo", "CD"),
        ("DR Congo", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Côte d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Burma", "MM"),
        ("the Philippines", "PH"),
        ("Holy See", "VA"),
        ("DPRK", "KP"),
        ("South Korea", "KR"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Equatorial Guinea", "GQ"),
        ("Papua New Guinea", "PG"),
        ("Kosovo", "XK"),
        ("Taiwan", "TW"),
        ("Palestine", "PS"),
    ] {
        assert_eq!(code(name), Some(expected), "{name}");
    }
    assert_eq!(code("us"), None, "a pronoun is no state");
    assert_eq!(code("turkey"), None, "a bird is no state");
}

#[test]
fn dependencies_are_places_and_historic_and_de_facto_states_are_states() {
    let puerto_rico = LEXICON.country("Puerto Rico").unwrap();
    assert_eq!((puerto_rico.class(), puerto_rico.sovereign.as_deref()), (class::PLACE, Some("US")));
    for name in ["Soviet Union", "Yugoslavia", "Kosovo", "Taiwan", "Palestine", "Mexico"] {
        assert_eq!(LEXICON.country(name).unwrap().class(), class::STATE, "{name}");
    }
}

#[test]
fn codes_capitals_and_borders_are_those_of_the_standard() {
    let mexico = LEXICON.country_by_code("MEX").unwrap();
    assert_eq!((mexico.name.as_ref(), mexico.capital.as_deref()), ("Mexico", Some("Mexico City")));
    assert_eq!(mexico.borders, ["GT", "US", "BZ"]);
    assert!(LEXICON.countries().iter().filter(|country| country.is_state()).count() >= 195);
}

#[test]
fn borders_are_mutual() {
    for country in LEXICON.countries() {
        let Some(code) = &country.iso2 else { continue };
        for other in &country.borders {
            let neighbour = LEXICON.country_by_code(other).unwrap();
            assert!(neighbour.borders.contains(code), "{code} borders {other}");
        }
    }
}

#[test]
fn demonyms_tell_their_form() {
    let forms = |word: &str| {
        let found = LEXICON.demonym(word).unwrap();
        (found.country.iso2.as_deref().unwrap(), found.adjective, found.singular, found.plural)
    };
    assert_eq!(forms("American"), ("US", true, true, false));
    assert_eq!(forms("Americans"), ("US", false, false, true));
    assert_eq!(forms("U.S."), ("US", true, false, false));
    assert_eq!(forms("British"), ("GB", true, false, true));
    assert_eq!(forms("Briton"), ("GB", false, true, false));
    assert_eq!(forms("Chinese"), ("CN", true, true, true));
    assert_eq!(forms("Danes"), ("DK", false, false, true));
    assert_eq!(forms("Filipino"), ("PH", true, true, false));
    assert_eq!(forms("Nigerien"), ("NE", true, true, false));
    assert_eq!(forms("Nigerian"), ("NG", true, true, false));
    assert_eq!(forms("UKRAINIAN"), ("UA", true, true, false));
    assert!(LEXICON.demonym("Kurdish").is_none(), "a people without a state of its own");
    assert!(LEXICON.demonym("polish").is_none());
}

#[test]
fn a_name_of_several_things_gives_them_all() {
    let hits = LEXICON.scan(&["in", "Tripoli", ",", "Guinea", "-", "Bissau", "and", "the", "U.S."]);
    let ranges: Vec<_> = hits.iter().map(|hit| hit.range.clone()).collect();
    assert_eq!(ranges, [1..2, 3..6, 8..9]);
    let states: Vec<_> = LEXICON.places("Tripoli").iter().map(|place| place.states.join("|")).collect();
    assert_eq!(states, ["LY", "LB", "GR"], "the largest first");
    assert!(matches!(hits[2].entries[..], [Entry::Country(_), Entry::Demonym(_), ..]));
}

#[test]
fn places_are_flagged_where_the_name_alone_is_no_evidence() {
    for name in ["Nice", "Reading", "Mobile", "Bath"] {
        assert!(LEXICON.places(name).iter().all(|place| place.word), "{name}");
    }
    assert!(LEXICON.places("Jackson").iter().all(|place| place.person_name));
    let paris = LEXICON.places("Paris")[0];
    assert_eq!(
        (paris.states.join("|").as_str(), paris.kind, paris.word, paris.person_name),
        ("FR", PlaceKind::Capital, false, false)
    );
    assert_eq!(LEXICON.places("Kiev")[0].name, "Kyiv");
}

#[test]
fn organizations_are_found_by_acronym_and_metonym() {
    for (name, expected) in [
        ("NATO", "North Atlantic Treaty Organization"),
        ("U.N.", "United Nations"),
        ("the AP", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("the Pentagon", "United States Department of Defense"),
        ("State Department", "United States Department of State"),
        ("IRGC", "Islamic Revolutionary Guard Corps"),
        ("Knesset", "Knesset"),
        ("Al-Jazeera", "Al Jazeera"),
        ("Al Jazeera", "Al Jazeera"),
        ("FSB", "Federal Security Service"),
    ] {
        assert_eq!(LEXICON.organization(name).unwrap().name, expected, "{name}");
    }
    assert!(LEXICON.organization("Reuters").unwrap().is_outlet());
    assert_eq!(LEXICON.organization("U.S. Navy").unwrap().class, class::ARMED_FORCE);
    assert_eq!(LEXICON.organization("Kremlin").unwrap().state.as_deref(), Some("RU"));
    assert_eq!(
        LEXICON.organization("AFP").unwrap().name,
        "Agence France-Presse",
        "strong names before weak ones"
    );
}

#[test]
fn head_nouns_give_the_class_of_compounds() {
    let noun = |lemma: &str| LEXICON.head_noun(lemma).map(|found| (found.class, found.noun.as_ref()));
    assert_eq!(noun("destroyer"), Some((NounClass::Vessel, "destroyer")));
    assert_eq!(noun("ageing cargo ship"), Some((NounClass::Vessel, "cargo ship")));
    assert_eq!(noun("guided missile destroyer"), Some((NounClass::Vessel, "guided-missile destroyer")));
    assert_eq!(noun("fighter jet"), Some((NounClass::Aircraft, "fighter jet")));
    assert_eq!(noun("drug cartel"), Some((NounClass::CriminalOrganization, "drug cartel")));
    assert_eq!(noun("foreign ministry"), Some((NounClass::GovernmentBody, "foreign ministry")));
    assert_eq!(noun("soldier"), Some((NounClass::Person, "soldier")));
    assert_eq!(noun("troops"), Some((NounClass::Collective, "troops")));
    assert_eq!(noun("ceasefire"), Some((NounClass::Agreement, "ceasefire")));
    assert_eq!(noun("abolitionist"), Some((NounClass::Person, "abolitionist")));
    assert_eq!(noun("happiness"), None);
}

#[test]
fn kinds_of_assets_lead_up_to_their_root() {
    let chain = |lemma: &str| {
        let nouns = std::iter::successors(LEXICON.head_noun(lemma), |noun| LEXICON.broader(noun));
        nouns.map(|noun| noun.noun.as_ref()).collect::<Vec<_>>()
    };
    assert_eq!(
        chain("guided-missile destroyer"),
        ["guided-missile destroyer", "destroyer", "warship", "vessel"]
    );
    assert_eq!(chain("stealth bomber"), ["stealth bomber", "bomber", "combat aircraft", "aircraft"]);
    assert_eq!(chain("oil tanker"), ["oil tanker", "tanker", "vessel"]);
    assert_eq!(chain("tunnel"), ["tunnel", "facility"]);
}

#[test]
fn ship_prefixes_tell_navy_and_state() {
    let prefix = |word: &str| {
        let readings = LEXICON.ship_prefix(word).iter();
        readings
            .map(|found| (found.service.as_deref(), found.state.as_deref(), found.kind))
            .collect::<Vec<_>>()
    };
    assert_eq!(prefix("USS"), [(Some("United States Navy"), Some("US"), ShipKind::Warship)]);
    assert_eq!(prefix("HMCS"), [(Some("Royal Canadian Navy"), Some("CA"), ShipKind::Warship)]);
    assert_eq!(prefix("INS").len(), 2, "Indian and Israeli ships share a prefix");
    assert_eq!(prefix("MV"), [(None, None, ShipKind::Merchant)]);
    assert!(prefix("uss").is_empty());
    assert_eq!(LEXICON.hull_number("CVN-68").unwrap().noun, "nuclear-powered aircraft carrier");
    assert_eq!(LEXICON.hull_number("DDG 1000").unwrap().noun, "guided-missile destroyer");
    assert!(LEXICON.hull_number("B-52").is_none());
    assert!(LEXICON.hull_number("DDG-51A").is_none());
}

#[test]
fn designations_tell_what_they_name() {
    let read = |text: &str| {
        LEXICON.designator(text).map(|found| (found.canonical, found.base, found.noun, found.sure))
    };
    let is = |canonical: &str, base: &str, noun: &'static str, sure| {
        Some((canonical.to_owned(), base.to_owned(), noun, sure))
    };
    assert_eq!(read("F-16"), is("F-16", "F-16", "fighter jet", true));
    assert_eq!(read("F-16C/D"), is("F-16C/D", "F-16", "fighter jet", true));
    assert_eq!(read("F16"), is("F-16", "F-16", "fighter jet", false));
    assert_eq!(read("MiG-29s"), is("MiG-29", "MiG-29", "fighter jet", true));
    assert_eq!(read("Tu-95MS"), is("Tu-95MS", "Tu-95", "bomber", true));
    assert_eq!(read("KC-135"), is("KC-135", "KC-135", "tanker aircraft", true));
    assert_eq!(read("MQ-9"), is("MQ-9", "MQ-9", "drone", true));
    assert_eq!(read("S-300"), is("S-300", "S-300", "air defence system", true));
    assert_eq!(read("Kh-101"), is("Kh-101", "Kh-101", "cruise missile", true));
    assert_eq!(read("T-72B3"), is("T-72B3", "T-72", "tank", true));
    assert_eq!(read("M142"), is("M142", "M142", "artillery", false));
    assert_eq!(read("Hwasong-18"), is("Hwasong-18", "Hwasong-18", "ballistic missile", true));
    for text in ["F-160", "A4", "F-", "16", "", "H1N1", "F-16 deal", "Covid-19"] {
        assert_eq!(read(text), None, "{text}");
    }
    assert!(LEXICON.designator("F-16s").unwrap().plural);
}

#[test]
fn titles_are_read_as_long_as_they_go() {
    let title = |words: &str| {
        let tokens: Vec<_> = words.split(' ').collect();
        LEXICON
            .title(&tokens)
            .map(|found| (found.length, found.kind, found.post.unwrap_or_default(), found.body))
    };
    let ministry = Some(PostBody::Ministry);
    assert_eq!(
        title("Rear Adm. Smith"),
        Some((2, TitleKind::Rank, "Rear Admiral".into(), Some(PostBody::Navy)))
    );
    assert_eq!(
        title("Lt. Gen. Smith"),
        Some((2, TitleKind::Rank, "Lieutenant General".into(), Some(PostBody::Force)))
    );
    assert_eq!(
        title("Secretary of State Smith"),
        Some((3, TitleKind::Post, "Secretary of State".into(), ministry))
    );
    assert_eq!(
        title("Deputy Health Minister Smith"),
        Some((3, TitleKind::Post, "Deputy Health Minister".into(), ministry))
    );
    assert_eq!(
        title("Minister of Foreign Affairs"),
        Some((4, TitleKind::Post, "Minister of Foreign Affairs".into(), ministry))
    );
    assert_eq!(
        title("Minister for the Environment"),
        Some((4, TitleKind::Post, "Minister for the Environment".into(), ministry))
    );
    assert_eq!(
        title("prime minister"),
        Some((2, TitleKind::Post, "Prime Minister".into(), Some(PostBody::Government)))
    );
    assert_eq!(title("Mr. Smith"), Some((1, TitleKind::Honorific, String::new(), None)));
    assert_eq!(title("Smith"), None);
    assert_eq!(title("Foreign trade"), None);
}

#[test]
fn given_names_tell_a_gender() {
    assert_eq!(LEXICON.given_name("Mary"), Some(Gender::Female));
    assert_eq!(LEXICON.given_name("Volodymyr"), Some(Gender::Male));
    assert_eq!(LEXICON.given_name("MARIA"), Some(Gender::Female));
    assert_eq!(LEXICON.given_name("Table"), None);
}

#[test]
fn named_types_are_found_with_their_kind() {
    let weapon = |name: &str| {
        LEXICON.weapon_name(name).map(|found| (found.name.as_ref(), found.noun.as_ref(), found.weak))
    };
    assert_eq!(weapon("HIMARS"), Some(("HIMARS", "rocket launcher", false)));
    assert_eq!(weapon("Leopard 2"), Some(("Leopard 2", "main battle tank", false)));
    assert_eq!(weapon("Patriot"), Some(("Patriot", "air defence system", true)));
    assert_eq!(
        weapon("Arleigh Burke-class"),
        Some(("Arleigh Burke class", "guided-missile destroyer", false))
    );
}

#[test]
fn regions_and_waters_are_places() {
    let kind = |name: &str| LEXICON.places(name).first().map(|place| place.kind);
    assert_eq!(kind("the Caribbean"), Some(PlaceKind::Region));
    assert_eq!(kind("Strait of Hormuz"), Some(PlaceKind::Water));
    assert_eq!(kind("Gaza"), Some(PlaceKind::Region));
    assert_eq!(kind("Gaza City"), Some(PlaceKind::City));
    assert_eq!(kind("Crimea"), Some(PlaceKind::Region));
    assert_eq!(kind("Pearl Harbor"), Some(PlaceKind::Site));
    let readings = LEXICON.entries("Georgia");
    assert!(
        matches!(readings[..], [Entry::Country(_), Entry::Place(_)]),
        "the state in the Caucasus and the one in America"
    );
}

#[test]
fn bodies_are_read_by_the_pattern_of_their_names() {
    let body = |words: &str| {
        let tokens: Vec<_> = words.split(' ').collect();
        LEXICON.body(&tokens).map(|found| (found.length, found.kind, found.canonical))
    };
    let is = |length, kind, canonical: &str| Some((length, kind, canonical.to_owned()));
    assert_eq!(body("Navy"), is(1, BodyKind::Force, "Navy"));
    assert_eq!(body("Air Force jets"), is(2, BodyKind::Force, "Air Force"));
    assert_eq!(body("State Department"), is(2, BodyKind::Ministry, "Department of State"));
    assert_eq!(body("Department of State"), is(3, BodyKind::Ministry, "Department of State"));
    assert_eq!(body("Treasury Department"), is(2, BodyKind::Ministry, "Department of the Treasury"));
    assert_eq!(body("Department of the Treasury"), is(4, BodyKind::Ministry, "Department of the Treasury"));
    assert_eq!(body("Foreign Ministry"), is(2, BodyKind::Ministry, "Ministry of Foreign Affairs"));
    assert_eq!(body("Defense Ministry"), is(2, BodyKind::Ministry, "Ministry of Defense"));
    assert_eq!(body("Ministry of Defense"), is(3, BodyKind::Ministry, "Ministry of Defense"));
    assert_eq!(body("Supreme Court"), is(2, BodyKind::Court, "Supreme Court"));
    assert_eq!(body("Ministry"), None);
    assert_eq!(body("Foreign"), None);
}

#[test]
fn members_of_a_force_tell_the_force() {
    let force = |noun: &str| LEXICON.force_member(noun).map(|member| (member.force.as_ref(), member.capital));
    assert_eq!(force("Marines"), Some(("Marine Corps", true)));
    assert_eq!(force("sailor"), Some(("Navy", false)));
    assert_eq!(force("airmen"), Some(("Air Force", false)));
    assert_eq!(force("coast guardsmen"), Some(("Coast Guard", false)));
    assert_eq!(force("marines"), None, "in lower case the marines of any force");
}

#[test]
fn legal_forms_stand_at_the_end() {
    let form = |words: &str| {
        let tokens: Vec<_> = words.split(' ').collect();
        LEXICON.legal_form(&tokens).map(|found| (found.length, found.entries[0].meaning.as_ref()))
    };
    assert_eq!(form("Acme Ltd."), Some((1, "limited company")));
    assert_eq!(form("Acme Pty Ltd"), Some((2, "proprietary limited company")));
    assert_eq!(form("Acme S.p.A."), Some((1, "public limited company")));
    assert_eq!(form("Ltd Acme"), None);
}

#[test]
fn small_words_of_names_are_known() {
    assert_eq!(LEXICON.name_particle("bin"), [ParticlePlace::Before]);
    assert_eq!(LEXICON.name_particle("Jr."), [ParticlePlace::Suffix]);
    assert_eq!(LEXICON.name_particle("al"), [ParticlePlace::Before, ParticlePlace::Joined]);
    assert!(LEXICON.name_particle("river").is_empty());
}

#[test]
fn reporting_verbs_tell_stance_and_content() {
    let verb =
        |lemma: &str| LEXICON.reporting_verb(lemma).map(|found| (found.stance, found.content, found.sayer));
    assert_eq!(verb("say"), Some((Stance::Reported, SaidContent::Fact, Sayer::Speech)));
    assert_eq!(verb("deny"), Some((Stance::Denied, SaidContent::Fact, Sayer::Speech)));
    assert_eq!(verb("point out"), Some((Stance::Reported, SaidContent::Fact, Sayer::Document)));
    assert_eq!(verb("believe"), Some((Stance::Reported, SaidContent::Belief, Sayer::Mind)));
    assert_eq!(verb("eat"), None);
}

#[test]
fn hedges_modals_and_negations_are_found_in_any_case() {
    let hedge = LEXICON.hedge(&["Almost", "certainly", "so"]).unwrap();
    assert_eq!(
        (hedge.length, hedge.entries[0].effect, hedge.entries[0].confidence),
        (2, HedgeEffect::Weaken, 90)
    );
    let almost = LEXICON.hedge(&["almost", "all"]).unwrap();
    assert_eq!((almost.length, almost.entries[0].effect), (1, HedgeEffect::Approximate));
    assert_eq!(LEXICON.hedge(&["maybe"]).unwrap().entries[0].modality, Some(Modality::Hypothetical));
    assert_eq!(LEXICON.modal("will", ModalUse::Auxiliary).unwrap().modality, Modality::Planned);
    assert_eq!(LEXICON.modal("plan", ModalUse::Verb).unwrap().modality, Modality::Planned);
    assert_eq!(LEXICON.modal("plan", ModalUse::Auxiliary), None);
    let negation = LEXICON.negation(&["No", "longer"]).unwrap();
    assert_eq!((negation.length, negation.entries[0].scope), (2, NegationScope::Verb));
}

#[test]
fn words_for_changes_tell_a_direction() {
    let low = LEXICON.trend(&["record", "low"]).unwrap();
    assert_eq!((low.length, low.entries[0].direction.as_ref()), (2, "record-low"));
    let reduce = LEXICON.trend(&["reduce", "the", "flow"]).unwrap().entries[0].clone();
    assert_eq!((reduce.usage, reduce.direction.as_ref()), (TrendUse::Cause, "decrease"));
    let significantly = LEXICON.trend(&["significantly"]).unwrap().entries[0].clone();
    assert_eq!(reduce.with_degree(&significantly), "strong-decrease");
    let uses: Vec<_> = LEXICON.trend(&["increase"]).unwrap().entries.iter().map(|word| word.usage).collect();
    assert_eq!(uses, [TrendUse::Verb, TrendUse::Cause, TrendUse::Noun]);
}

#[test]
fn every_noun_that_a_table_names_is_a_head_noun() {
    let plain = |noun: &str| noun.replace('-', " ");
    let is_noun = |noun: &str| LEXICON.head_noun(noun).is_some_and(|found| plain(&found.noun) == plain(noun));
    let headers = |text: &'static str| text.lines().filter(|line| !line.starts_with('#')).skip(1);
    for line in headers(include_str!("../data/designators.tsv")) {
        let noun = line.split('\t').nth(5).unwrap();
        assert!(is_noun(noun), "designators.tsv: {noun}");
    }
    for text in [include_str!("../data/weapon_names.tsv"), include_str!("../data/drones.tsv")] {
        for line in headers(text) {
            let noun = line.split('\t').nth(3).unwrap();
            assert!(is_noun(noun), "weapon_names.tsv, drones.tsv: {noun}");
        }
    }
    for text in [include_str!("../data/ship_prefixes.tsv"), include_str!("../data/hull_codes.tsv")] {
        for line in headers(text) {
            let noun = line.split('\t').next_back().unwrap();
            assert!(is_noun(noun), "{noun}");
        }
    }
    for line in headers(include_str!("../data/headnouns.tsv")) {
        let broader = line.split('\t').nth(3).unwrap();
        assert!(broader.is_empty() || is_noun(broader), "headnouns.tsv: {broader}");
    }
}

#[test]
fn a_users_file_goes_on_top() {
    let mut lexicon = Lexicon::embedded().unwrap();
    let before = lexicon.data_digest();
    let text = "name\talternatives\tclass\tkind\tstate\tflags\nAcme Shipping\tReuters\tOrganization\tcompany\tPA\t\n";
    lexicon.with_file("organizations.tsv", text).unwrap();
    assert_eq!(lexicon.organization("Acme Shipping").unwrap().state.as_deref(), Some("PA"));
    assert_eq!(lexicon.organization("Reuters").unwrap().name, "Acme Shipping");
    assert_ne!(lexicon.data_digest(), before);
    assert_eq!(Lexicon::embedded().unwrap().data_digest(), before);
}

#[test]
fn what_cannot_be_read_is_named() {
    let mut lexicon = Lexicon::embedded().unwrap();
    let error = lexicon.with_file("ships.tsv", "").unwrap_err().to_string();
    assert!(
        error.starts_with(
            "cannot read lexicon `ships.tsv`: no lexicon has this name (expected one of countries.tsv, "
        ),
        "{error}"
    );
    let text = "prefix\tservice\tstate\tkind\tnoun\nXYZ\t\t\tbattle\tship\n";
    let error = lexicon.with_file("ship_prefixes.tsv", text).unwrap_err().to_string();
    let expected = "cannot read lexicon `ship_prefixes.tsv`, line 2, column `kind`: found `battle` \
                    (expected one of warship, auxiliary, patrol, merchant, passenger, research, yacht)";
    assert_eq!(error, expected);
}

#[test]
fn every_state_that_a_table_names_has_a_code() {
    for (text, column) in [
        (include_str!("../data/organizations.tsv"), 4),
        (include_str!("../data/agencies.tsv"), 4),
        (include_str!("../data/armed_groups.tsv"), 4),
        (include_str!("../data/weapon_names.tsv"), 4),
        (include_str!("../data/drones.tsv"), 4),
        (include_str!("../data/ship_prefixes.tsv"), 2),
        (include_str!("../data/designators.tsv"), 6),
        (include_str!("../data/regions.tsv"), 3),
        (include_str!("../data/cities.tsv"), 3),
        (include_str!("../data/legal_forms.tsv"), 2),
    ] {
        for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let codes = line.split('\t').nth(column).unwrap().split('|');
            for code in codes.filter(|code| !code.is_empty()) {
                assert!(LEXICON.country_by_code(code).is_some(), "{line}");
            }
        }
    }
}

#[test]
fn every_file_names_its_licence() {
    for (name, _, text) in files::FILES {
        let notes: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(notes.contains("Licence: "), "{name}");
    }
}
