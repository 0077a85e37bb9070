/**
 * The named points of the crash run: every call between the engine and one of its ports, before it is made and after it was done. The
 * process kills itself there, so each step of a message's way is cut from the next on purpose and not by luck.
 */
export interface Point {
  /** When in the life of a workspace it is passed. */
  readonly phase: 'import' | 'plan' | 'send' | 'finish';
  readonly port: 'customers' | 'campaigns' | 'plan' | 'limits' | 'ledger' | 'suppressions' | 'carriers';
  readonly method: string;
  /**
   * `within`: another thread kills while the call is under way, at a random moment. `torn`: half a line is in the carriers' journal.
   * `checkpoint`: another connection is moving the WAL into the database.
   */
  readonly when: 'before' | 'after' | 'within' | 'torn' | 'checkpoint';
  /** Calls that count; absent: all. */
  readonly of?: 'outcomes' | 'settling' | 'to running' | 'to finished';
  /** It is the n-th such call of the process, n drawn from 1 to this. */
  readonly upTo: number;
}

export const POINTS = {
  'import: before a batch': {
    phase: 'import',
    port: 'customers',
    method: 'upsert',
    when: 'before',
    upTo: 10,
  },
  'import: within a batch': {
    phase: 'import',
    port: 'customers',
    method: 'upsert',
    when: 'within',
    upTo: 10,
  },
  'import: after a batch': { phase: 'import', port: 'customers', method: 'upsert', when: 'after', upTo: 10 },
  'plan: before the draft': { phase: 'plan', port: 'campaigns', method: 'create', when: 'before', upTo: 1 },
  'plan: after the draft': { phase: 'plan', port: 'campaigns', method: 'create', when: 'after', upTo: 1 },
  'plan: after an old half plan was dropped': {
    phase: 'plan',
    port: 'plan',
    method: 'clear',
    when: 'after',
    upTo: 1,
  },
  'plan: before decisions are kept': {
    phase: 'plan',
    port: 'plan',
    method: 'append',
    when: 'before',
    upTo: 2,
  },
  'plan: while decisions are kept': {
    phase: 'plan',
    port: 'plan',
    method: 'append',
    when: 'within',
    upTo: 2,
  },
  'plan: after decisions were kept': {
    phase: 'plan',
    port: 'plan',
    method: 'append',
    when: 'after',
    upTo: 2,
  },
  'plan: before it is set': {
    phase: 'plan',
    port: 'campaigns',
    method: 'setPlanned',
    when: 'before',
    upTo: 1,
  },
  'plan: after it was set': {
    phase: 'plan',
    port: 'campaigns',
    method: 'setPlanned',
    when: 'after',
    upTo: 1,
  },
  'launch: before it runs': {
    phase: 'plan',
    port: 'campaigns',
    method: 'move',
    when: 'before',
    of: 'to running',
    upTo: 1,
  },
  'launch: after it runs': {
    phase: 'plan',
    port: 'campaigns',
    method: 'move',
    when: 'after',
    of: 'to running',
    upTo: 1,
  },
  'recover: before what was being sent is unknown': {
    phase: 'send',
    port: 'ledger',
    method: 'stuck',
    when: 'after',
    upTo: 1,
  },
  'feed: before a page': { phase: 'send', port: 'plan', method: 'page', when: 'before', upTo: 3 },
  'feed: after a page': { phase: 'send', port: 'plan', method: 'page', when: 'after', upTo: 3 },
  'claim: after messages were loaded': {
    phase: 'send',
    port: 'plan',
    method: 'load',
    when: 'after',
    upTo: 20,
  },
  'slot: before a reservation': { phase: 'send', port: 'limits', method: 'reserve', when: 'before', upTo: 5 },
  'slot: after a reservation': { phase: 'send', port: 'limits', method: 'reserve', when: 'after', upTo: 5 },
  'intend: before the commit': { phase: 'send', port: 'ledger', method: 'intend', when: 'before', upTo: 12 },
  'intend: within the commit': { phase: 'send', port: 'ledger', method: 'intend', when: 'within', upTo: 12 },
  'intend: after the commit, before the call': {
    phase: 'send',
    port: 'ledger',
    method: 'intend',
    when: 'after',
    upTo: 12,
  },
  'call: asked, not accepted': {
    phase: 'send',
    port: 'carriers',
    method: 'receive',
    when: 'before',
    upTo: 60,
  },
  'call: asked, the carrier wrote half a line': {
    phase: 'send',
    port: 'carriers',
    method: 'receive',
    when: 'torn',
    upTo: 60,
  },
  'call: accepted, not answered': {
    phase: 'send',
    port: 'carriers',
    method: 'receive',
    when: 'after',
    upTo: 60,
  },
  'record: answered, not recorded': {
    phase: 'send',
    port: 'ledger',
    method: 'apply',
    when: 'before',
    of: 'outcomes',
    upTo: 12,
  },
  'record: within the commit': {
    phase: 'send',
    port: 'ledger',
    method: 'apply',
    when: 'within',
    of: 'outcomes',
    upTo: 12,
  },
  'record: after': {
    phase: 'send',
    port: 'ledger',
    method: 'apply',
    when: 'after',
    of: 'outcomes',
    upTo: 12,
  },
  'throttle: before the rate falls': {
    phase: 'send',
    port: 'limits',
    method: 'throttled',
    when: 'before',
    upTo: 1,
  },
  'fold: before': { phase: 'send', port: 'ledger', method: 'fold', when: 'before', upTo: 12 },
  'fold: within the commit': { phase: 'send', port: 'ledger', method: 'fold', when: 'within', upTo: 12 },
  'fold: after': { phase: 'send', port: 'ledger', method: 'fold', when: 'after', upTo: 12 },
  'opt-out: before it is kept': {
    phase: 'send',
    port: 'suppressions',
    method: 'add',
    when: 'before',
    upTo: 1,
  },
  'settle: before': {
    phase: 'send',
    port: 'ledger',
    method: 'apply',
    when: 'before',
    of: 'settling',
    upTo: 4,
  },
  'settle: after, before the queue has it': {
    phase: 'send',
    port: 'ledger',
    method: 'apply',
    when: 'after',
    of: 'settling',
    upTo: 4,
  },
  'fallback: before': { phase: 'send', port: 'ledger', method: 'fallBack', when: 'before', upTo: 8 },
  'fallback: within the commit': {
    phase: 'send',
    port: 'ledger',
    method: 'fallBack',
    when: 'within',
    upTo: 8,
  },
  'fallback: after': { phase: 'send', port: 'ledger', method: 'fallBack', when: 'after', upTo: 8 },
  'checkpoint: under way': {
    phase: 'send',
    port: 'ledger',
    method: 'apply',
    when: 'checkpoint',
    of: 'outcomes',
    upTo: 12,
  },
  'finish: before': {
    phase: 'finish',
    port: 'campaigns',
    method: 'move',
    when: 'before',
    of: 'to finished',
    upTo: 1,
  },
  'finish: after': {
    phase: 'finish',
    port: 'campaigns',
    method: 'move',
    when: 'after',
    of: 'to finished',
    upTo: 1,
  },
} as const satisfies Record<string, Point>;

export type PointName = keyof typeof POINTS;

export const POINT_NAMES = Object.keys(POINTS).filter((name): name is PointName => name in POINTS);
