import { nameWords } from './name-words.ts';
import type { FieldWords } from '../../vocabulary.ts';
import type { Scalar } from '../../customer.ts';
import { countryOfValue } from '../words/countries.ts';
import { PERSON } from '../words/noun-words.ts';

const PLACE =
  /(^|_)(city|town|country|region|state|province|county|location|branch|store|shop|site|office|district|area|market|territory|clinic|nation|nationality|village|municipality|address|hotel|property|practice|venue|suburb|borough|island|continent|gym|studio|campus|depot|salon|centre|center|showroom|dealership|cinema|restaurant|pharmacy|surgery)($|_)/;
const COUNTRY = /(^|_)(country|nation|nationality|country_code)($|_)/;
const ORIGIN = /(^|_)(passport|nationality|citizenship|origin)($|_)/;
const LANGUAGE = /(^|_)(language|languages|lang|langs|locale)($|_)/;
const STAFF =
  /(^|_)(advis[eo]r|manager|mgr|rep|representative|agent|trainer|coach|mentor|doctor|dentist|vet|physician|nurse|teacher|tutor|instructor|stylist|consultant|therapist|counsell?or|caseworker|handler|owner|csm|account_exec(utive)?|contact_person)$/;
const BIRTH = /(^|_)(birth|born|birthday|birthdate|dob)($|_)/;

const LIKED = /(^|_)(fav|favou?rite|preferred|pref|preference|liked|likes|interests?)($|_)/;
const SOURCE =
  /(^|_)(source|sources|heard|found|referr\w*|referral|acquisition|acquired|lead|utm|how|via|origin)($|_)/;
const LIKED_LAND = /(^|_)(fav|favou?rite|liked)_(region|country)$/;

/** Where somebody is, and no part of the world they like: `fav_region`. */
export function isPlaceField({ name }: FieldWords): boolean {
  return PLACE.test(name) && !LIKED_LAND.test(name);
}

/** What somebody likes, and need not have. */
export function isLikedField({ name }: FieldWords): boolean {
  return LIKED.test(name);
}

/** By what somebody came to us. */
export function isSourceField({ name }: FieldWords): boolean {
  return SOURCE.test(name) && !LIKED.test(name);
}

/** Where someone is a citizen, which is not where they live. */
export function isOriginField({ name }: FieldWords): boolean {
  return ORIGIN.test(name);
}

/** Holds a name of the customers themselves. */
export function isNameField({ name }: FieldWords): boolean {
  return /^(first|last)_name$/.test(name);
}

/** Holds a name of somebody who belongs to them: `pet_name`, `child_names`. */
export function isNameOfOther(field: FieldWords): boolean {
  const [owner = '', name, ...rest] = nameWords(field);
  return name === 'name' && rest.length === 0 && !OWN_NAME.test(owner) && !isOfOneself(owner);
}

const OWN_NAME =
  /^(first|last|full|given|family|middle|maiden|nick|user|display|legal|preferred|product|plan|campaign|list|tier|store|branch|team|event|school)$/;

/** Holds addresses, none of which is a word. */
export function isAddressField({ name }: FieldWords): boolean {
  return /^(email|phone|whatsapp)$/.test(name);
}

export function isLanguageField({ name }: FieldWords): boolean {
  return LANGUAGE.test(name);
}

/** Who of the business looks after a customer. */
export function isStaffField({ name }: FieldWords): boolean {
  return STAFF.test(name);
}

/** What somebody wants to have, beside a field of what they have. */
export function isAimField({ name }: FieldWords): boolean {
  return /(^|_)(target|goal|desired|wanted|wished|planned)($|_)/.test(name);
}

export function isBirthField({ name, type }: FieldWords): boolean {
  return BIRTH.test(name) && (type === 'date' || type === 'mixed');
}

/** `birth_date`, `member_birthday`, and not `child_birthday`, which is of somebody else. */
export function isOwnBirthField(field: FieldWords): boolean {
  return isBirthField(field) && nameWords(field).every((word) => OF_BIRTH.test(word) || isOfOneself(word));
}

export function isAgeField({ name, type }: FieldWords): boolean {
  return /(^|_)age($|_)/.test(name) && isNumber(type);
}

