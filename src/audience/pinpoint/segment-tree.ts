import type { Scalar } from '../customer.ts';
import { parseCountry } from '../country-code.ts';
import { attributeValue, parseLanguage } from '../import/cell-values.ts';
import { parseTimeSpan } from '../iso-time.ts';
import type { Query } from '../query/query.ts';
import {
  type AttributeDimension,
  type Dimensions,
  importFile,
  type Match,
  type MetricDimension,
  RECENCY_SPANS,
  type Segment,
  type SetDimension,
} from './segment.ts';
import {
  attributeHome,
  CHANNEL_TYPES_SEEN,
  DEMOGRAPHIC_HOMES,
  EFFECTIVE_DATE,
  type Home,
  metricName,
  SEGMENTS_IN,
} from './names.ts';

export interface SegmentTree {
  /** Absent where a part of the segment cannot be said: left out it would be another audience. */
  readonly query?: Query;
  /** What cannot be said, or only nearly; in words. */
  readonly notes: readonly string[];
}

/** The most values of one comparison; more are split. */
const MAX_VALUES = 1_000;
/** Segments within segments. */
const MAX_DEPTH = 5;

/** The query that a segment of Pinpoint becomes. `segments`: those that it may build on, by id. */
export function segmentTree(segment: Segment, segments: ReadonlyMap<string, Segment>): SegmentTree {
  const notes: string[] = [];
  const builder = new TreeBuilder(segments, notes);
  const query = builder.segment(segment, 0);
  return builder.isWhole ? { query, notes } : { notes };
}

class TreeBuilder {
  readonly #segments: ReadonlyMap<string, Segment>;
  readonly #notes: string[];
  isWhole = true;

  constructor(segments: ReadonlyMap<string, Segment>, notes: string[]) {
    this.#segments = segments;
    this.#notes = notes;
  }

  segment(segment: Segment, depth: number): Query {
    if (segment.SegmentType === 'IMPORT') {
      const file = importFile(segment);
      if (file === undefined) return this.#cannot('it was imported, and does not name the file');
      this.#notes.push(`its members are those of ${file}`);
      return { field: SEGMENTS_IN, is: segmentName(segment) };
    }
    const { SegmentGroups: groups, Dimensions: legacy } = segment;
    const parts: Query[] = [];
    if (groups !== undefined) {
      const queries = (groups.Groups ?? []).map(
        ({ Type, SourceType, SourceSegments = [], Dimensions: list = [] }) =>
          joined('ALL', [
            ...(SourceSegments.length === 0
              ? []
              : [
                  joined(
                    SourceType,
                    SourceSegments.map(({ Id }) => this.#source(Id, depth)),
                  ),
                ]),
            ...(list.length === 0
              ? []
              : [
                  joined(
                    Type,
                    list.map((each) => this.#dimensions(each)),
                  ),
                ]),
          ]),
      );
      parts.push(joined(groups.Include, queries));
    }
    if (legacy !== undefined) parts.push(this.#dimensions(legacy));
    return joined('ALL', parts);
  }

  #source(id: string, depth: number): Query {
    const source = this.#segments.get(id);
    if (source === undefined) return this.#cannot(`it builds on the segment ${id}, which was not given`);
    if (depth >= MAX_DEPTH)
      return this.#cannot('it builds on itself, or on more than 5 segments after another');
    return this.segment(source, depth + 1);
  }

  #dimensions({
    Attributes = {},
    UserAttributes = {},
    Metrics = {},
    Demographic,
    Location,
    Behavior,
  }: Dimensions): Query {
    const parts: Query[] = [];
    for (const [name, dimension] of [...Object.entries(Attributes), ...Object.entries(UserAttributes)])
      parts.push(this.#attribute(fieldOf(attributeHome(name)), dimension));
    for (const [name, dimension] of Object.entries(Metrics)) parts.push(metric(metricName(name), dimension));
    for (const [name, dimension] of Object.entries(Demographic ?? {})) {
      if (dimension === undefined) continue;
      const home = DEMOGRAPHIC_HOMES[name];
      if (name === 'Channel') parts.push(channels(dimension));
      else if (home === undefined) parts.push(this.#cannot(`Demographic.${name} is not in exports`));
      else parts.push(oneOf(fieldOf(home), dimension));
    }
    if (Location?.Country !== undefined) parts.push(oneOf('country', Location.Country));
    if (Location?.GPSPoint !== undefined && Location.GPSPoint !== null)
      parts.push(this.#cannot('Location.GPSPoint is a circle on the map'));
    const recency = Behavior?.Recency;
    if (recency !== undefined) {
      this.#notes.push(
        'Recency counts from when the endpoint was last changed (EffectiveDate): what people did is not in exports',
      );
      const active: Query = { field: EFFECTIVE_DATE, during: { last: RECENCY_SPANS[recency.Duration] } };
      parts.push(recency.RecencyType === 'ACTIVE' ? active : { not: active });
    }
    return joined('ALL', parts);
  }

  #attribute(field: string, { AttributeType, Values }: AttributeDimension): Query {
    switch (AttributeType) {
      case 'INCLUSIVE':
        return isIn(field, Values);
      case 'EXCLUSIVE':
        return { not: isIn(field, Values) };
      case 'CONTAINS':
        return joined(
          'ANY',
          Values.map((part) => ({ field, contains: part })),
        );
      case 'BEFORE':
      case 'AFTER':
      case 'ON':
      case 'BETWEEN':
        return this.#time(field, AttributeType, Values);
    }
  }

  #time(field: string, type: 'BEFORE' | 'AFTER' | 'ON' | 'BETWEEN', values: readonly string[]): Query {
    const times = values
      .map((value) => ({ value, span: parseTimeSpan(value) }))
      .toSorted((a, b) => (a.span?.startAt ?? 0) - (b.span?.startAt ?? 0));
    const [first] = times;
    const last = times.at(-1);
    if (first === undefined || last === undefined || times.some(({ span }) => span === undefined))
      return this.#cannot(`it compares ${field} with what is no ISO 8601 time`);
    switch (type) {
      case 'BEFORE':
        return { field, before: first.value };
      case 'AFTER':
        return { field, after: first.value };
      case 'ON':
        return joined(
          'ANY',
          times.map(({ span }) => {
            const day = new Date(span?.startAt ?? 0).toISOString().slice(0, 10);
            return { field, during: { from: day, to: day } };
          }),
        );
      case 'BETWEEN':
        return { field, during: { from: first.value, to: last.value } };
    }
  }

