import { z } from 'zod';

const text = z.string().max(2_000);
/** CLIs leave out what is not set, SDKs may write null. */
const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

const setDimension = z.strictObject({
  DimensionType: z.enum(['INCLUSIVE', 'EXCLUSIVE']).default('INCLUSIVE'),
  Values: z.array(text).min(1).max(10_000),
});
const attributeDimension = z.strictObject({
  AttributeType: z
    .enum(['INCLUSIVE', 'EXCLUSIVE', 'CONTAINS', 'BEFORE', 'AFTER', 'ON', 'BETWEEN'])
    .default('INCLUSIVE'),
  Values: z.array(text).min(1).max(10_000),
});
const metricDimension = z.strictObject({
  ComparisonOperator: z.enum([
    'EQUAL',
    'GREATER_THAN',
    'LESS_THAN',
    'GREATER_THAN_OR_EQUAL',
    'LESS_THAN_OR_EQUAL',
  ]),
  Value: z.number(),
});
const dimensions = z.strictObject({
  Attributes: optional(z.record(text, attributeDimension)),
  UserAttributes: optional(z.record(text, attributeDimension)),
  Metrics: optional(z.record(text, metricDimension)),
  Demographic: optional(
    z.strictObject({
      AppVersion: optional(setDimension),
      Channel: optional(setDimension),
      DeviceType: optional(setDimension),
      Make: optional(setDimension),
      Model: optional(setDimension),
      Platform: optional(setDimension),
    }),
  ),
  Location: optional(z.strictObject({ Country: optional(setDimension), GPSPoint: z.unknown().optional() })),
  Behavior: optional(
    z.strictObject({
      Recency: optional(
        z.strictObject({
          Duration: z.enum(['HR_24', 'DAY_7', 'DAY_14', 'DAY_30']),
          RecencyType: z.enum(['ACTIVE', 'INACTIVE']),
        }),
      ),
    }),
  ),
});

const match = z.enum(['ALL', 'ANY', 'NONE']);
const group = z.strictObject({
  Type: optional(match),
  SourceType: optional(match),
  SourceSegments: optional(z.array(z.looseObject({ Id: text }))),
  Dimensions: optional(z.array(dimensions)),
});

/** A segment as `get-segment` gives it (aws-facts 9.5); what has no meaning for who is in it is left as it is. */
export const segmentSchema = z.looseObject({
  Id: optional(text),
  Name: optional(text),
  SegmentType: optional(z.enum(['DIMENSIONAL', 'IMPORT'])),
  Version: optional(z.number()),
  Dimensions: optional(dimensions),
  SegmentGroups: optional(z.strictObject({ Include: optional(match), Groups: optional(z.array(group)) })),
  ImportDefinition: optional(z.looseObject({ S3Url: optional(text) })),
});

export type Segment = z.infer<typeof segmentSchema>;
export type Dimensions = z.infer<typeof dimensions>;
export type AttributeDimension = z.infer<typeof attributeDimension>;
export type MetricDimension = z.infer<typeof metricDimension>;
export type SetDimension = z.infer<typeof setDimension>;
export type Match = z.infer<typeof match>;

/** How long Recency looks back, as a query says it. */
export const RECENCY_SPANS = {
  HR_24: '24 hours',
  DAY_7: '7 days',
  DAY_14: '14 days',
  DAY_30: '30 days',
} as const;

/** The file that the members of an IMPORT segment came from, without its folders. */
export function importFile(segment: Segment): string | undefined {
  const name = segment.ImportDefinition?.S3Url?.split('/').at(-1)?.replace(/\.gz$/i, '');
  return segment.SegmentType !== 'IMPORT' || name === '' ? undefined : name;
}
