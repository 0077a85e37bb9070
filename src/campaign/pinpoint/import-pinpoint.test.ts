import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { MemoryCustomerStore } from '../../adapters/memory/customer-store.ts';
import { MemoryState } from '../../adapters/memory/memory-state.ts';
import { MemorySuppressionStore } from '../../adapters/memory/suppression-store.ts';
import { fields, list, recount, text } from '../../../test/support/pinpoint-recount.ts';
import { campaignDefinition } from '../definition.ts';
import { importPinpoint } from './import-pinpoint.ts';
import type { PinpointFile } from './sort-files.ts';

const FOLDER = fileURLToPath(new URL('../../../test/fixtures/pinpoint', import.meta.url));
const NOW = Date.UTC(2026, 10, 22, 12);

function fixture(name: string): Uint8Array {
  return readFileSync(join(FOLDER, name));
}

function file(name: string, bytes: Uint8Array | string): PinpointFile {
  return {
    name,
    async *open() {
      yield typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    },
  };
}

/** What `aws pinpoint` saved, with the export packed as it comes. */
function everything(): readonly PinpointFile[] {
  return readdirSync(FOLDER).map((name) =>
    name === 'endpoints.ndjson' ? file('part-0.gz', gzipSync(fixture(name))) : file(name, fixture(name)),
  );
}

function place() {
  const customers = new MemoryCustomerStore();
  const suppressions = new MemorySuppressionStore(new MemoryState());
  const saved = new Map<string, object>();
  const rejects: string[] = [];
  const take = (files: readonly PinpointFile[]) =>
    importPinpoint({
      files,
      customers,
      suppressions,
      keyOf: (channel, address) => `${channel} ${address}`,
      now: NOW,
      importList: (given, read) =>
        read({
          source: given.open(),
          name: given.name,
          rejects: { write: async (line) => void rejects.push(line) },
        }),
      save(folder, name, document) {
        saved.set(`${folder}/${name}`, document);
        return `${folder}/${name}`;
      },
    });
  return { customers, suppressions, saved, rejects, take };
}

test('several endpoints of a user become one customer', async () => {
  const { customers, take } = place();
  const report = await take([file('part-0.gz', gzipSync(fixture('endpoints.ndjson')))]);
  expect(await customers.find('u-42')).toMatchObject({
    firstName: 'Ana',
    addresses: { sms: '+14255550123', email: 'ana@example.com' },
    consent: { sms: true, email: true },
    country: 'US',
    city: 'Seattle',
    timezone: 'America/Los_Angeles',
    language: 'en-US',
    signupAt: Date.parse('2025-01-02T03:04:05.678Z'),
    attributes: {
      interests: ['running', 'music'],
      tier: 'gold',
      metric_purchases: 3,
      cohort_id: 37,
      platform: 'iOS',
      region: 'WA',
      postal_code: 98101,
      latitude: 47.6,
      pinpoint_channels: ['SMS', 'EMAIL', 'GCM'],
      effective_date: '2026-02-03T04:05:06.789Z',
      effective_date_email: '2026-02-01T00:00:00.000Z',
    },
  });
  // A number without +, with the country beside it.
  expect(await customers.find('u-43')).toMatchObject({
    addresses: { sms: '+351912345678', email: 'bruno@example.pt' },
    consent: { sms: false, email: true },
    language: 'pt-PT',
    attributes: { device_make: 'LG' },
  });
  expect((await customers.find('u-44'))?.addresses).toEqual({ email: 'carla@example.com' });
  // Without a user the endpoint is the customer; an inactive address is not used.
  expect(await customers.find('d1')).toMatchObject({ addresses: {}, attributes: { interests: 'cooking' } });
  // An address that only an attribute names is used, and nothing is known about consent to it.
  expect(await customers.find('u-45')).toMatchObject({
    addresses: { sms: '+14255550188', email: 'eve@example.com' },
    consent: { sms: true },
  });
  expect((await customers.find('u-45'))?.consent.email).toBeUndefined();
  expect(report).toMatchObject({
    endpoints: {
      read: 13,
      used: 10,
      rejected: 3,
      inactive: 1,
      byChannel: { SMS: 3, EMAIL: 4, GCM: 1, VOICE: 1, IN_APP: 1 },
    },
    customers: { named: 6, added: 6 },
    otherAddresses: { sms: 0, email: 1 },
    withoutHome: {
      ApplicationId: 10,
      RequestId: 10,
      'Id (where there is a User.UserId)': 9,
      'Address (GCM)': 1,
    },
  });
  expect(report.lists[0]).toMatchObject({
    gzip: true,
    byReason: { bad_phone: 1, bad_channel_type: 1, bad_json: 1 },
  });
});