/** `age`, `member_age`, and not `dog_age` or `youngest_age`, which are of somebody else. */
export function isOwnAgeField(field: FieldWords): boolean {
  return isAgeField(field) && nameWords(field).every(isOfOneself);
}

function isOfOneself(word: string): boolean {
  return OF_AGE.test(word) || PERSON.byFirst.has(word);
}

/** Says that it is a day of birth, and not whose. */
export const OF_BIRTH = /^(birth|born|birthday|birthdate|bday|dob|date|day|of|on)$/;

const OF_AGE = /^(age|in|year|current|at|signup|today|own|rider|driver|player|reader|buyer|shopper|head)$/;

export function isNumberField({ type }: FieldWords): boolean {
  return isNumber(type);
}

function isNumber(type: FieldWords['type']): boolean {
  return type === 'integer' || type === 'decimal';
}

/** The stored value of each country, of a field that holds countries by its name or by what is in it. */
export function countryValues(field: FieldWords): ReadonlyMap<string, Scalar> | undefined {
  if (field.type !== 'text' && field.type !== 'list' && field.type !== 'mixed') return undefined;
  const byCode = new Map<string, Scalar>();
  let known = 0;
  for (const { value } of field.values) {
    const code = typeof value === 'string' ? countryOfValue(value) : undefined;
    if (code === undefined) continue;
    known++;
    if (!byCode.has(code)) byCode.set(code, value);
  }
  const isNamed = COUNTRY.test(field.name) || (isPlaceField(field) && /country/.test(field.name));
  if (isNamed) return byCode;
  const isMostly = field.values.length >= 3 && known >= field.values.length * 0.8 && isPlaceField(field);
  return isMostly ? byCode : undefined;
}

const RATING = /^(rating|review|score|stars|satisfaction|csat|nps)$/;

/** A number that customers gave us: 0 is one too. */
export function isRatingField(field: FieldWords): boolean {
  return isNumberField(field) && field.name.split('_').some((word) => RATING.test(word));
}

const OWED = /(^|_)(owed|owing|owes|arrears|debts?|outstanding)(_|$)/;
const MONEY_DUE =
  /(^|_)(balance|amount|sum|fees?|total|payment|bill)s?_(due|unpaid|overdue)$|^overdue$|^(open|unpaid|overdue|due)_(balance|amount|sum|fees?|total)$/;
const NO_MONEY = /(^|_)(days?|weeks?|months?|count|num|number|items?|loans?)(_|$)/;

/** A sum that customers have still to pay: `balance_due`, `arrears`. */
export function isDebtField(field: FieldWords): boolean {
  const { name } = field;
  return isNumberField(field) && (OWED.test(name) || MONEY_DUE.test(name)) && !NO_MONEY.test(name);
}

/** A number that is a year of the calendar: `model_year`, `vintage`. */
export function isYearField({ type, min, max }: FieldWords): boolean {
  return type === 'integer' && min !== undefined && max !== undefined && min >= 1800 && max <= 2100;
}

/** What a field says yes with: booleans, `yes` and `no`, 0 and 1. */
export function yesAndNo(field: FieldWords): { readonly yes: Scalar; readonly no: Scalar } | undefined {
  if (field.type === 'boolean') return { yes: true, no: false };
  if (field.type === 'text' && field.values.length > 0 && field.values.length <= 2) {
    const pairs = [
      ['yes', 'no'],
      ['y', 'n'],
      ['true', 'false'],
      ['t', 'f'],
    ];
    const lower = field.values.map(({ value }) => String(value).toLowerCase());
    const pair = pairs.find((pair) => lower.every((value) => pair.includes(value)));
    if (pair === undefined) return undefined;
    const stored = (word: string | undefined) =>
      field.values.find(({ value }) => String(value).toLowerCase() === word)?.value ?? word ?? '';
    return { yes: stored(pair[0]), no: stored(pair[1]) };
  }
  const isFlag =
    field.type === 'integer' &&
    field.min === 0 &&
    field.max === 1 &&
    /^(is|has|can|does|wants|accepts)_/.test(field.name);
  return isFlag ? { yes: 1, no: 0 } : undefined;
}
