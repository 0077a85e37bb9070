import type { Channel } from '../../../kernel/channel.ts';
import type { Query } from '../../query/query.ts';
import { PRICE } from '../words/price.ts';
import { pattern, type Pattern } from '../words/patterns.ts';

export type Make = (channel: Channel) => Query;

export const reachable: Make = (channel) => ({ reachable: channel });
export const consents: Make = (channel) => ({ consents: channel });
export const allowed: Make = (channel) => ({ and: [{ reachable: channel }, { consents: channel }] });
export const prefers: Make = (channel) => ({ field: 'preferred_channel', is: channel });

export const CAN_NOTE = '"Can get" was taken as having an address and having agreed.';

/** A query knows who agreed, and not who refused from who was never asked. */
export const OUT_NOTE = 'Opted out was taken as not having agreed, which is also who was never asked.';

/** Words around a channel and what they say of it. */
interface Way {
  readonly before: Pattern;
  readonly behind?: Pattern;
  /** Without the words behind it says something else: `like email best`. */
  readonly needsBehind?: true;
  readonly make: Make;
  readonly score?: number;
  readonly note?: string;
}

export const ADDRESS = pattern(
  'address|addresses|number|numbers',
  'on file|record',
  'address|addresses|number|numbers on file|record',
  'available|known|given|listed',
);

