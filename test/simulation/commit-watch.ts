import type { Campaign } from '../../src/campaign/campaign-store.ts';
import type { SendRequest } from '../../src/channels/provider.ts';
import { attemptId, type Message, type MessageId, parseMessageId } from '../../src/delivery/message.ts';
import type { MessageState } from '../../src/delivery/state.ts';
import { RANK } from '../../src/delivery/status.ts';
import type { Channel } from '../../src/kernel/channel.ts';
import {
  budgetKept,
  campaignMoves,
  capsKept,
  type Complaint,
  type Intent,
  notFallenBack,
  notOptedOut,
  onTime,
  planStays,
  runsNow,
  statusRises,
} from './commit-invariants.ts';
import type { Watcher } from './facts.ts';
import type { CallFault } from './faults.ts';
import { WORKSPACE_ID } from './scenario.ts';
import type { World } from './world.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Who asked for an effect, and what will happen to the answer. */
interface Actor {
  readonly process: WorkerProcess;
  readonly fault: CallFault | undefined;
}

/** After one of these whoever asked for an intent does not learn in time that it has it. */
const ANSWER_LOST: readonly (CallFault | undefined)[] = ['fail_after', 'hang', 'die_after'];
/** Pause and cancel act within a second. */
const PAUSE_ACTS_MS = 1_000;
/** From the intent to the call, and from a look at the clock to the intent. */
const CALL_LATE_MS = 1_000;

export interface CommitWatch extends Watcher {
  during<T>(process: WorkerProcess, fault: CallFault | undefined, effect: () => T): T;
  called(process: WorkerProcess, channel: Channel, request: SendRequest): void;
}

