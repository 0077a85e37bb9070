import type { Items } from '../../query/query.ts';
import { verbRoot } from '../words/fold-word.ts';
import { endOf } from '../words/patterns.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { withRest } from './purchase-parts.ts';
import { BOUGHT, TOOK_PART } from '../words/purchase-words.ts';

const PARTICLE = /^(up|in|out|on|off|over|down|back|through)$/;
const DONE = /(ed|ing)$/;
/** Behind these the plain form is a verb too: `did not top up`, and no `top up`. */
const HELPS = /^(not|to|who|that|they|did|do|does|never)$/;

/** `topped up`, where `Top-ups` are sold: the name of what is sold is that of the deed. */
export function readVerbOfThing(sentence: Sentence, at: number): DeedRead | undefined {
  const { tokens } = sentence;
  const [verb, particle] = [tokens[at], tokens[at + 1]];
  if (verb === undefined || !PARTICLE.test(particle?.word ?? '')) return undefined;
  const isVerb = DONE.test(verb.word) || HELPS.test(tokens[at - 1]?.word ?? '');
  const isOther = [BOUGHT, TOOK_PART].some((way) => endOf(tokens, at, way) !== undefined);
  const items =
    isVerb && !isOther ? itemsOf(sentence, `${verbRoot(verb.word)} ${particle?.word}`) : undefined;
  if (items === undefined) return undefined;
  const names = [...(items.categories ?? []), ...(items.products ?? [])]
    .map((name) => `"${name}"`)
    .join(', ');
  return withRest(sentence, {
    deed: { verb: 'bought', items: [items] },
    end: at + 2,
    score: 0.97,
    assumptions: [`"${verb.raw} ${particle?.raw}" was taken as having bought ${names}.`],
  });
}

function itemsOf({ index }: Sentence, name: string): Items | undefined {
  const categories = (index.refs.get(name) ?? []).flatMap((ref) =>
    ref.is === 'category' ? [ref.category] : [],
  );
  if (categories.length > 0) return { categories };
  const products = index.vocabulary.products.flatMap(({ name: product }, i) =>
    product !== undefined && index.productKeys[i]?.includes(` ${name} `) ? [product] : [],
  );
  return products.length > 0 ? { products: [...new Set(products)] } : undefined;
}
