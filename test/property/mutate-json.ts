import type { Random } from '../../src/kernel/random.ts';

/** JSON as it is written: objects keep the order and the repetition of their fields, and JSON inside a string is opened. */
export type Tree =
  | { readonly kind: 'object'; readonly fields: [string, Tree][] }
  | { readonly kind: 'array'; readonly items: Tree[] }
  | { readonly kind: 'text'; readonly inner: Tree }
  | { readonly kind: 'leaf'; readonly json: string };

export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'array', items: value.map(treeOf) };
  if (typeof value === 'object' && value !== null)
    return { kind: 'object', fields: Object.entries(value).map(([key, each]) => [key, treeOf(each)]) };
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      return { kind: 'text', inner: treeOf(JSON.parse(value)) };
    } catch {
      // A text that only begins like JSON.
    }
  }
  return { kind: 'leaf', json: JSON.stringify(value) };
}

export function written(tree: Tree): string {
  switch (tree.kind) {
    case 'object':
      return `{${tree.fields.map(([key, value]) => `${JSON.stringify(key)}:${written(value)}`).join(',')}}`;
    case 'array':
      return `[${tree.items.map(written).join(',')}]`;
    case 'text':
      return JSON.stringify(written(tree.inner));
    case 'leaf':
      return tree.json;
  }
}

/** Values that no field expects. */
const STRANGE: readonly string[] = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1e308',
  '-1e308',
  '9007199254740993',
  '1e999',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e٣\\ud83d\\ude00"',
  '"__proto__"',
  '"constructor"',
  '"teleported"',
  `"${'x'.repeat(5_000)}"`,
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"__proto__":{"eventType":"TEXT_DELIVERED_X"}}',
  `${'['.repeat(300)}${']'.repeat(300)}`,
];

const chance = (random: Random, choices: number) => Math.floor(random.next() * choices);

function strange(random: Random): Tree {
  return { kind: 'leaf', json: STRANGE[chance(random, STRANGE.length)] ?? 'null' };
}

interface Place {
  readonly fields: [string, Tree][];
  readonly index: number;
}

/** Every field of every object, however deep. */
function placesOf(tree: Tree, into: Place[] = []): Place[] {
  if (tree.kind === 'text') placesOf(tree.inner, into);
  else if (tree.kind === 'array') for (const item of tree.items) placesOf(item, into);
  else if (tree.kind === 'object')
    for (const [index, [, value]] of tree.fields.entries()) {
      into.push({ fields: tree.fields, index });
      placesOf(value, into);
    }
  return into;
}

/** Changes a tree in one place: drops, renames, retypes, repeats or nests a field, or adds one that nobody knows. */
export function mutate(tree: Tree, random: Random): void {
  const places = placesOf(tree);
  const place = places[chance(random, places.length)];
  if (place === undefined) return;
  const { fields, index } = place;
  const [key, value] = fields[index] ?? ['', strange(random)];
  switch (chance(random, 8)) {
    case 0:
      fields.splice(index, 1);
      return;
    case 1:
      fields[index] = [`${key}${['x', ' ', '\u0000', 'İ'][chance(random, 4)]}`, value];
      return;
    case 2:
      fields.splice(index, 0, [key, strange(random)]);
      return;
    case 3:
      fields.splice(index + 1, 0, [key, strange(random)]);
      return;
    case 4:
      fields[index] = [key, { kind: 'array', items: [value] }];
      return;
    case 5:
      fields[index] = [key, { kind: 'object', fields: [[key, value]] }];
      return;
    case 6:
      fields.push([['__proto__', 'toString', 'new', ''][chance(random, 4)] ?? '', strange(random)]);
      return;
    default:
      fields[index] = [key, strange(random)];
  }
}

/** Replaces every field of these names; `false`: it has none. */
export function replaceFields(tree: Tree, names: ReadonlySet<string>, by: Tree): boolean {
  const places = placesOf(tree).filter(({ fields, index }) => names.has(fields[index]?.[0] ?? ''));
  for (const { fields, index } of places) fields[index] = [fields[index]?.[0] ?? '', by];
  return places.length > 0;
}
