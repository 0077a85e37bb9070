import type { Items } from '../../query/query.ts';
import type { ProductWords, Vocabulary } from '../../vocabulary.ts';
import { type Deed, mergeItems } from '../sentence/deed.ts';

/** A longer list is nothing that a person could look over. */
const MOST_NAMED = 200;

export const OTHERS_NOTE =
  'Other things were taken as what else is in the catalogue now; what comes into it later is not among them.';

/** All that is sold but these things: other categories as a whole, and of theirs the other products. */
export function otherThings(these: readonly Items[], { products }: Vocabulary): Items | undefined {
  const { skus = [], products: names = [], categories = [] } = mergeItems(these);
  const isOf = (list: readonly string[], name: string | undefined) =>
    name !== undefined && list.some((each) => each.toLowerCase() === name.toLowerCase());
  const isThis = ({ sku, name, category }: ProductWords) =>
    isOf(skus, sku) || isOf(names, name) || isOf(categories, category);
  const touched = new Set(products.filter(isThis).map(({ category }) => category));
  const others = products.filter((each) => !isThis(each));
  const whole = others.filter(({ category }) => category !== undefined && !touched.has(category));
  const single = others.filter(({ category }) => category === undefined || touched.has(category));
  const found: Items = {
    categories: [...new Set(whole.flatMap(({ category }) => category ?? []))],
    products: [...new Set(single.flatMap(({ name }) => name ?? []))],
    skus: single.flatMap(({ sku, name }) => (name === undefined ? [sku] : [])),
  };
  const count = Object.values(found).flat().length;
  return touched.size === 0 || count === 0 || count > MOST_NAMED ? undefined : mergeItems([found]);
}

/** Of the things of these categories all but what was named before: `hex bolts, but no other fasteners`. */
export function othersWithin(
  kinds: readonly Items[],
  these: readonly Items[],
  { products }: Vocabulary,
): Items | undefined {
  const { categories = [], ...rest } = mergeItems(kinds);
  const { products: names = [], skus = [] } = mergeItems(these);
  if (categories.length === 0 || Object.keys(rest).length > 0) return undefined;
  const others = products.filter(
    ({ sku, name = '', category = '' }) =>
      categories.includes(category) && !names.includes(name) && !skus.includes(sku),
  );
  const isNarrowed =
    others.length < products.filter(({ category = '' }) => categories.includes(category)).length;
  return isNarrowed && others.length > 0 && others.length <= MOST_NAMED
    ? mergeItems([
        {
          products: others.flatMap(({ name }) => name ?? []),
          skus: others.flatMap(({ sku, name }) => (name === undefined ? [sku] : [])),
        },
      ])
    : undefined;
}

/** The deed with nothing else done beside it in that time. */
export function nothingElse(vocabulary: Vocabulary, deed: Deed): Deed | undefined {
  const isOfThings = deed.verb === 'bought' || deed.verb === 'carted' || deed.verb === 'viewed';
  const others = isOfThings && deed.items !== undefined ? otherThings(deed.items, vocabulary) : undefined;
  return others && { ...deed, others };
}
