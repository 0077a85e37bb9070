import type { Scalar } from '../../customer.ts';
import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { partsOfCountries, type State, statesOfCountries } from '../words/states.ts';
import { keyWords } from '../words/tokens.ts';
import type { Add, Ref } from './ref.ts';

const OF_COUNTRY = /(^|_)(state|states|province|region|territory|prov|land)($|_)/;
/** Of this part of a field's values it has to be known that they are states. */
const MOSTLY = 0.8;

interface Stored {
  readonly state: State;
  readonly value: Scalar;
  readonly customers: number;
}

/** `Oregon`, `Oregonians` and `West Coast` of a field that holds `OR`, and `OR` of one that holds `Oregon`. */
export function addStates({ fields }: Vocabulary, refs: ReadonlyMap<string, readonly Ref[]>, add: Add): void {
  for (const field of fields) {
    const stored = statesOf(field);
    for (const { state, value, customers } of stored) {
      const own = keyWords(String(value)).join(' ');
      for (const name of state.names)
        if (!isStored(name, refs)) add(keyWords(name), { is: 'value', field, value, customers });
      if (state.code.toLowerCase() !== own)
        add(keyWords(state.code), { is: 'value', field, value, customers, isCode: true });
    }
    addParts(field, stored, add);
  }
}

/** `New York`, a city of the data, is meant more often than the state of that name. */
function isStored(name: string, refs: ReadonlyMap<string, readonly Ref[]>): boolean {
  const key = keyWords(name).join(' ');
  return (
    refs.get(key)?.some((ref) => ref.is === 'value' && keyWords(String(ref.value)).join(' ') === key) ?? false
  );
}

function addParts(field: FieldWords, stored: readonly Stored[], add: Add): void {
  for (const { name, codes } of partsOfCountries()) {
    const [first, ...rest] = stored.filter(({ state }) => codes.includes(state.code));
    if (first === undefined) continue;
    const others = rest.map(({ value }) => value);
    const customers = rest.reduce((sum, each) => sum + each.customers, first.customers);
    add(keyWords(name), { is: 'value', field, value: first.value, customers, others });
  }
}

/** The states among a field's values, where most of them are: of the country that most lie in, and of others what is left. */
function statesOf(field: FieldWords): readonly Stored[] {
  if (!OF_COUNTRY.test(field.name) || field.type !== 'text') return [];
  const byCountry = statesOfCountries()
    .map((states) => storedOf(field, states))
    .toSorted((a, b) => b.length - a.length);
  const found = new Map<Scalar, Stored>();
  for (const each of byCountry.flat()) if (!found.has(each.value)) found.set(each.value, each);
  return found.size > 0 && found.size >= field.values.length * MOSTLY ? [...found.values()] : [];
}

function storedOf({ values }: FieldWords, states: readonly State[]): readonly Stored[] {
  return values.flatMap(({ value, customers }) => {
    const text = String(value).toLowerCase();
    const state = states.find(({ code, names }) =>
      [code, names[0]].some((each) => each?.toLowerCase() === text),
    );
    return state === undefined ? [] : [{ state, value, customers }];
  });
}
