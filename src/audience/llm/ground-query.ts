import { isSame, NamesOfData, quoted } from './names-of-data.ts';
import type { Scalar } from '../customer.ts';
import { otherFieldOf, withOtherField } from '../query/other-field.ts';
import type {
  FieldQuery,
  Happening,
  Items,
  MessagesOf,
  PurchasedItems,
  Query,
  SequenceQuery,
} from '../query/query.ts';
import type { FieldWords, Vocabulary } from '../vocabulary.ts';
import { type Leaf, type Ranked, rewriteQuery } from './rewrite-query.ts';

/** What is in the data, to hold a tree against. */
export interface Facts {
  readonly vocabulary: Vocabulary;
  /** Of the customer ids in the tree, those that exist, by what the tree says. */
  readonly customers: ReadonlyMap<string, readonly string[]>;
}

/** A tree held against the data. */
export interface Grounded {
  /** With near misses put right and what does not exist left out; NOBODY when nothing is left. */
  readonly query: Query;
  /** What does not exist, with the nearest that does: for the model to put right. */
  readonly problems: readonly string[];
  /** Near misses that were put right. */
  readonly assumptions: readonly string[];
  /** What was left out. */
  readonly notUnderstood: readonly string[];
}

/** Holds every name in a tree against the data: fields, values, items, campaigns, currencies, customers. */
export function groundQuery(query: Query, facts: Facts): Grounded {
  const grounding = new Grounding(facts);
  const rewritten = rewriteQuery(query, {
    leaf: (leaf) => grounding.leaf(leaf),
    ranked: (ranked) => grounding.ranked(ranked),
  });
  const { problems, assumptions, notUnderstood } = grounding.names;
  return { query: rewritten, problems, assumptions, notUnderstood };
}

/** The ids that a tree names, to be looked up. */
export function customersIn(query: Query): readonly string[] {
  const ids = new Set<string>();
  rewriteQuery(query, {
    leaf: (leaf) => {
      if ('customers' in leaf) for (const id of leaf.customers) ids.add(id);
      return leaf;
    },
    ranked: (ranked) => ranked,
  });
  return [...ids];
}

const COMPARES_NUMBERS = ['moreThan', 'atLeast', 'lessThan', 'atMost'];
const COMPARES_TIMES = ['before', 'after', 'during', 'everyYear'];

class Grounding {
  readonly names: NamesOfData;
  readonly #vocabulary: Vocabulary;
  readonly #customers: Facts['customers'];

  constructor({ vocabulary, customers }: Facts) {
    this.#vocabulary = vocabulary;
    this.#customers = customers;
    this.names = new NamesOfData(vocabulary);
  }

  leaf(leaf: Leaf): Query | undefined {
    if ('field' in leaf) return this.#field(leaf);
    if ('customers' in leaf) return this.#named(leaf.customers);
    if ('bought' in leaf) {
      const bought = this.#items(leaf.bought);
      return bought && { ...leaf, bought };
    }
    if ('carted' in leaf) {
      const carted = this.#items(leaf.carted);
      return carted && { ...leaf, carted };
    }
    if ('viewed' in leaf) {
      const viewed = this.#items(leaf.viewed);
      return viewed && { ...leaf, viewed };
    }
    if ('newestPurchase' in leaf) {
      const newestPurchase = this.#items(leaf.newestPurchase);
      return newestPurchase && { ...leaf, newestPurchase };
    }
    if ('oldestPurchase' in leaf) {
      const oldestPurchase = this.#items(leaf.oldestPurchase);
      return oldestPurchase && { ...leaf, oldestPurchase };
    }
    if ('shareOfSpend' in leaf) {
      const on = this.#items(leaf.on);
      return on && { ...leaf, on };
    }
    if ('first' in leaf) return this.#sequence(leaf);
    if ('spent' in leaf || 'averagePurchase' in leaf) {
      const currency = leaf.currency === undefined ? undefined : this.names.currency(leaf.currency);
      if (leaf.currency !== undefined && currency === undefined) return undefined;
      const { currency: _said, ...rest } = leaf;
      return this.#on(currency === undefined ? rest : { ...rest, currency });
    }
    if ('firstPurchase' in leaf || 'lastPurchase' in leaf) {
      if (leaf.of === undefined) return leaf;
      const of = this.#items(leaf.of);
      return of && { ...leaf, of };
    }
    return this.#sent(leaf);
  }

