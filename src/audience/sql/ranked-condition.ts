import type { RankedQuery } from '../query/query.ts';
import { shareBound } from '../query/share.ts';
import { fieldColumns } from './field-condition.ts';
import { FALSE, type Fragment, sql, text, TRUE, where } from './fragment.ts';
import { rowsOf } from './history-condition.ts';
import type { Scope } from './scope.ts';

type Top = Extract<RankedQuery, { top: unknown }>;
type Share = Extract<RankedQuery, { share: unknown }>;

const SUMS = {
  spend: sql`sum(h.amount)`,
  purchases: sql`count(*)`,
  units: sql`sum(h.quantity)`,
  recency: sql`max(h.at)`,
} as const;

/** Who is among the first, of those who pass `among`. */
export function topCondition(
  query: Top,
  among: Fragment | undefined,
  wanted: boolean,
  scope: Scope,
): Fragment {
  const measured =
    typeof query.by === 'string' ? byHistory(query, query.by, scope) : byField(query.by.field, scope);
  if (measured === undefined) return wanted ? FALSE : TRUE;
  const tests = [...measured.tests, ...(among === undefined ? [] : [among])];
  const order =
    query.order === 'least' ? sql`${measured.by}, c.customer_id` : sql`${measured.by} DESC, c.customer_id`;
  const first = scope.dialect.firstNumbers(sql`${measured.from}${where(tests)}`, order, query.top);
  return wanted ? sql`c.number IN (${first})` : sql`c.number NOT IN (${first})`;
}

interface Measured {
  readonly from: Fragment;
  readonly by: Fragment;
  readonly tests: readonly Fragment[];
}

function byHistory({ on, when }: Top, measure: keyof typeof SUMS, scope: Scope): Measured {
  const known = measure === 'spend' ? [sql`h.amount IS NOT NULL`] : [];
  const rows = [...rowsOf(on, when, scope), ...known];
  const grouped = sql`SELECT h.customer AS customer, ${SUMS[measure]} AS measure FROM purchases h${where(rows)} GROUP BY h.customer`;
  return {
    from: sql`FROM customers c JOIN (${grouped}) m ON m.customer = c.number`,
    by: sql`m.measure`,
    tests: [],
  };
}

function byField(field: string, scope: Scope): Measured | undefined {
  const { number, time } = fieldColumns(field, scope);
  const by = number ?? time;
  return by && { from: sql`FROM customers c`, by, tests: [sql`${by} IS NOT NULL`] };
}

/** Who is drawn: by the customer's id and the seed alone, so that the same people are in it whoever else is. */
export function shareCondition({ share, seed = '' }: Share, wanted: boolean, { dialect }: Scope): Fragment {
  const bound = text(shareBound(share));
  const drawn = sql`substr(${dialect.md5(sql`${text(`${seed}:`)} || c.customer_id`)}, 1, 8)`;
  return wanted ? sql`${drawn} < ${bound}` : sql`${drawn} >= ${bound}`;
}
