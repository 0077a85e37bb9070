/* A second reading of segments, from the documents and the raw lines alone: it shares no code with src/audience/pinpoint. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

/** What stands there as text. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function fields(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function list(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : value === undefined || value === null ? [] : [value];
}

/** Users in a segment: those of whom at least one endpoint is in it. */
export function recount(
  segment: Fields,
  segments: readonly Fields[],
  endpoints: readonly Fields[],
  now: number,
): number {
  const members = endpoints.filter((endpoint) => isIn(segment, endpoint, segments, now));
  return new Set(members.map((endpoint) => fields(endpoint['User'])['UserId'] ?? endpoint['Id'])).size;
}

function isIn(segment: Fields, endpoint: Fields, segments: readonly Fields[], now: number): boolean {
  const groups = fields(segment['SegmentGroups']);
  const verdicts = list(groups['Groups']).map((each) => {
    const group = fields(each);
    const dimensions = list(group['Dimensions']).map((one) => holds(fields(one), endpoint, now));
    const sources = list(group['SourceSegments']).map((one) => {
      const source = segments.find(({ Id }) => Id === fields(one)['Id']);
      if (source === undefined) throw new Error('There is no such segment.');
      return isIn(source, endpoint, segments, now);
    });
    return combine(group['Type'], dimensions) && combine(group['SourceType'], sources);
  });
  return combine(groups['Include'], verdicts) && holds(fields(segment['Dimensions']), endpoint, now);
}

function combine(how: Json | undefined, verdicts: readonly boolean[]): boolean {
  if (verdicts.length === 0) return true;
  const trues = verdicts.filter((verdict) => verdict).length;
  return how === 'ANY' ? trues > 0 : how === 'NONE' ? trues === 0 : trues === verdicts.length;
}

function holds(dimensions: Fields, endpoint: Fields, now: number): boolean {
  const user = fields(endpoint['User']);
  const attributes = (of: Json | undefined, rules: Json | undefined) =>
    Object.entries(fields(rules)).every(([name, rule]) =>
      attributeHolds(list(fields(of)[name]).map(text), fields(rule)),
    );
  const metrics = Object.entries(fields(dimensions['Metrics'])).every(([name, rule]) => {
    const value = fields(endpoint['Metrics'])[name];
    const { ComparisonOperator, Value } = fields(rule);
    if (typeof value !== 'number' || typeof Value !== 'number') return false;
    return (
      {
        EQUAL: value === Value,
        GREATER_THAN: value > Value,
        LESS_THAN: value < Value,
        GREATER_THAN_OR_EQUAL: value >= Value,
        LESS_THAN_OR_EQUAL: value <= Value,
      }[text(ComparisonOperator)] ?? false
    );
  });
  const demographic = Object.entries(fields(dimensions['Demographic'])).every(([name, rule]) => {
    const value = name === 'Channel' ? endpoint['ChannelType'] : fields(endpoint['Demographic'])[name];
    return setHolds(value, fields(rule));
  });
  const country = fields(dimensions['Location'])['Country'];
  const location =
    country === undefined || setHolds(fields(endpoint['Location'])['Country'], fields(country));
  const recency = fields(fields(dimensions['Behavior'])['Recency']);
  const days = { HR_24: 1, DAY_7: 7, DAY_14: 14, DAY_30: 30 }[text(recency['Duration'])];
  const isActive =
    days !== undefined && Date.parse(text(endpoint['EffectiveDate'])) >= now - days * 86_400_000;
  const behaviour = days === undefined || (recency['RecencyType'] === 'ACTIVE') === isActive;
  return (
    attributes(endpoint['Attributes'], dimensions['Attributes']) &&
    attributes(user['UserAttributes'], dimensions['UserAttributes']) &&
    metrics &&
    demographic &&
    location &&
    behaviour
  );
}

function setHolds(value: Json | undefined, rule: Fields): boolean {
  const isThere = value !== undefined && list(rule['Values']).includes(value);
  return rule['DimensionType'] === 'EXCLUSIVE' ? !isThere : isThere;
}

function attributeHolds(values: readonly string[], rule: Fields): boolean {
  const wanted = list(rule['Values']).map(text);
  const times = wanted.map((text) => Date.parse(text));
  const [first = 0] = times;
  const last = times.at(-1) ?? 0;
  switch (text(rule['AttributeType'])) {
    case 'EXCLUSIVE':
      return !values.some((value) => wanted.includes(value));
    case 'CONTAINS':
      return values.some((value) => wanted.some((part) => value.includes(part)));
    case 'BEFORE':
      return values.some((value) => Date.parse(value) < first);
    case 'AFTER':
      return values.some((value) => Date.parse(value) > first);
    case 'ON':
      return values.some((value) => wanted.some((day) => value.slice(0, 10) === day.slice(0, 10)));
    case 'BETWEEN':
      return values.some((value) => Date.parse(value) >= first && Date.parse(value) <= last);
    default:
      return values.some((value) => wanted.includes(value));
  }
}