  #sequence(leaf: SequenceQuery): SequenceQuery | undefined {
    const first = this.#happening(leaf.first);
    const isFollowed = 'followedBy' in leaf;
    const other = this.#happening(isFollowed ? leaf.followedBy : leaf.notFollowedBy);
    if (first === undefined || other === undefined) return undefined;
    return isFollowed ? { ...leaf, first, followedBy: other } : { ...leaf, first, notFollowedBy: other };
  }

  #happening(what: Happening): Happening | undefined {
    if ('bought' in what) {
      const bought = this.#items(what.bought);
      return bought && { bought };
    }
    if ('carted' in what) {
      const carted = this.#items(what.carted);
      return carted && { carted };
    }
    if ('viewed' in what) {
      const viewed = this.#items(what.viewed);
      return viewed && { viewed };
    }
    if ('contacted' in what) {
      const contacted = this.#messages(what.contacted);
      return contacted && { contacted };
    }
    if ('delivered' in what) {
      const delivered = this.#messages(what.delivered);
      return delivered && { delivered };
    }
    if ('opened' in what) {
      const opened = this.#messages(what.opened);
      return opened && { opened };
    }
    const clicked = this.#messages(what.clicked);
    return clicked && { clicked };
  }

  ranked(ranked: Ranked): Ranked | undefined {
    if ('share' in ranked) return ranked;
    if (typeof ranked.by === 'object') {
      const name = this.names.fieldName(ranked.by.field);
      if (name === undefined) return undefined;
      return this.#on({ ...ranked, by: { field: name } });
    }
    return this.#on(ranked);
  }

  #on<T extends { readonly on?: Items }>(part: T): T | undefined {
    if (part.on === undefined) return part;
    const on = this.#items(part.on);
    return on && { ...part, on };
  }

  #sent(leaf: Exclude<Leaf, { readonly field: unknown }>): Query | undefined {
    if ('failed' in leaf) {
      const failed = this.#messages(leaf.failed);
      return failed && { ...leaf, failed };
    }
    const isOfMessages = 'contacted' in leaf || 'delivered' in leaf || 'opened' in leaf || 'clicked' in leaf;
    if (!isOfMessages) return leaf;
    const happening = this.#happening(leaf);
    return happening && { ...leaf, ...happening };
  }

  #messages(of: MessagesOf): MessagesOf | undefined {
    const { campaign: said } = of;
    if (said === undefined) return of;
    const { campaigns } = this.#vocabulary;
    const byName = campaigns.find(({ id, name }) => isSame(id, said) || isSame(name, said));
    const ids = campaigns.map(({ id }) => id);
    const campaign = byName?.id ?? this.names.near('campaign', said, ids);
    return campaign === undefined ? undefined : { ...of, campaign };
  }

  #field(leaf: FieldQuery): Query | undefined {
    const name = this.names.fieldName(leaf.field);
    const field = name === undefined ? undefined : this.names.fields.get(name);
    if (name === undefined || field === undefined) return undefined;
    if (this.#isWrong(leaf, field)) return undefined;
    if ('is' in leaf) {
      const value = this.names.value(field, leaf.is);
      return value === undefined ? undefined : { field: name, is: value };
    }
    if ('isNot' in leaf) {
      const value = this.names.value(field, leaf.isNot);
      return value === undefined ? undefined : { field: name, isNot: value };
    }
    if ('in' in leaf) {
      const values = leaf.in.flatMap((each) => this.names.value(field, each) ?? []);
      return values.length === 0 ? undefined : { field: name, in: values };
    }
    const other = otherFieldOf(leaf);
    if (other === undefined) return { ...leaf, field: name };
    const otherName = this.names.fieldName(other);
    const against = otherName === undefined ? undefined : this.names.fields.get(otherName);
    if (otherName === undefined || against === undefined || this.#isWrong(leaf, against)) return undefined;
    return withOtherField({ ...leaf, field: name }, otherName);
  }

  /** Says so, too. */
  #isWrong(leaf: FieldQuery, field: FieldWords): boolean {
    const wrong = wrongKind(leaf, field);
    if (wrong === undefined) return false;
    this.names.problems.push(wrong);
    this.names.notUnderstood.push(wrong);
    return true;
  }

  #items(items: PurchasedItems): PurchasedItems | undefined {
    const { products, categories } = this.#vocabulary;
    const skus = this.names.list('sku', items.skus, () => products.map(({ sku }) => sku));
    const names = this.names.list('product', items.products, () =>
      products.flatMap(({ name }) => name ?? []),
    );
    const kinds = this.names.list('category', items.categories, () => categories);
    const wanted = [items.skus, items.products, items.categories].some((list) => list !== undefined);
    // Nothing of what was named exists: without it this would be about everything.
    if (wanted && skus.length + names.length + kinds.length === 0) return undefined;
    const currency = items.currency === undefined ? undefined : this.names.currency(items.currency);
    if (items.currency !== undefined && currency === undefined) return undefined;
    return {
      ...(items.amount === undefined ? {} : { amount: items.amount }),
      ...(currency === undefined ? {} : { currency }),
      ...(skus.length === 0 ? {} : { skus }),
      ...(names.length === 0 ? {} : { products: names }),
      ...(kinds.length === 0 ? {} : { categories: kinds }),
    };
  }

  #named(said: readonly string[]): Query | undefined {
    const found = said.flatMap((id) => {
      const ids = this.#customers.get(id) ?? [];
      if (ids.length === 0) this.names.missing(`customer ${quoted(id)}`, []);
      return ids;
    });
    return found.length === 0 ? undefined : { customers: [...new Set(found)] };
  }
}

function wrongKind(leaf: FieldQuery, { name, type }: FieldWords): string | undefined {
  const compares = (keys: readonly string[]) => keys.find((key) => key in leaf);
  const number = compares(COMPARES_NUMBERS);
  if (number !== undefined && !['integer', 'decimal', 'mixed', 'list'].includes(type))
    return `${name} is ${type} and cannot be compared by ${number}`;
  const time = compares(COMPARES_TIMES);
  if (time !== undefined && !['date', 'mixed', 'list'].includes(type))
    return `${name} is ${type} and cannot be compared by ${time}`;
  if (type !== 'boolean') return undefined;
  const values: readonly Scalar[] =
    'is' in leaf ? [leaf.is] : 'isNot' in leaf ? [leaf.isNot] : 'in' in leaf ? leaf.in : [];
  return values.every((value) => /^(true|false)$/i.test(String(value)))
    ? undefined
    : `${name} is true or false`;
}
