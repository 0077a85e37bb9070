/** What a placeholder stands for. */
export type Parameter = string | number | boolean;

/** A piece of a statement with what its placeholders stand for, in order. */
export interface Fragment {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** SQL is written only as templates in this folder, and only other fragments go into them: no text of a query can. */
export function sql(texts: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return {
    sql: texts.map((text, i) => text + (parts[i]?.sql ?? '')).join(''),
    parameters: parts.flatMap((part) => part.parameters),
  };
}

export const TRUE = sql`TRUE`;
export const FALSE = sql`FALSE`;

export function text(value: string): Fragment {
  return { sql: '?', parameters: [value] };
}

export function texts(values: readonly string[]): Fragment {
  return { sql: values.map(() => '?').join(', '), parameters: values };
}

/** A whole number. The cast keeps a column of whole numbers from being compared as doubles, which would read every row. */
export function whole(value: number): Fragment {
  return Number.isSafeInteger(value) ? { sql: 'CAST(? AS BIGINT)', parameters: [value] } : real(value);
}

/** Whole numbers beyond 2^53 are handed over as text: clients take them for 64-bit ones, which end before doubles do. */
export function real(value: number): Fragment {
  const isHuge = Number.isInteger(value) && !Number.isSafeInteger(value);
  return { sql: 'CAST(? AS DOUBLE)', parameters: [isHuge ? String(value) : value] };
}

/** A column of the customers. Names come from `AudienceSchema` and from this folder alone. */
export function customerColumn(name: string): Fragment {
  return {
    sql: /^[a-z][a-z0-9_]*$/.test(name) ? `c.${name}` : `c."${name.replaceAll('"', '""')}"`,
    parameters: [],
  };
}

export function allOf(conditions: readonly Fragment[]): Fragment {
  return joined(conditions, ' AND ', TRUE, FALSE);
}

export function anyOf(conditions: readonly Fragment[]): Fragment {
  return joined(conditions, ' OR ', FALSE, TRUE);
}

function joined(conditions: readonly Fragment[], word: string, idle: Fragment, decisive: Fragment): Fragment {
  if (conditions.includes(decisive)) return decisive;
  const parts = conditions.filter((each) => each !== idle);
  const [first = idle] = parts;
  if (parts.length <= 1) return first;
  return {
    sql: `(${parts.map((each) => each.sql).join(word)})`,
    parameters: parts.flatMap((each) => each.parameters),
  };
}

/** ` WHERE ...`, or nothing where there is no condition. */
export function where(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0
    ? sql``
    : {
        sql: ` WHERE ${conditions.map((each) => each.sql).join(' AND ')}`,
        parameters: conditions.flatMap((each) => each.parameters),
      };
}
