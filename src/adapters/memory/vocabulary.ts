import { byCodePoints } from '../../audience/code-points.ts';
import { comparable } from '../../audience/comparable.ts';
import type { Customer } from '../../audience/customer.ts';
import { FieldTally, isList } from '../../audience/field-tally.ts';
import { fieldReader, NAMING_FIELDS, TIME_FIELD, WORD_FIELDS } from '../../audience/field.ts';
import type { World } from '../../audience/query/history.ts';
import type { FieldWords, ProductWords, Vocabulary } from '../../audience/vocabulary.ts';

/** What a world is made of. */
export function wordsOf(world: World, campaigns: Vocabulary['campaigns']): Vocabulary {
  const { customers, purchases, carts, views, messages } = world;
  const currencies = purchases.flatMap(({ currency }) => currency?.toUpperCase() ?? []);
  return {
    customers: customers.length,
    fields: fieldsOf(customers),
    products: productsOf(world),
    categories: mostFrequent(
      world.products.flatMap(({ category }) => category ?? []),
      comparable,
    ).toSorted(),
    campaigns,
    currencies: mostFrequent(currencies, (currency) => currency),
    has: {
      purchases: purchases.length > 0,
      carts: carts.length > 0,
      views: views.length > 0,
      messages: messages.length > 0,
    },
  };
}

function fieldsOf(customers: readonly Customer[]): readonly FieldWords[] {
  const attributes = new Set(customers.flatMap((customer) => Object.keys(customer.attributes)));
  const names = ['customer_id', ...NAMING_FIELDS, ...WORD_FIELDS, ...[...attributes].sort()];
  const naming: readonly string[] = ['customer_id', ...NAMING_FIELDS];
  const signup = new FieldTally(TIME_FIELD, 'text');
  for (const { signupAt } of customers) if (signupAt !== undefined) signup.seeTime(signupAt);
  const tallies = names.map((name) => {
    const kind = naming.includes(name) ? 'name' : attributes.has(name) ? 'attribute' : 'text';
    const tally = new FieldTally(name, kind);
    const read = fieldReader(name);
    for (const customer of customers) {
      const value = read(customer);
      if (value === undefined) continue;
      if (isList(value)) tally.seeList(value);
      else tally.seeScalar(value);
    }
    return tally;
  });
  return [...tallies, signup].flatMap((tally) => tally.words() ?? []);
}

function productsOf({ products, purchases, carts, views }: World): readonly ProductWords[] {
  const known = new Map<string, ProductWords>(
    [...purchases, ...carts, ...views].map(({ sku }) => [sku, { sku }]),
  );
  for (const { sku, name, category } of products) {
    known.set(sku, { sku, ...(name !== undefined && { name }), ...(category !== undefined && { category }) });
  }
  return [...known.values()].sort((a, b) => byCodePoints(a.sku, b.sku));
}

/** One of each that are the same, most frequent first. */
function mostFrequent(texts: readonly string[], form: (text: string) => string): readonly string[] {
  const counts = new Map<string, { text: string; count: number }>();
  for (const text of texts.toSorted()) {
    const known = counts.get(form(text)) ?? { text, count: 0 };
    counts.set(form(text), { text: known.text, count: known.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ text }) => text);
}
