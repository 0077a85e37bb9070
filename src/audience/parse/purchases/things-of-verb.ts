import type { Items } from '../../query/query.ts';
import { categoriesOfVerb } from '../names/category-verbs.ts';
import { quotedList } from '../names/product-names.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';

/** `rented Amber Coast`, which is sold too, `rented a film` where `Rental` and `Film to own` are sold: the verb says of which category. */
export function ofVerbOnly(sentence: Sentence, at: number, read: DeedRead): DeedRead {
  const { deed } = read;
  const categories = categoriesOfVerb(sentence, at);
  if (categories.length === 0 || deed.items === undefined) return read;
  const items = deed.items.map((each) => narrowedTo(sentence, each, at, read.end, categories));
  if (items.every((each, i) => each === deed.items?.[i])) return read;
  const note = `"${sentence.tokens[at]?.raw ?? ''}" was taken as of the category ${quotedList(categories)}.`;
  return { ...read, deed: { ...deed, items }, score: 0.97, assumptions: [note] };
}

function narrowedTo(
  sentence: Sentence,
  given: Items,
  at: number,
  end: number,
  categories: readonly string[],
): Items {
  if (given.categories !== undefined) {
    const isOther = given.categories.every(
      (each) => !categories.includes(each) && !isSaidWhole(sentence, each, at, end),
    );
    return isOther ? { categories } : given;
  }
  const { products: all } = sentence.index.vocabulary;
  const named = all.filter(({ name }) => name !== undefined && given.products?.includes(name) === true);
  const isOf = (category: string | undefined) => category !== undefined && categories.includes(category);
  const own = named.filter(({ category }) => isOf(category));
  if (own.length === 0 || own.length === named.length) return given;
  const names = [...new Set(own.flatMap(({ name }) => name ?? []))];
  const isShared = named.some(
    ({ name, category }) => !isOf(category) && name !== undefined && names.includes(name),
  );
  return isShared ? { skus: own.map(({ sku }) => sku) } : { products: names };
}

/** `film` is only one word of `Film to own`. */
function isSaidWhole({ tokens }: Sentence, category: string, at: number, end: number): boolean {
  const said = new Set(tokens.slice(at, end).map(({ stem }) => stem));
  return keyWords(category).every((word) => said.has(word));
}
