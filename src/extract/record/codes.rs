//! Country codes of ISO 3166-1: the two letters that identifiers carry to the three letters that coders of events use.

use std::collections::BTreeMap;

use crate::statement::Node;
use crate::statement::Statements;
use crate::statement::Value;
use crate::vocab::casegraph::class;
use crate::vocab::casegraph::datatype;
use crate::vocab::casegraph::property;

/// The codes of a document's entities: of a state its own, of anything else that of the state that it belongs to, is
/// the government of, or lies in.
pub(super) struct Codes<'s> {
    statements: &'s Statements,
    /// What each entity belongs to, as the document's claims and posts tell.
    belongs: BTreeMap<usize, Vec<usize>>,
}

/// How many steps a code may be away: a person in a ministry of a state.
const STEPS: usize = 4;

impl<'s> Codes<'s> {
    /// Gathers what belongs to what.
    pub(super) fn new(statements: &'s Statements) -> Self {
        let mut belongs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for claim in &statements.claims {
            if let Some((name, value)) = &claim.statement
                && [property::AFFILIATED_STATE, property::IN_ORGANIZATION, property::PART_OF].contains(name)
            {
                let wider = referents(statements, value);
                for entity in referents(statements, &Value::Node(claim.about)) {
                    belongs.entry(*entity).or_default().extend(wider);
                }
            }
        }
        for frame in &statements.frames {
            let post = frame.classes.iter().any(|of| [class::TENURE, class::MEMBERSHIP].contains(of));
            let presence = frame.classes.contains(&class::PRESENCE);
            if !post && !presence {
                continue;
            }
            let of = |wanted: &[crate::statement::Term]| {
                let slots = frame.slots.iter().filter(|(name, _)| wanted.contains(name));
                slots.flat_map(|(_, value)| referents(statements, value)).copied().collect::<Vec<usize>>()
            };
            let wider = of(&[property::IN_ORGANIZATION, property::JURISDICTION, property::PLACE]);
            for holder in of(&[property::HOLDER, property::OBJECT]) {
                belongs.entry(holder).or_default().extend(&wider);
            }
        }
        Self { statements, belongs }
    }

    /// The ISO 3166-1 alpha-3 code of an entity.
    pub(super) fn of(&self, entity: usize) -> Option<String> {
        let mut ring = vec![entity];
        let mut seen = ring.clone();
        for _ in 0..STEPS {
            if let Some(code) = ring.iter().find_map(|entity| self.own(*entity)) {
                return Some(code);
            }
            let mut next = Vec::new();
            for entity in ring {
                let known = self.statements.entities.get(entity).map_or(&[][..], |entity| &entity.known);
                let told = known.iter().filter(|(name, _)| {
                    [property::AFFILIATED_STATE, property::JURISDICTION, property::PART_OF].contains(name)
                });
                let wider =
                    self.belongs.get(&entity).into_iter().flatten().chain(told.map(|(_, wider)| wider));
                for wider in wider {
                    if !seen.contains(wider) {
                        seen.push(*wider);
                        next.push(*wider);
                    }
                }
            }
            ring = next;
        }
        None
    }

    fn own(&self, entity: usize) -> Option<String> {
        let identifiers = &self.statements.entities.get(entity)?.identifiers;
        let codes = identifiers.iter().filter(|identifier| identifier.datatype == datatype::ISO3166_CODE);
        codes.map(|identifier| identifier.value.as_str()).find_map(alpha3).map(str::to_owned)
    }
}

/// The entities that a value refers to.
fn referents<'s>(statements: &'s Statements, value: &Value) -> &'s [usize] {
    match value {
        Value::Node(Node::Mention(mention)) => {
            statements.mentions.get(*mention).map_or(&[], |mention| mention.refers_to.as_slice())
        }
        _ => &[],
    }
}

/// The three letters of a country's two, or of three the same three.
fn alpha3(code: &str) -> Option<&str> {
    let listed = |entry: &&str| match code.len() {
        2 => entry.get(..2) == Some(code),
        _ => entry.get(2..) == Some(code),
    };
    CODES.split_whitespace().find(listed).and_then(|entry| entry.get(2..))
}

/// Every officially assigned pair, and the user-assigned one of Kosovo that is in general use.
const CODES: &str = "\
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE \
    BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS \
    BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN \
    COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST \
    EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF \
    GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD \
    HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM \
    JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA \
    LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD \
    MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM \
    NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG \
    PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA \
    SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD \
    STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON \
    TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR \
    VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE";

#[cfg(test)]
mod tests {
    use super::alpha3;

    #[test]
    fn two_letters_give_the_three_of_the_standard() {
        assert_eq!(alpha3("MX"), Some("MEX"));
        assert_eq!(alpha3("GB"), Some("GBR"));
        assert_eq!(alpha3("DEU"), Some("DEU"));
        assert_eq!(alpha3("ZZ"), None);
        assert_eq!(alpha3(""), None);
    }
}