  #cannot(why: string): Query {
    this.isWhole = false;
    this.#notes.push(why);
    return { not: { all: true } };
  }
}

/** What people call a segment. */
export function segmentName({ Name, Id }: Segment): string {
  return Name ?? Id ?? 'segment';
}

function fieldOf(home: Home): string {
  return 'field' in home ? home.field : home.attribute;
}

function joined(match: Match | undefined, parts: readonly Query[]): Query {
  const [only] = parts;
  if (only === undefined) return { all: true };
  switch (match) {
    case 'ANY':
      return parts.length === 1 ? only : { or: parts };
    case 'NONE':
      return { not: parts.length === 1 ? only : { or: parts } };
    case 'ALL':
    case undefined:
      return parts.length === 1
        ? only
        : { and: parts.flatMap((part) => ('and' in part ? part.and : [part])) };
  }
}

/** As the importer keeps such a value: `US` of `United States`, `pt-BR` of `pt_BR`, the number 3 of `3.0`. */
function storedValue(field: string, value: string): Scalar {
  if (field === 'country') return parseCountry(value) ?? value;
  if (field === 'language') return parseLanguage(value) ?? value;
  const stored = attributeValue([value]);
  return (typeof stored === 'object' ? stored[0] : stored) ?? value;
}

function isIn(field: string, given: readonly string[]): Query {
  const values = [...new Set(given.map((value) => storedValue(field, value)))];
  const [only] = values;
  if (values.length === 1 && only !== undefined) return { field, is: only };
  const parts: Query[] = [];
  for (let at = 0; at < values.length; at += MAX_VALUES)
    parts.push({ field, in: values.slice(at, at + MAX_VALUES) });
  return joined('ANY', parts);
}

function oneOf(field: string, { DimensionType, Values }: SetDimension): Query {
  const inside = isIn(field, Values);
  return DimensionType === 'INCLUSIVE' ? inside : { not: inside };
}

const CHANNEL_TYPES = [
  'PUSH',
  'GCM',
  'APNS',
  'APNS_SANDBOX',
  'APNS_VOIP',
  'APNS_VOIP_SANDBOX',
  'ADM',
  'SMS',
  'VOICE',
  'EMAIL',
  'BAIDU',
  'CUSTOM',
  'IN_APP',
];

/** Somebody with an SMS and an email endpoint is among those whose channel is not SMS, as one of the endpoints is. */
function channels({ DimensionType, Values }: SetDimension): Query {
  const wanted =
    DimensionType === 'INCLUSIVE' ? Values : CHANNEL_TYPES.filter((type) => !Values.includes(type));
  return isIn(CHANNEL_TYPES_SEEN, wanted);
}

function metric(field: string, { ComparisonOperator, Value }: MetricDimension): Query {
  switch (ComparisonOperator) {
    case 'EQUAL':
      return { field, is: Value };
    case 'GREATER_THAN':
      return { field, moreThan: Value };
    case 'LESS_THAN':
      return { field, lessThan: Value };
    case 'GREATER_THAN_OR_EQUAL':
      return { field, atLeast: Value };
    case 'LESS_THAN_OR_EQUAL':
      return { field, atMost: Value };
  }
}
