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
  return {
    sql: Number.isSafeInteger(value) ? 'CAST(? AS BIGINT)' : 'CAST(? AS DOUBLE)',
    parameters: [value],
  };
}

export function real(value: number): Fragment {
  return { sql: 'CAST(? AS DOUBLE)', parameters: [value] };
}

/** A column of the customers. Names come from `AudienceSchema` and from this folder alone. */
export function customerColumn(name: string): Fragment {
  return {
    sql: /^[a-z][a-z0-9_]*$/.test(name) ? `c.${name}` : `c."${name.replaceAll('"', '""')}"`,
    parameters: [],
  };
}

export function allOf(conditions: readonly Fragment[]): Fragment {
  return joined(conditions, ' AND ', TRUE);
}

export function anyOf(conditions: readonly Fragment[]): Fragment {
  return joined(conditions, ' OR ', FALSE);
}

function joined(conditions: readonly Fragment[], word: ' AND ' | ' OR ', none: Fragment): Fragment {
  const [first] = conditions;
  if (first === undefined) return none;
  if (conditions.length === 1) return first;
  return {
    sql: `(${conditions.map((each) => each.sql).join(word)})`,
    parameters: conditions.flatMap((each) => each.parameters),
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