test('no opt-out is lost, whatever became of its endpoint, and doing it again changes nothing', async () => {
  const { customers, suppressions, take } = place();
  const files = [file('part-0', fixture('endpoints.ndjson'))];
  const first = await take(files);
  expect(first.optOuts).toEqual({ endpoints: 2, added: 4, known: 0 });
  const keys = ['+351912345678', '+14255550177'].flatMap((phone) => [`sms ${phone}`, `whatsapp ${phone}`]);
  expect([...(await suppressions.find(keys)).values()].map(({ reason }) => reason)).toEqual(
    keys.map(() => 'opted_out'),
  );
  expect(await suppressions.count()).toBe(4);
  const before = await customers.findByIds(['u-42', 'u-43', 'u-44', 'd1', 'u-45', 'u-48']);
  const again = await take(files);
  expect(again).toMatchObject({
    customers: { named: 6, added: 0 },
    optOuts: { endpoints: 2, added: 0, known: 4 },
  });
  expect(await customers.findByIds(['u-42', 'u-43', 'u-44', 'd1', 'u-45', 'u-48'])).toEqual(before);
});

test('a no that came later stays, when the export is imported again', async () => {
  const { customers, take } = place();
  const files = [file('part-0', fixture('endpoints.ndjson'))];
  await take(files);
  await customers.upsert([{ id: 'u-42', addresses: {}, consent: { sms: false }, attributes: {} }]);
  await take(files);
  expect((await customers.find('u-42'))?.consent).toEqual({ sms: false, email: true });
});

const FILE = z.record(z.string(), z.json());

test('segments count as a recount of the files by their own rules', async () => {
  const { take, saved } = place();
  const report = await take(everything().filter(({ name }) => !/^(import|user-)/.test(name)));
  const usable = ['f1', 'g1'];
  const endpoints = new TextDecoder()
    .decode(fixture('endpoints.ndjson'))
    .split('\n')
    .slice(0, -2)
    .map((line) => FILE.parse(JSON.parse(line)))
    .filter(({ Id }) => !usable.includes(text(Id)));
  const saves = [FILE.parse(JSON.parse(new TextDecoder().decode(fixture('segments.json'))))];
  const gold = FILE.parse(JSON.parse(new TextDecoder().decode(fixture('segment-gold.json'))));
  const segments = [
    ...list(fields(saves[0]?.['SegmentsResponse'])['Item']).map(fields),
    fields(gold['SegmentResponse']),
  ];
  const counts = report.segments.map(({ name, inFiles, recount: own }) => [name, inFiles, own]);
  const expected = segments.map((segment) => {
    const name = text(segment['Name']);
    if (name === 'Imported list') return [name, 0, 0];
    if (name === 'Near Seattle') return [name, null, null];
    const count = recount(segment, segments, endpoints, NOW);
    return [name, count, count];
  });
  expect(counts).toHaveLength(expected.length);
  expect(counts).toEqual(expect.arrayContaining(expected));
  expect(new Set(expected.map(([, count]) => count)).size).toBeGreaterThan(4);
  expect(saved.get('segments/gold-active-buyers')).toEqual({
    audience: {
      and: [
        { field: 'tier', is: 'gold' },
        { field: 'metric_purchases', moreThan: 2 },
      ],
    },
  });
  expect(report.segments.find(({ name }) => name === 'Near Seattle')).toMatchObject({
    file: null,
    notes: ['Location.GPSPoint is a circle on the map'],
  });
});

