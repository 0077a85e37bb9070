import { parseCountry } from '../../country-code.ts';

/** What people from a country, and things from there, are called, where it is another word than the country's. */
const DEMONYMS = `
AF afghan; AL albanian; DZ algerian; US american; AO angolan; AR argentine argentinian argentinean; AM armenian; AU australian aussie; AT austrian;
AZ azerbaijani; BH bahraini; BD bangladeshi; BY belarusian; BE belgian; BO bolivian; BA bosnian; BR brazilian; GB british briton brit english scottish
welsh; BG bulgarian; KH cambodian; CM cameroonian; CA canadian; CL chilean; CN chinese; CO colombian; CR costa|rican; HR croatian croat; CU cuban; CY cypriot;
CZ czech; DK danish dane; DO dominican; NL dutch dutchman dutchmen; EC ecuadorian; EG egyptian; SV salvadoran; AE emirati; EE estonian; ET ethiopian; FI finnish
finn; FR french frenchman frenchmen; GE georgian; DE german; GH ghanaian; GR greek; GT guatemalan; HN honduran; HU hungarian; IS icelandic icelander;
IN indian; ID indonesian; IR iranian; IQ iraqi; IE irish irishman irishmen; IL israeli; IT italian; CI ivorian; JM jamaican; JP japanese; JO jordanian; KZ kazakh;
KE kenyan; KR korean; KW kuwaiti; LV latvian; LB lebanese; LY libyan; LT lithuanian; LU luxembourgish luxembourger; MY malaysian; MT maltese; MU mauritian;
MX mexican; MD moldovan; MN mongolian; ME montenegrin; MA moroccan; MZ mozambican; MM burmese; NP nepalese nepali; NZ new|zealander kiwi; NI nicaraguan;
NG nigerian; MK macedonian; NO norwegian; OM omani; PK pakistani; PA panamanian; PY paraguayan; PE peruvian; PH filipino philippine; PL polish pole;
PT portuguese; PR puerto|rican; QA qatari; RO romanian; RU russian; RW rwandan; SA saudi; SN senegalese; RS serbian serb; SG singaporean; SK slovak slovakian;
SI slovenian slovene; ZA south|african; ES spanish spaniard; LK sri|lankan; SE swedish swede; CH swiss; SY syrian; TW taiwanese; TZ tanzanian; TH thai;
TN tunisian; TR turkish turk; UG ugandan; UA ukrainian; UY uruguayan; UZ uzbek; VE venezuelan; VN vietnamese; YE yemeni; ZM zambian; ZW zimbabwean
`;

const OTHER_NAMES: Readonly<Record<string, string>> = {
  america: 'US',
  uk: 'GB',
  usa: 'US',
  'the us': 'US',
  'u s': 'US',
  'u s a': 'US',
  'u k': 'GB',
  'the uk': 'GB',
  britain: 'GB',
  uae: 'AE',
  emirates: 'AE',
  'the emirates': 'AE',
  'south korea': 'KR',
  korea: 'KR',
  'north korea': 'KP',
  bosnia: 'BA',
  macedonia: 'MK',
  'czech republic': 'CZ',
  'the netherlands': 'NL',
  'the philippines': 'PH',
  'the united states': 'US',
  'the united kingdom': 'GB',
  'the united arab emirates': 'AE',
};

/** Whether it is the name of a part that is no country here: `England`, of GB. */
export function isPartOfCountry(name: string): boolean {
  return /^(england|english|scotland|scottish|wales|welsh|northern ireland)$/i.test(name);
}

/** Every name a country is asked by, in lower case, with its ISO alpha-2 code; codes themselves are not in it. */
export function countryNames(): ReadonlyMap<string, string> {
  const names = new Map(Object.entries(OTHER_NAMES));
  for (const entry of DEMONYMS.replaceAll('\n', ' ').split(';')) {
    const [code = '', ...words] = entry.trim().split(/\s+/);
    for (const word of words) names.set(word.replaceAll('|', ' '), code);
  }
  const [long, short] = (['long', 'short'] as const).map(
    (style) => new Intl.DisplayNames('en', { type: 'region', fallback: 'none', style }),
  );
  for (const a of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    for (const b of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      if (parseCountry(`${a}${b}`) !== `${a}${b}`) continue;
      for (const style of [long, short]) {
        const name = style?.of(`${a}${b}`);
        if (name !== undefined && name.length > 3) names.set(name.toLowerCase(), `${a}${b}`);
      }
    }
  }
  for (const name of [
    'england',
    'scotland',
    'wales',
    'northern ireland',
    'great britain',
    'holland',
    'turkey',
    'ivory coast',
    'viet nam',
    'russian federation',
    'republic of korea',
    'united states of america',
  ]) {
    const code = parseCountry(name);
    if (code !== undefined) names.set(name, code);
  }
  return names;
}

/** The country a code in capitals stands for: `DE`, `DEU`, `UK`, `USA`. */
export function countryOfCode(raw: string): string | undefined {
  return /^[A-Z]{2,3}$/.test(raw) ? parseCountry(raw) : undefined;
}

/** The country a stored value stands for: a code in any case or a name. */
export function countryOfValue(value: string): string | undefined {
  return parseCountry(value);
}