/** Checks every commit at the moment of it, and every call of a provider before it is made. */
export function watchCommits(world: World): CommitWatch {
  const { facts, history } = world;
  const { scenario } = world;
  const stepMs = scenario.processFaults.includes('clock_step') ? 2 * scenario.skewMs : 0;
  const stoppedAtMs = new Map<string, number>();
  let actor: Actor | undefined;

  const intended = (id: MessageId, before: MessageState | undefined, after: MessageState): void => {
    const message = facts.state.messages.get(id);
    const campaign = message && facts.state.campaigns.get(message.campaignId);
    if (message === undefined || campaign === undefined) {
      world.check('an intent has a message', `message ${id} has an intent and no content`);
      return;
    }
    facts.addAttempt({
      attemptId: attemptId(WORKSPACE_ID, id, after.attempts),
      messageId: id,
      number: after.attempts,
      campaignId: message.campaignId,
      customerKey: parseMessageId(id)?.customerKey ?? '',
      price: message.price,
      intendedAt: after.intendedAt,
      by: actor?.process.name ?? '',
      calls: 0,
      accepted: false,
      refused: false,
      excuse:
        actor === undefined || actor.process.dead
          ? 'its process died'
          : ANSWER_LOST.includes(actor.fault)
            ? 'its intent was not answered'
            : '',
      failed: false,
    });
    const intent: Intent = { id, message, campaign, before, after };
    const checks: Readonly<Record<string, Complaint>> = {
      'nothing starts after pause or cancel': runsNow(intent),
      'nothing starts after an opt-out': notOptedOut(facts, intent),
      'nothing starts early, late or in quiet hours': onTime(intent, after.intendedAt, stepMs),
      'nothing starts after its fallback': notFallenBack(intent),
      'no budget is passed': budgetKept(facts, intent),
      'no frequency cap is passed': capsKept(facts, intent),
    };
    for (const [promise, complaint] of Object.entries(checks))
      world.check(promise, complaint && `${complaint} (${id})`);
  };

  const countTurns = (id: MessageId, before: MessageState | undefined, after: MessageState): void => {
    const campaign = facts.state.campaigns.get(facts.state.messages.get(id)?.campaignId ?? '');
    if (after.status === 'queued' && after.reason === 'quiet_hours') world.count('put off by quiet hours');
    if (after.reason === 'worker_lost') world.count('given up as lost');
    if (before?.status === 'unknown' && RANK[after.status] > RANK.unknown) world.count('unknowns settled');
    if (before?.status === 'failed' && RANK[after.status] > RANK.failed)
      world.count('delivered after failed');
    if (before !== undefined && RANK[after.status] > RANK.sent && campaign?.state !== 'running')
      world.count('receipts after the end');
    if (before?.status === 'sending' && after.doneAt === 0 && RANK[after.status] >= RANK.sent)
      world.count('receipts before the answer');
  };

  return {
    during(process, fault, effect) {
      actor = { process, fault };
      try {
        return effect();
      } finally {
        actor = undefined;
      }
    },

    called(process, channel, { attemptId: echo, origin, parts }) {
      const attempt = facts.attempts.get(echo);
      const state = attempt && facts.state.states.get(attempt.messageId);
      const message = attempt && facts.state.messages.get(attempt.messageId);
      const campaign = attempt && facts.state.campaigns.get(attempt.campaignId);
      history.note(`${process.name} calls ${channel} ${echo}`);
      world.count('calls');
      facts.sends.push({
        at: world.clock.monotonic(),
        parts,
        scopes: ['account', `channel:${channel}`, `origin:${origin.id}`, `campaign:${campaign?.id}`],
      });
      if (attempt === undefined || state === undefined || message === undefined || campaign === undefined) {
        world.check('no call without a committed intent', `attempt ${echo} has no intent`);
        return;
      }
      attempt.calls++;
      if (attempt.calls > 1)
        world.check('one request for an attempt', `attempt ${echo} was called ${attempt.calls} times`);
      if (attempt.by !== process.name)
        world.check('no call without a committed intent', `attempt ${echo} is of ${attempt.by}`);
      if (scenario.skewMs <= 1_000) {
        // A receipt for the attempt before may have come since the intent; to go on is what resending means.
        const open =
          state.attempts === attempt.number &&
          (state.status === 'sending' || RANK[state.status] >= RANK.delivered);
        world.check(
          'no call after the attempt was given up',
          open ? undefined : `attempt ${echo} is ${state.status}, ${state.attempts}`,
        );
      }
      world.check(
        'nothing is sent early, late or in quiet hours',
        onTime({ message, campaign }, process.clock.now(), stepMs + CALL_LATE_MS),
      );
      const stoppedMs = world.clock.monotonic() - (stoppedAtMs.get(campaign.id) ?? world.clock.monotonic());
      const slow =
        scenario.rates.slow + scenario.rates.hang + scenario.rates.freeze > 0 ||
        scenario.processFaults.includes('freeze');
      if (!slow && stoppedMs > PAUSE_ACTS_MS)
        world.check('pause acts within a second', `attempt ${echo} was called ${stoppedMs} ms after`);
    },

    stateSet(id, before, after) {
      world.count('commits');
      const change = `${id} ${before?.status ?? '-'}>${after.status}`;
      history.note(
        `${actor?.process.name ?? ''} ${change} #${after.attempts} ${after.reason} ${after.dueAt} ${after.marks} ${after.cost + after.spent}`,
      );
      world.check('status only rises', statusRises(before, after) && `${statusRises(before, after)} (${id})`);
      if (after.attempts > (before?.attempts ?? 0)) intended(id, before, after);
      else if (after.status === 'queued' && (before?.status === 'failed' || before?.status === 'unknown'))
        facts.noteAgain(id, before.status);
      else if (before?.status !== after.status)
        world.count(`to ${after.status}${after.status === 'cancelled' ? ` ${after.reason}` : ''}`);
      countTurns(id, before, after);
    },

    campaignSet(before: Campaign | undefined, after: Campaign) {
      history.note(
        `${actor?.process.name ?? ''} ${after.id} ${before?.state ?? '-'}>${after.state} ${after.reason}`,
      );
      world.check('campaigns move on', campaignMoves(before, after));
      if (after.state === 'running') stoppedAtMs.delete(after.id);
      else if (before?.state === 'running') stoppedAtMs.set(after.id, world.clock.monotonic());
      if (after.state !== before?.state)
        world.count(`campaign ${after.state}${after.reason === '' ? '' : ` ${after.reason}`}`);
    },

    messageSet(before: Message | undefined, after: Message) {
      if (before !== undefined)
        world.check('what was planned stays', `message ${after.id} was written twice`);
      if ((parseMessageId(after.id)?.step ?? 1) > 1) world.count('fallbacks');
    },

    messageDeleted(message) {
      world.check('what was planned stays', planStays(facts, message));
    },

    suppressionSet({ channel, source }) {
      history.note(`${actor?.process.name ?? ''} suppresses ${channel} ${source}`);
      world.count('suppressions');
    },
  };
}
