import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fields, recount } from '../../../test/support/pinpoint-recount.ts';
import { MemoryCustomerStore } from '../../adapters/memory/customer-store.ts';
import { MemoryState } from '../../adapters/memory/memory-state.ts';
import { MemorySuppressionStore } from '../../adapters/memory/suppression-store.ts';
import { importPinpoint } from './import-pinpoint.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;

const word = fc.constantFrom('red', 'green', 'blue', 'bluegreen');
const day = fc
  .integer({ min: -40, max: 0 })
  .map((days) => new Date(NOW + days * DAY_MS - 3_600_000).toISOString());
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** One endpoint a user: where there are several, a segment may tell apart what a customer does not. */
const endpoint = fc.record({
  ChannelType: fc.constantFrom('SMS', 'IN_APP', 'EMAIL'),
  EffectiveDate: day,
  Attributes: fc.record({
    Colour: maybe(fc.uniqueArray(word, { maxLength: 3 })),
    Day: maybe(day.map((at) => [at])),
  }),
  Metrics: fc.record({ Points: maybe(fc.integer({ min: 0, max: 4 })) }),
  Demographic: fc.record({ Platform: maybe(fc.constantFrom('iOS', 'Android')) }),
  Location: fc.record({ Country: maybe(fc.constantFrom('US', 'PT')) }),
  User: fc.record({ UserAttributes: fc.record({ Tier: maybe(word.map((tier) => [tier])) }) }),
});

const words = fc.uniqueArray(word, { minLength: 1, maxLength: 2 });
const setType = fc.constantFrom('INCLUSIVE', 'EXCLUSIVE');
const wordRule = fc.record({
  AttributeType: fc.constantFrom('INCLUSIVE', 'EXCLUSIVE', 'CONTAINS'),
  Values: words,
});
const dayRule = fc.oneof(
  fc.record({ AttributeType: fc.constantFrom('BEFORE', 'AFTER', 'ON'), Values: fc.tuple(day) }),
  fc.record({
    AttributeType: fc.constant('BETWEEN'),
    Values: fc.tuple(day, day).map((days) => days.toSorted((a, b) => (a < b ? -1 : 1))),
  }),
);
const operator = fc.constantFrom(
  'EQUAL',
  'GREATER_THAN',
  'LESS_THAN',
  'GREATER_THAN_OR_EQUAL',
  'LESS_THAN_OR_EQUAL',
);
const dimensions = fc.oneof(
  fc.record({ Attributes: fc.record({ Colour: wordRule }) }),
  fc.record({ Attributes: fc.record({ Day: dayRule }) }),
  fc.record({
    UserAttributes: fc.record({ Tier: wordRule }),
    Metrics: fc.record({
      Points: fc.record({ ComparisonOperator: operator, Value: fc.integer({ min: 0, max: 4 }) }),
    }),
  }),
  fc.record({
    Demographic: fc.record({ Platform: fc.record({ DimensionType: setType, Values: fc.constant(['iOS']) }) }),
  }),
  fc.record({
    Demographic: fc.record({
      Channel: fc.record({ DimensionType: setType, Values: fc.constant(['SMS', 'EMAIL']) }),
    }),
  }),
  fc.record({
    Location: fc.record({ Country: fc.record({ DimensionType: setType, Values: fc.constant(['PT']) }) }),
  }),
  fc.record({
    Behavior: fc.record({
      Recency: fc.record({
        Duration: fc.constantFrom('HR_24', 'DAY_7', 'DAY_30'),
        RecencyType: fc.constantFrom('ACTIVE', 'INACTIVE'),
      }),
    }),
  }),
);
const match = fc.constantFrom('ALL', 'ANY', 'NONE');
const group = fc.record({
  Type: match,
  SourceType: match,
  Dimensions: fc.array(dimensions, { maxLength: 3 }),
});
const segment = fc.record({
  SegmentGroups: fc.record({ Include: match, Groups: fc.array(group, { maxLength: 3 }) }),
});

test('any segment has as many customers by its audience, by its own rules, and by a third count', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(endpoint, { minLength: 1, maxLength: 12 }), segment, async (given, rules) => {
      const endpoints = given.map((each, i) => ({
        ...each,
        Id: `e${i}`,
        User: { ...each.User, UserId: `u${i}` },
        ...(each.ChannelType === 'SMS' ? { Address: `+1425555${1000 + i}` } : {}),
        ...(each.ChannelType === 'EMAIL' ? { Address: `a${i}@example.com` } : {}),
      }));
      const lines = endpoints.map((each) => `${JSON.stringify(each)}\n`);
      const wrapped = JSON.stringify({
        SegmentResponse: { Id: 's', Name: 'S', SegmentType: 'DIMENSIONAL', ...rules },
      });
      const report = await importPinpoint({
        files: [
          { name: 'part-0', open: () => bytes(lines.join('')) },
          { name: 'segment', open: () => bytes(wrapped) },
        ],
        customers: new MemoryCustomerStore(),
        suppressions: new MemorySuppressionStore(new MemoryState()),
        keyOf: (channel, address) => channel + address,
        now: NOW,
        importList: (file, read) =>
          read({ source: file.open(), name: file.name, rejects: { write: async () => undefined } }),
        save: (folder, name) => `${folder}/${name}`,
      });
      expect(report.endpoints.used).toBe(endpoints.length);
      const raw = lines.map((line) => fields(JSON.parse(line)));
      const expected = recount(fields(JSON.parse(JSON.stringify(rules))), [], raw, NOW);
      expect(report.segments).toMatchObject([{ inFiles: expected, recount: expected }]);
    }),
    { numRuns: 400 },
  );
});

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
