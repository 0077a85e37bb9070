/** A part of a list; `undefined`: the token is none of ours. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

const PREFIX = 'next:';

/** The items behind `token`, at most `most`. Tokens are opaque to the client, and hold where the next page begins. */
export function pageOf<T>(items: readonly T[], most: number, token: string | undefined): Page<T> | undefined {
  const from = token === undefined ? 0 : positionOf(token);
  if (from === undefined || from > items.length) return undefined;
  const to = from + most;
  const nextToken = to < items.length ? Buffer.from(`${PREFIX}${to}`).toString('base64url') : undefined;
  return { items: items.slice(from, to), nextToken };
}

function positionOf(token: string): number | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  const position = Number(text.slice(PREFIX.length));
  return text.startsWith(PREFIX) && Number.isInteger(position) && position > 0 ? position : undefined;
}
