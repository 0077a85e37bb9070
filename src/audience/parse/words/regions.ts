import { foldWord } from './fold-word.ts';

const NORTH_AFRICA = 'DZ EG LY MA SD TN EH';
const AFRICA = `${NORTH_AFRICA} AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ GQ ER SZ ET GA GM GH GN GW KE LS LR MG MW ML MR MU YT MZ NA
  NE NG RE RW SH ST SN SC SL SO ZA SS TZ TG UG ZM ZW`;
const NORDICS = 'DK FI FO GL IS NO SE AX SJ';
const BALTICS = 'EE LV LT';
const BENELUX = 'BE NL LU';
const DACH = 'DE AT CH';
const EU = `${BENELUX} ${BALTICS} AT BG HR CY CZ DK FI FR DE GR HU IE IT MT PL PT RO SK SI ES SE`;
const EUROPE = `${EU} ${NORDICS} AL AD BY BA CH FO GB GG GI IM JE LI MC MD ME MK NO RS SM UA VA XK ?RU -TR -GE -AM -AZ -KZ -GL`;
const MIDDLE_EAST = 'AE BH EG IL IQ IR JO KW LB OM PS QA SA SY YE ?TR ?CY';
const SOUTHEAST_ASIA = 'BN KH ID LA MM MY PH SG TH TL VN';
const EAST_ASIA = 'CN HK JP KP KR MO MN TW';
const SOUTH_ASIA = 'AF BD BT IN LK MV NP PK';
const ASIA = `${SOUTHEAST_ASIA} ${EAST_ASIA} ${SOUTH_ASIA} KG KZ TJ TM UZ ?AE ?AM ?AZ ?BH ?GE ?IL ?IQ ?IR ?JO ?KW ?LB ?OM ?PS ?QA ?SA ?SY
  ?TR ?YE -CY -RU -EG`;
const OCEANIA = 'AU NZ AS CK FJ FM GU KI MH MP NC NF NR NU PF PG PN PW SB TK TO TV UM VU WF WS';
const CARIBBEAN = 'AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI';
const CENTRAL_AMERICA = 'BZ CR GT HN NI PA SV';
const SOUTH_AMERICA = 'AR BO BR CL CO EC FK GF GY PE PY SR UY VE';
const NORTH_AMERICA = 'US CA MX BM GL PM';
const AMERICAS = `${NORTH_AMERICA} ${CENTRAL_AMERICA} ${CARIBBEAN} ${SOUTH_AMERICA}`;

/** `?XX` is in it, and `-XX` is not, though some would say otherwise. */
const REGIONS: readonly (readonly [string, string])[] = [
  ['africa, african', AFRICA],
  ['north africa, northern africa, north african', NORTH_AFRICA],
  ['europe, european', EUROPE],
  ['eu, european union', EU],
  ['nordics, nordic', NORDICS],
  ['scandinavia, scandinavian', 'DK NO SE -FI -IS'],
  ['baltics, baltic', BALTICS],
  ['benelux', BENELUX],
  ['dach', DACH],
  ['iberia, iberian, iberian peninsula', 'ES PT AD GI'],
  ['middle east, middle eastern', MIDDLE_EAST],
  ['gcc, gulf states', 'AE BH KW OM QA SA'],
  ['mena', `${MIDDLE_EAST} ${NORTH_AFRICA}`],
  ['emea', `${EUROPE.replaceAll('-', '?')} ${MIDDLE_EAST} ${AFRICA}`],
  ['asia, asian', ASIA],
  ['southeast asia, southeast asian, south east asia, south east asian', SOUTHEAST_ASIA],
  ['east asia, east asian', EAST_ASIA],
  ['south asia, south asian', SOUTH_ASIA],
  ['apac, asia pacific', `${ASIA.replaceAll('?', '-')} ${OCEANIA}`],
  ['oceania', OCEANIA],
  ['anz', 'AU NZ'],
  ['caribbean', CARIBBEAN],
  ['central america, central american', `${CENTRAL_AMERICA} -MX`],
  ['south america, south american', SOUTH_AMERICA],
  [
    'latin america, latam, latin american',
    `${SOUTH_AMERICA} ${CENTRAL_AMERICA} CU DO HT MX ?PR -GF -JM -TT -GY -SR`,
  ],
  ['north america, north american', `${NORTH_AMERICA} ?MX ?CR ?GT ?PA ?DO ?HN ?NI ?SV ?CU ?JM`],
  ['americas', AMERICAS],
];

/** Countries that are asked for together by one name. */
export interface Region {
  /** Folded words with a space between, not in singular: `the Americas` are no `America`. */
  readonly name: string;
  readonly members: ReadonlySet<string>;
  /** In it or not, depending on whom one asks. */
  readonly disputed: ReadonlySet<string>;
}

/** Every name of a region, in lower case. */
export function regions(): readonly Region[] {
  return REGIONS.flatMap(([names, text]) => {
    const said = text.trim().split(/\s+/);
    const disputed = new Set(said.filter((code) => code.length > 2).map((code) => code.slice(1)));
    const left = new Set(said.filter((code) => code.startsWith('-')).map((code) => code.slice(1)));
    const members = new Set(said.map((code) => code.replace(/^[?-]/, '')).filter((code) => !left.has(code)));
    return names.split(', ').map((name) => ({ name: foldWord(name), members, disputed }));
  });
}
