import type { Scalar } from '../customer.ts';
import type { CustomerField } from '../import/customer-row.ts';
import type { Cell } from '../import/raw-row.ts';
import { attributeHome, COHORT, DEMOGRAPHIC_HOMES, type Home, LOCATION_HOMES, metricName } from './names.ts';

/** What the reader of an endpoint looks at itself. */
const ROLES = [
  'Id',
  'User.UserId',
  'ChannelType',
  'Address',
  'OptOut',
  'EndpointStatus',
  'EffectiveDate',
] as const;
export type Role = (typeof ROLES)[number];

/** How values of several endpoints of one customer come together: all of them, or those of the endpoint changed last. */
export type Together = 'all' | 'newest';

export interface AttributeColumn {
  readonly name: string;
  /** A CSV repeats a column for each value of a list. */
  readonly indexes: readonly number[];
  readonly together: Together;
}

/** What each column of a file of endpoints is. */
export interface EndpointColumns {
  readonly roles: ReadonlyMap<Role, number>;
  readonly fields: ReadonlyMap<CustomerField, number>;
  readonly attributes: readonly AttributeColumn[];
  /** Nothing here is for these. */
  readonly homeless: readonly (readonly [index: number, path: string])[];
  /** By the path as Pinpoint writes it, `Attributes.Interests`. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

const GROUPS = /^(User[._]UserAttributes|Attributes|Metrics|Demographic|Location|User)[._](.+)$/s;

/** `User.UserAttributes.X` of a CSV header, and of an object that was made flat (`User_UserAttributes_X`). */
function pathOf(name: string): { readonly group: string; readonly name: string } {
  const match = GROUPS.exec(name.trim());
  if (match === null) return { group: '', name: name.trim() };
  const [, group = '', rest = ''] = match;
  return { group: group.replace('_', '.'), name: rest };
}

export function planEndpointColumns(header: readonly string[]): EndpointColumns {
  const roles = new Map<Role, number>();
  const fields = new Map<CustomerField, number>();
  const attributes = new Map<string, { indexes: number[]; together: Together }>();
  const later: (readonly [index: number, name: string, together: Together])[] = [];
  const homeless: (readonly [number, string])[] = [];
  const places = new Map<string, number[]>();
  const add = (home: Home, index: number, together: Together) => {
    if ('field' in home && !fields.has(home.field)) fields.set(home.field, index);
    else {
      const name = 'field' in home ? `pinpoint_${home.field}` : home.attribute;
      const column = attributes.get(name);
      if (column === undefined) attributes.set(name, { indexes: [index], together });
      else column.indexes.push(index);
    }
  };
  for (const [index, given] of header.entries()) {
    const { group, name } = pathOf(given);
    const path = group === '' ? name : `${group}.${name}`;
    const place = places.get(path);
    if (place === undefined) places.set(path, [index]);
    else place.push(index);
    const role = ROLES.find((each) => each === path);
    if (role !== undefined) roles.set(role, roles.get(role) ?? index);
    else if (group === 'Attributes') later.push([index, name, 'all']);
    else if (group === 'User.UserAttributes') later.push([index, name, 'newest']);
    else {
      const home = homeOf(group, name);
      if (home === undefined) homeless.push([index, path]);
      else add(home, index, 'newest');
    }
  }
  // The endpoint's own location and locale go before attributes of such a name.
  for (const [index, name, together] of later) add(attributeHome(name), index, together);
  return {
    roles,
    fields,
    attributes: [...attributes].map(([name, column]) => ({ name, ...column })),
    homeless,
    places,
  };
}

function homeOf(group: string, name: string): Home | undefined {
  switch (group) {
    case 'Metrics':
      return { attribute: metricName(name) };
    case 'Demographic':
      return ownEntry(DEMOGRAPHIC_HOMES, name);
    case 'Location':
      return ownEntry(LOCATION_HOMES, name);
    case '':
      if (name === 'CohortId') return { attribute: COHORT };
      return name === 'CreationDate' ? { field: 'signup_at' } : undefined;
    default:
      return undefined;
  }
}

function ownEntry(homes: Readonly<Record<string, Home>>, name: string): Home | undefined {
  return Object.hasOwn(homes, name) ? homes[name] : undefined;
}

/** The values in some columns: of lists their values, of empty cells none. One value is itself. */
export function cellOf(cells: readonly Cell[], indexes: readonly number[]): Cell {
  const [only] = indexes;
  const values =
    indexes.length === 1 && only !== undefined
      ? valuesOf(cells[only])
      : indexes.flatMap((index) => valuesOf(cells[index]));
  return values.length === 1 ? (values[0] ?? '') : values.length === 0 ? '' : values;
}

export function valuesOf(cell: Cell | undefined): readonly Scalar[] {
  if (typeof cell === 'object') return cell.filter((item) => item !== '');
  return cell === undefined || cell === '' || (typeof cell === 'string' && cell.trim() === '') ? [] : [cell];
}
