import type { Scalar } from '../customer.ts';
import { parseTimeSpan } from '../iso-time.ts';
import type {
  AttributeDimension,
  Dimensions,
  Match,
  MetricDimension,
  Segment,
  SetDimension,
} from './segment.ts';

/** The values of an endpoint by Pinpoint's own path: `Attributes.Interests`, `Location.Country`. */
export type EndpointValues = (path: string) => readonly Scalar[];
export type EndpointTest = (values: EndpointValues) => boolean;

const DAY_MS = 86_400_000;
const RECENCY_DAYS = { HR_24: 1, DAY_7: 7, DAY_14: 14, DAY_30: 30 } as const;

/**
 * Whether an endpoint is in a segment by the segment's own rules: letter by letter, on the endpoint as it was exported. It knows nothing
 * of the tree that the segment becomes, so that the two can be compared. `undefined` where the file alone cannot tell. `now`: epoch ms.
 */
export function segmentTest(
  segment: Segment,
  segments: ReadonlyMap<string, Segment>,
  now: number,
  depth = 0,
): EndpointTest | undefined {
  if (segment.SegmentType === 'IMPORT' || depth > 5) return undefined;
  const { SegmentGroups: groups, Dimensions: legacy } = segment;
  const parts: EndpointTest[] = [];
  if (groups !== undefined) {
    const tests: EndpointTest[] = [];
    for (const { Type, SourceType, SourceSegments = [], Dimensions: list = [] } of groups.Groups ?? []) {
      const sources: EndpointTest[] = [];
      for (const { Id } of SourceSegments) {
        const source = segments.get(Id);
        const test = source === undefined ? undefined : segmentTest(source, segments, now, depth + 1);
        if (test === undefined) return undefined;
        sources.push(test);
      }
      const own: EndpointTest[] = [];
      for (const each of list) {
        const test = dimensionsTest(each, now);
        if (test === undefined) return undefined;
        own.push(test);
      }
      tests.push(joined('ALL', [joined(SourceType, sources), joined(Type, own)]));
    }
    parts.push(joined(groups.Include, tests));
  }
  if (legacy !== undefined) {
    const test = dimensionsTest(legacy, now);
    if (test === undefined) return undefined;
    parts.push(test);
  }
  return joined('ALL', parts);
}

function joined(match: Match | undefined, tests: readonly EndpointTest[]): EndpointTest {
  if (tests.length === 0) return () => true;
  switch (match) {
    case 'ANY':
      return (values) => tests.some((test) => test(values));
    case 'NONE':
      return (values) => !tests.some((test) => test(values));
    case 'ALL':
    case undefined:
      return (values) => tests.every((test) => test(values));
  }
}

function dimensionsTest(dimensions: Dimensions, now: number): EndpointTest | undefined {
  const { Attributes = {}, UserAttributes = {}, Metrics = {}, Demographic, Location, Behavior } = dimensions;
  const tests: EndpointTest[] = [];
  for (const [name, dimension] of Object.entries(Attributes))
    tests.push(attributeTest(`Attributes.${name}`, dimension));
  for (const [name, dimension] of Object.entries(UserAttributes))
    tests.push(attributeTest(`User.UserAttributes.${name}`, dimension));
  for (const [name, dimension] of Object.entries(Metrics))
    tests.push(metricTest(`Metrics.${name}`, dimension));
  if (Demographic !== undefined) {
    const { Channel, DeviceType, ...others } = Demographic;
    if (DeviceType !== undefined) return undefined;
    if (Channel !== undefined) tests.push(setTest('ChannelType', Channel));
    for (const [name, dimension] of Object.entries(others))
      if (dimension !== undefined) tests.push(setTest(`Demographic.${name}`, dimension));
  }
  if (Location?.GPSPoint !== undefined && Location.GPSPoint !== null) return undefined;
  if (Location?.Country !== undefined) tests.push(setTest('Location.Country', Location.Country));
  if (Behavior?.Recency !== undefined) {
    const { Duration, RecencyType } = Behavior.Recency;
    const since = now - RECENCY_DAYS[Duration] * DAY_MS;
    tests.push((values) => {
      const isActive = timesOf(values('EffectiveDate')).some((at) => at >= since);
      return RecencyType === 'ACTIVE' ? isActive : !isActive;
    });
  }
  return joined('ALL', tests);
}

function timesOf(values: readonly Scalar[]): readonly number[] {
  return values.flatMap((value) => parseTimeSpan(String(value))?.startAt ?? []);
}

function attributeTest(path: string, { AttributeType, Values }: AttributeDimension): EndpointTest {
  const wanted = new Set(Values);
  const spans = Values.flatMap((value) => parseTimeSpan(value) ?? []).toSorted(
    (a, b) => a.startAt - b.startAt,
  );
  const [first] = spans;
  const last = spans.at(-1);
  const someTime =
    (test: (at: number) => boolean): EndpointTest =>
    (values) =>
      timesOf(values(path)).some(test);
  switch (AttributeType) {
    case 'INCLUSIVE':
      return (values) => values(path).some((value) => wanted.has(String(value)));
    case 'EXCLUSIVE':
      return (values) => !values(path).some((value) => wanted.has(String(value)));
    case 'CONTAINS':
      return (values) => values(path).some((value) => Values.some((part) => String(value).includes(part)));
    case 'BEFORE':
      return someTime((at) => first !== undefined && at < first.startAt);
    case 'AFTER':
      return someTime((at) => first !== undefined && at >= first.endAt);
    case 'ON':
      return someTime((at) =>
        spans.some((span) => Math.floor(at / DAY_MS) === Math.floor(span.startAt / DAY_MS)),
      );
    case 'BETWEEN':
      return someTime(
        (at) => first !== undefined && last !== undefined && at >= first.startAt && at < last.endAt,
      );
  }
}

function metricTest(path: string, { ComparisonOperator, Value }: MetricDimension): EndpointTest {
  const some =
    (test: (n: number) => boolean): EndpointTest =>
    (values) =>
      values(path).some((value) => value !== '' && test(Number(value)));
  switch (ComparisonOperator) {
    case 'EQUAL':
      return some((n) => n === Value);
    case 'GREATER_THAN':
      return some((n) => n > Value);
    case 'LESS_THAN':
      return some((n) => n < Value);
    case 'GREATER_THAN_OR_EQUAL':
      return some((n) => n >= Value);
    case 'LESS_THAN_OR_EQUAL':
      return some((n) => n <= Value);
  }
}

function setTest(path: string, { DimensionType, Values }: SetDimension): EndpointTest {
  const wanted = new Set(Values);
  const isIn: EndpointTest = (values) => values(path).some((value) => wanted.has(String(value)));
  return DimensionType === 'INCLUSIVE' ? isIn : (values) => !isIn(values);
}
