/**
 * States of countries that people write with two or three letters: the code, its name, and what people from there are called. Of names
 * with a `|` each is one.
 */
const STATES: readonly string[] = [
  `AL Alabama|Alabaman|Alabamian; AK Alaska|Alaskan; AZ Arizona|Arizonan; AR Arkansas|Arkansan; CA California|Californian|Cali;
CO Colorado|Coloradan; CT Connecticut; DE Delaware; DC District of Columbia|Washington DC; FL Florida|Floridian; GA Georgia|Georgian;
HI Hawaii|Hawaiian; ID Idaho|Idahoan; IL Illinois|Illinoisan; IN Indiana|Hoosier; IA Iowa|Iowan; KS Kansas|Kansan;
KY Kentucky|Kentuckian; LA Louisiana|Louisianan; ME Maine|Mainer; MD Maryland|Marylander; MA Massachusetts; MI Michigan|Michigander;
MN Minnesota|Minnesotan; MS Mississippi|Mississippian; MO Missouri|Missourian; MT Montana|Montanan; NE Nebraska|Nebraskan;
NV Nevada|Nevadan; NH New Hampshire; NJ New Jersey; NM New Mexico|New Mexican; NY New York|New Yorker|New York State;
NC North Carolina; ND North Dakota; OH Ohio|Ohioan; OK Oklahoma|Oklahoman; OR Oregon|Oregonian; PA Pennsylvania|Pennsylvanian;
PR Puerto Rico; RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee|Tennessean; TX Texas|Texan; UT Utah|Utahn;
VT Vermont|Vermonter; VA Virginia|Virginian; WA Washington|Washington State|Washingtonian; WV West Virginia|West Virginian;
WI Wisconsin|Wisconsinite; WY Wyoming`,
  `AB Alberta|Albertan; BC British Columbia; MB Manitoba|Manitoban; NB New Brunswick; NL Newfoundland and Labrador|Newfoundland;
NS Nova Scotia|Nova Scotian; NT Northwest Territories; NU Nunavut; ON Ontario|Ontarian; PE Prince Edward Island|PEI;
QC Quebec|Québec|Quebecer|Québécois; SK Saskatchewan; YT Yukon`,
  `ACT Australian Capital Territory; NSW New South Wales; NT Northern Territory; QLD Queensland|Queenslander; SA South Australia;
TAS Tasmania|Tasmanian; VIC Victoria|Victorian; WA Western Australia`,
  `BW Baden-Württemberg; BY Bavaria|Bavarian|Bayern; BE Berlin; BB Brandenburg; HB Bremen; HH Hamburg; HE Hesse|Hessen;
MV Mecklenburg-Vorpommern; NI Lower Saxony|Niedersachsen; NW North Rhine-Westphalia|Nordrhein-Westfalen|NRW;
RP Rhineland-Palatinate|Rheinland-Pfalz; SL Saarland; SN Saxony|Sachsen|Saxon; ST Saxony-Anhalt|Sachsen-Anhalt; SH Schleswig-Holstein;
TH Thuringia|Thüringen`,
];

/** Parts of a country that are asked for by one name, with the codes of its states. */
const PARTS: readonly (readonly [string, string])[] = [
  ['New England', 'CT ME MA NH RI VT'],
  ['West Coast', 'CA OR WA'],
  ['Pacific Northwest', 'OR WA'],
  ['Midwest', 'IL IN IA KS MI MN MO NE ND OH SD WI'],
  ['Carolinas', 'NC SC'],
  ['Dakotas', 'ND SD'],
  ['Maritimes', 'NB NS PE'],
  ['Prairies', 'AB MB SK'],
];

export interface State {
  readonly code: string;
  readonly names: readonly string[];
}

const COUNTRIES: readonly (readonly State[])[] = STATES.map((states) =>
  states
    .replaceAll('\n', ' ')
    .split(';')
    .map((state) => {
      const [code = '', ...name] = state.trim().split(' ');
      return { code, names: name.join(' ').split('|') };
    }),
);

/** The states of each country whose states are called by their codes. */
export function statesOfCountries(): readonly (readonly State[])[] {
  return COUNTRIES;
}

/** Parts of countries by name, each with the codes of what lies in it. */
export function partsOfCountries(): readonly { readonly name: string; readonly codes: readonly string[] }[] {
  return PARTS.map(([name, codes]) => ({ name, codes: codes.split(' ') }));
}