test('where the tree sees the customer and the segment one endpoint, the report says so', async () => {
  const { take } = place();
  const lines = [
    '"SMS","Address":"+14255550123","Attributes":{"Likes":["tea"]}',
    '"EMAIL","Address":"a@example.com"',
  ];
  const report = await take([
    file(
      'part-0',
      lines.map((rest, i) => `{"Id":"${i}","User":{"UserId":"u"},"ChannelType":${rest}}\n`).join(''),
    ),
    file(
      'segment.json',
      '{"SegmentResponse":{"Name":"No tea","Dimensions":{"Attributes":{"Likes":{"AttributeType":"EXCLUSIVE","Values":["tea"]}}}}}',
    ),
  ]);
  expect(report.segments[0]).toMatchObject({ inFiles: 0, recount: 1 });
  expect(report.segments[0]?.notes.join()).toContain('the two counts differ');
});

test('the members of an imported segment are those of its file', async () => {
  const { take, customers } = place();
  const report = await take(everything());
  expect(report.segments.find(({ name }) => name === 'Imported list')).toMatchObject({
    inFiles: 2,
    recount: 2,
  });
  expect(await customers.find('v-1')).toMatchObject({
    firstName: 'Vera',
    addresses: { sms: '+14255550199', email: 'vera@example.com' },
    country: 'CA',
    attributes: { interests: ['running', 'music'], metric_purchases: 3, pinpoint_segments: 'Imported list' },
  });
  expect(await customers.find('w-1')).toMatchObject({
    firstName: 'Wim',
    attributes: { interests: ['running', 'music'] },
  });
  expect(await customers.find('u-49')).toMatchObject({ firstName: 'Xenia' });
});

test('campaigns become campaign files that can be planned', async () => {
  const { take, saved } = place();
  const report = await take(everything());
  expect(report.campaigns).toMatchObject([
    {
      name: 'Lost segment',
      files: ['campaigns/lost-segment'],
      notes: [
        'its segment s-gone was not given or cannot be said: the file is for nobody until you write its audience',
        'it came again (DAILY): a campaign file is sent once, so launch a copy each time',
        'its start lies in the past and was left out',
      ],
    },
    {
      name: 'Spring Sale 2027!',
      files: ['campaigns/spring-sale-2027-sms', 'campaigns/spring-sale-2027-email'],
    },
  ]);
  const sms = campaignDefinition.parse(saved.get('campaigns/spring-sale-2027-sms'));
  expect(sms).toMatchObject({
    name: 'Spring Sale 2027!',
    messageType: 'promotional',
    channels: ['sms'],
    startAt: '2027-03-01T03:30:00.000Z',
    quietHours: { start: '21:00', end: '08:00' },
    frequencyCap: { messages: 2, within: '24h' },
    limit: { partsPerSecond: 50 },
    expiresAfter: '3600s',
    templates: { sms: { text: 'Hi {{ first_name }}, {{ tier | upcase }} members save today.' } },
  });
  expect(sms.audience).toEqual({
    and: [
      { field: 'tier', is: 'gold' },
      { field: 'metric_purchases', moreThan: 2 },
      { share: 90, seed: 'c-1' },
    ],
  });
  const email = campaignDefinition.parse(saved.get('campaigns/spring-sale-2027-email'));
  expect(email.templates.email).toMatchObject({
    subject: 'For you, {{ first_name | default: "friend" }}',
    text: 'Hi {{ first_name | default: "friend" }}\n{% if interests %}More & more {{ interests }}\n{% endif %}',
  });
  expect(campaignDefinition.parse(saved.get('campaigns/lost-segment')).audience).toEqual({
    not: { all: true },
  });
  expect(report.withoutHome).toMatchObject({
    'Campaign.Limits.Total': 1,
    'Campaign.Priority': 1,
    'Campaign.MessageConfiguration.SMSMessage.SenderId': 1,
    'Campaign.MessageConfiguration.GCMMessage.Body': 1,
    JourneyResponse: 1,
    'Segment.tags': 12,
  });
});

