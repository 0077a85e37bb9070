import { type Operation, parseJson, type WireRequest } from './protocol.ts';

/** Where an operation of a REST protocol lives; `{Member}` in the path is a part of the input. */
export interface RestRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  /** Query parameters, by the member that each gives; those with `list` may come several times. */
  readonly query?: Readonly<
    Record<string, { readonly member: string; readonly as?: 'number' | 'boolean' | 'list' }>
  >;
}

/** Finds the operation of a request, and its input from body, path and query together. */
export function restRouter(
  routes: readonly RestRoute[],
): (request: WireRequest) => { readonly operation: Operation; readonly input: unknown } | undefined {
  const compiled = routes.map((route) => ({ ...route, segments: route.path.split('/') }));
  return (request) => {
    const given = request.path.split('/');
    for (const { method, segments, operation, query } of compiled) {
      if (method !== request.method) continue;
      const fromPath = matchPath(segments, given);
      if (fromPath === undefined) continue;
      const body = parseJson(request.body);
      if (typeof body !== 'object' || body === null) return { operation, input: undefined };
      return { operation, input: { ...body, ...fromQuery(request.query, query ?? {}), ...fromPath } };
    }
    return undefined;
  };
}

function matchPath(
  segments: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  if (segments.length !== given.length) return undefined;
  const members: Record<string, string> = {};
  for (const [i, segment] of segments.entries()) {
    const text = given[i] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== text) return undefined;
      continue;
    }
    const decoded = percentDecoded(text);
    if (decoded === undefined || decoded === '') return undefined;
    members[segment.slice(1, -1)] = decoded;
  }
  return members;
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function fromQuery(given: URLSearchParams, known: NonNullable<RestRoute['query']>): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, { member, as }] of Object.entries(known)) {
    const values = given.getAll(name);
    const [value] = values;
    if (value === undefined) continue;
    members[member] =
      as === 'list' ? values : as === 'number' ? Number(value) : as === 'boolean' ? value === 'true' : value;
  }
  return members;
}
