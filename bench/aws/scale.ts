/** What sending asks of one part of AWS, and what that part gives before anybody asks for more. */
interface Demand {
  readonly part: string;
  /** Of it, for each message a second. */
  readonly perMessage: number;
  readonly given: number;
  readonly unit: string;
}

/** Messages a second of one dispatcher of 512 MB, 0.29 of a processor, at the processor time that `npm run bench aws-cost` measures. */
const DISPATCHER_PER_SECOND = 70;
/** Receipts a second of one delivery processor of the same size. */
const PROCESSOR_PER_SECOND = 100;

/**
 * For an SMS of one part without fallback, and one receipt. Writes are those that `npm run bench aws-cost` counts; what is given is aws-facts 1.3,
 * 5.1, 5.4 and 5.5 (us-east-1), and the template's own parameters.
 */
const DEMANDS: readonly Demand[] = [
  { part: 'Origins', perMessage: 1 / 100, given: 1, unit: 'US short codes of 100 parts/s' },
  { part: 'Dispatchers', perMessage: 1 / DISPATCHER_PER_SECOND, given: 5, unit: 'at once' },
  { part: 'Delivery processors', perMessage: 1 / PROCESSOR_PER_SECOND, given: 10, unit: 'at once' },
  { part: 'Table delivery-tracking', perMessage: 3, given: 4_000, unit: 'write units/s' },
  { part: 'Its customer-index', perMessage: 1, given: 4_000, unit: 'write units/s' },
  { part: 'EventBridge to the events queue', perMessage: 1, given: 18_750, unit: 'events/s' },
];

export const RATES = [100, 1_000, 10_000] as const;

/** The table of docs/scale.md: what each part gives a new account, and what is asked of it; in bold what is more than that. */
export function scaleTable(): string {
  const cell = (amount: number, given: number) => {
    const text = Math.ceil(amount).toLocaleString('en-US');
    return amount > given ? `**${text}**` : text;
  };
  const rows = DEMANDS.map(({ part, perMessage, given, unit }) => [
    part,
    `${given.toLocaleString('en-US')} ${unit}`,
    ...RATES.map((rate) => cell(rate * perMessage, given)),
  ]);
  const head = ['', 'at first', ...RATES.map((rate) => `${rate.toLocaleString('en-US')} messages/s`)];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