/** The longer wins, so that `with consent for email` is not `with` and more. */
export const WAYS: readonly Way[] = [
  {
    before: pattern(
      'with|have|has|having|had|got|own|owns|use|uses|via|provided|gave|given|left',
      'have|has got',
      'that|who have|has',
      'whose',
      'have|has provided|given',
      'has|have|with an? address for',
      'there is',
      'with known|valid',
    ),
    behind: ADDRESS,
    make: reachable,
  },
  {
    before: pattern('on', 'users|customers of'),
    make: reachable,
    score: 0.8,
    note: '"on" a channel was taken as having an address for it.',
  },
  {
    before: pattern(
      'opted|opt|opting in|into to|for|on|via? marketing|promotional?',
      'opted|opt in to|for|on receive|receiving|get|getting?',
      'agreed|agree to|on|with|for? receive|receiving|get|getting|be? marketing|promotional?',
      'consented|consent|consents|consenting to|for|on|by|with|via? receive|receiving|being?',
      'have|has|had|with|given|gave|give|having consent|permission|consents|approval to|for|on|via|by?',
      'have|has given|granted consent|permission|their consent to|for|on|by?',
      'subscribed|subscribe|subscribes|subscribing to|for our|the?',
      'subscribed|subscribe|subscribes to|for receive|receiving?',
      'allow|allows|allowed|accept|accepts|accepted|permit|permits|permitted|authorised|authorized us? to? send|receive?',
      'said yes to',
      'signed up for|to our|the?',
      'given permission for|to',
      'gave|given|give|granted us their|any? consent|permission to|for|on send|receive|contact?',
      'gave|given|give any|their? consent|permission to|for|on|by?',
      'agreed to be contacted|reached|messaged by|via|through|on|over',
      'consented to be contacted by|via|through|on|over',
      'want|wants|wanted to? receive|get?',
      'agreed to contact by|via|on',
    ),
    make: consents,
  },
  {
    before: pattern(
      'can|could|may actually|really|also|still|all|only? get|receive|be',
      'can|could|may actually|really|also|still|all|only? be reached|contacted|messaged|sent|reachable|targeted|addressed by|via|on|through|over|with|at|using|an|a?',
      'reachable|contactable|available|reached|addressable by|via|on|through|over|with|at|using|for?',
      'able to get|receive|be',
      'we|i can|may|could actually|really|also|still? reach|contact|message|send|write|chat|speak|talk to|with? them? by|via|on|through|over|with|an|a?',
      'can|may|could we|i reach|contact|message|send|write|get to|hold? of? them? by|via|on|through|over|with|an|a?',
      'we are allowed to',
      'can be contacted by|via|on|through',
      'i|we can|may|could',
      'allowed to get|receive',
      'eligible for',
    ),
    make: allowed,
    note: CAN_NOTE,
  },
  {
    before: pattern('that|who already|currently|also? get|gets|receive|receives our|the|any?'),
    make: allowed,
    score: PRICE.orderedChannel,
    note: CAN_NOTE,
  },
  {
    before: pattern(
      'prefer|prefers|preferring|preferred|favour|favours|favor|favors to? be? contacted|reached|messaged? by|via|on|through|over?',
      'preferred|favourite|favorite channel is|of|:|=?',
      'with|whose|a? preferred|favourite|favorite|preference contact? channel|method is|of|:|=?',
      'like|likes|rather to? be contacted|reached by|via|on|through|over',
      'preference is|for',
      'with a preference for',
      'would rather get',
      'would? rather|sooner|prefer|prefers to? hear|get|have|receive|read|be|being|talk|speak|chat from|to|with? us? contacted|reached|written|messaged|messages|news|offers|updates? to? by|via|on|through|over|in?',
      'whose|with preference is|of|for?',
      'preferred|favourite|favorite contact|communication channel|method is|of|:|=?',
      'whose channel is',
    ),
    make: prefers,
  },
  {
    before: pattern(
      'like|likes|love|loves|enjoy|enjoys|prefer|prefers|favour|favours|favor|favors|want|wants',
    ),
    behind: pattern('best|most|mostly', 'the best|most', 'best|most of all', 'more than anything|others'),
    needsBehind: true,
    make: prefers,
  },
];
export const BEHIND: readonly {
  readonly way: Pattern;
  readonly make: Make;
  readonly score?: number;
  readonly note?: string;
  readonly isNot?: true;
}[] = [
  {
    way: pattern(
      'subscriber|subscribers',
      'opt ins|in',
      'consent|consents|permission|optins|optin',
      'opted in',
      'consent given|granted',
    ),
    make: consents,
  },
  {
    way: pattern('ok|okay|fine|allowed|permitted', 'is ok|okay|fine|allowed'),
    make: consents,
    score: PRICE.choice,
    note: 'Being ok was taken as having agreed.',
  },
  { way: pattern('consent|permission is given|granted|true|yes', 'consent = true|yes'), make: consents },
  { way: pattern('reachable', 'contactable'), make: allowed, score: 0.9, note: CAN_NOTE },
  {
    way: pattern('user|users', 'customers'),
    make: reachable,
    score: 0.8,
    note: 'Users of a channel were taken as those with an address for it.',
  },
  {
    way: pattern(
      'opted out',
      'opt outs|out',
      'unsubscribed',
      'optouts',
      'consent is not given',
      'consent = false|no',
      'consent is false|no',
    ),
    make: consents,
    score: PRICE.optedOut,
    isNot: true,
    note: OUT_NOTE,
  },
  {
    way: pattern(
      'preferred',
      'is preferred',
      'as preferred channel',
      'is the|their preferred|favourite channel',
      'as their? preferred channel',
      'as the preferred channel',
    ),
    make: prefers,
  },
  {
    way: pattern(
      'is known|available|given|present',
      'known',
      'on file',
      'address is known',
      'number is known',
    ),
    make: reachable,
  },
  {
    way: pattern('is|are missing|empty|unknown', 'missing', 'is not known|given'),
    make: reachable,
    isNot: true,
  },
];
export const OUT: readonly Pattern[] = [
  pattern(
    'opted|opt out of|from|for',
    'unsubscribed|unsubscribe from',
    'refused|declined|rejected|objected|withdrew|withdrawn to? consent|permission? for|to?',
    'revoked consent|permission for|to',
  ),
];
/** The other way round of those who can get it. */
export const CANNOT = pattern(
  'can|could|may not get|receive|be',
  'can|could|may not be reached|contacted|messaged|sent|targeted by|via|on|through|over|with|an|a?',
  'we|i can|may not reach|contact|message by|via|on|through|over|with|an|a?',
  'can|could|may get|receive no|neither',
  'not reachable|contactable by|via|on|through|over?',
);
export const MISSING = pattern('missing|lacking|lack|lacks an?', 'do not have', 'with no', 'no');
