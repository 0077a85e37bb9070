import { z } from 'zod';
import { ANY_PERIOD, boundedPeriodSchema, periodSchema } from './period.ts';
import { AMONG, happening, PARTS } from './query-parts.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const QUERY: JsonSchema = { $ref: '#/$defs/query' };
const PERIOD: JsonSchema = { $ref: '#/$defs/period' };
const HAPPENING: JsonSchema = { $ref: '#/$defs/happening' };

/** The tree as JSON schema 2020-12, to be put into `$defs` of whoever uses it; `query` is the whole. */
export function queryDefinitions(): Readonly<Record<'query' | 'period' | 'happening', JsonSchema>> {
  const parts = Object.values(PARTS).map(jsonSchemaOf);
  const branches = [
    branch('and', { type: 'array', minItems: 1, items: QUERY }),
    branch('or', { type: 'array', minItems: 1, items: QUERY }),
    branch('not', QUERY),
  ];
  return {
    query: { anyOf: [...parts, ...branches] },
    period: jsonSchemaOf(ANY_PERIOD),
    happening: jsonSchemaOf(z.union(happening.options)),
  };
}

/** All of it, as `docs/audience-query.schema.json` publishes it. It is what the reader takes, but for a few things that only the reader tells. */
export function queryJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Audience query of ai-cpaas',
    description:
      'Whom a campaign is for: at most 8 levels and 100 parts. See docs/campaigns.md#audience for what each part means.',
    ...QUERY,
    $defs: queryDefinitions(),
  };
}

function branch(key: string, inner: JsonSchema): JsonSchema {
  return { type: 'object', properties: { [key]: inner }, required: [key], additionalProperties: false };
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === periodSchema || zodSchema === boundedPeriodSchema) Object.assign(jsonSchema, PERIOD);
      if (zodSchema === happening) {
        Reflect.deleteProperty(jsonSchema, 'anyOf');
        Object.assign(jsonSchema, HAPPENING);
      }
      if (zodSchema === AMONG) Object.assign(jsonSchema, QUERY);
    },
  });
  return rest;
}