test('templates become parts of campaign files', async () => {
  const { take, saved } = place();
  const report = await take(everything());
  expect(saved.get('templates/sms-otp')).toEqual({
    templates: {
      sms: {
        text: `{{ first_name | default: "there" }} in {{ city }}: {{ metric_purchases }} orders, {{ loyalty_tier | default: 'no "tier"' }}`,
      },
    },
  });
  expect(report.templates.find(({ name }) => name === 'address')).toEqual({
    name: 'address',
    files: [],
    notes: ['{{Address}} has no counterpart: texts cannot name it'],
  });
});

test('rubbish in every place costs its row or its file, and nothing else', async () => {
  const good = '{"Id":"ok","ChannelType":"SMS","Address":"+14255550123"}\n';
  const packed = gzipSync(good.repeat(2_000));
  const { take, customers, rejects } = place();
  const report = await take([
    file(
      'wrong-types',
      '{"Id":7,"ChannelType":"SMS","Address":["+14255550124"],"Attributes":"x","Metrics":{"a":"b"},"User":[1],"OptOut":{"a":1},"EffectiveDate":5}\n{"Id":{},"ChannelType":{},"Address":{}}\n[1]\nnull\n"x"\n' +
        good,
    ),
    file(
      'long-line',
      `{"Id":"long","ChannelType":"SMS","Address":"+14255550125","Attributes":{"x":["${'y'.repeat(50_000_000)}"]}}\n${good}`,
    ),
    file('cut.gz', packed.subarray(0, packed.length - 12)),
    file('broken.gz', Buffer.concat([packed.subarray(0, 40), Buffer.alloc(40, 7)])),
    file('array.json', '[1,2,3]'),
    file('empty', ''),
    file('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])),
    file(
      'bad-segment.json',
      '{"SegmentResponse":{"Name":"Bad","SegmentType":"DIMENSIONAL","SegmentGroups":{"Groups":[{"Dimensions":[{"Attributes":7}]}]}}}',
    ),
    file(
      'unknown-dimension.json',
      '{"SegmentResponse":{"Name":"New","SegmentGroups":{"Groups":[{"Dimensions":[{"Weather":{"Values":["rain"]}}]}]}}}',
    ),
    file(
      'itself.json',
      '{"SegmentResponse":{"Id":"me","Name":"Me","SegmentGroups":{"Groups":[{"SourceSegments":[{"Id":"me"}]}]}}}',
    ),
  ]);
  expect((await customers.find('ok'))?.addresses.sms).toBe('+14255550123');
  expect(await customers.find('7')).toMatchObject({ addresses: { sms: '+14255550124' } });
  expect(await customers.find('long')).toBeUndefined();
  expect(report.lists.find(({ name }) => name === 'long-line')).toMatchObject({
    usable: 1,
    byReason: { too_long: 1 },
  });
  expect(report.lists.find(({ name }) => name === 'cut.gz')?.incomplete).toContain('cut.gz');
  expect(report.unreadable.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['array.json', 'Bad', 'New']),
  );
  expect(report.segments).toMatchObject([{ name: 'Me', file: null, recount: null }]);
  expect(rejects.join('').length).toBeLessThan(100_000);
});

test('a text with a semicolon is one value, as in Pinpoint', async () => {
  const { take, customers } = place();
  const report = await take([
    file('part-0', '{"Id":"1","ChannelType":"IN_APP","Attributes":{"Size":["S;M"],"Note":["[1]"]}}\n'),
    file(
      'segment.json',
      '{"SegmentResponse":{"Name":"S","Dimensions":{"Attributes":{"Size":{"Values":["S;M"]}}}}}',
    ),
  ]);
  expect((await customers.find('1'))?.attributes).toMatchObject({ size: 'S;M', note: '[1]' });
  expect(report.segments[0]).toMatchObject({ inFiles: 1, recount: 1 });
});
