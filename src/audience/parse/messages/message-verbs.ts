import type { Channel } from '../../../kernel/channel.ts';
import type { MessageVerb } from '../sentence/deed.ts';
import { pattern, type Pattern } from '../words/patterns.ts';

/** Ways to begin with the verb, some with their channel: `emailed`. */
export const VERBS: readonly (readonly [MessageVerb, Pattern, Channel?])[] = [
  [
    'contacted',
    pattern(
      'contacted|messaged|reached',
      'reached out to?',
      'written to',
      'been|were|was sent',
      'sent',
      'heard from us',
      'been|were|was contacted|messaged|reached|targeted by|via|with|through|on|over?',
      'targeted by|with?',
      'we|i contacted|messaged|sent',
      'in touch with',
      'contacted by us',
      'been|were|was addressed by',
    ),
  ],
  ['contacted', pattern('emailed|mailed', 'been|were|was emailed|mailed', 'we emailed'), 'email'],
  ['contacted', pattern('texted', 'been|were|was texted', 'we texted', 'smsed'), 'sms'],
  ['contacted', pattern('whatsapped', 'been|were|was whatsapped'), 'whatsapp'],
  ['delivered', pattern('got|get|gotten|received|receive', 'was|were|been delivered', 'delivered')],
  ['opened', pattern('opened|open|opens|opening', 'read|reads', 'was|were|been opened')],
  [
    'clicked',
    pattern(
      'clicked|click|clicks|clicking',
      'clicked|click on|through|in|a|the',
      'clicked|click on? a|the|any|our link|links in|of|from?',
      'clicked through',
    ),
  ],
  [
    'failed',
    pattern(
      'failed|bounced|failing',
      'message|messages|sms|email|emails|delivery|send|sends failed|bounced',
      'whose|with|have|had|a|an? failed|bounced|undelivered message|messages|delivery|deliveries|email|emails|sms|send|sends',
      'whose message|messages|email|emails|sms failed|bounced',
      'with|whose|have|has|had|where a|an|any|our|some? message|email|sms|delivery|send fail|bounce|failing|bouncing',
      'where|whose the|their|our? message|messages|email|emails|sms has|have|was|were? failed|bounced',
      'could not be delivered',
      'undelivered',
      'failed to receive|get|deliver',
      'failed|fail|failing to reach|contact with|by|through|via?',
      'could|can we|i? not reach|contact|deliver to? with|by|through|via?',
      'could not be reached|contacted with|by|through|via',
      'whose email|emails bounced',
    ),
  ],
];

/** What was done with a campaign, said behind it. */
export const STATES: readonly (readonly [MessageVerb, Pattern])[] = [
  ['opened', pattern('opened|open|openers|opens|read', 'was|were|is opened')],
  ['clicked', pattern('clicked|click|clickers|clicks', 'was|were clicked')],
  [
    'failed',
    pattern(
      'failed|bounced|bounces|failures|undelivered',
      'failed|fail|bounced|bounce|failing for|with',
      'delivery|deliveries|send|sends|sending has|have|had? failed|bounced',
      'delivery|send|sending failure|failures|problem|problems',
      'failed to arrive|send|deliver',
    ),
  ],
  [
    'delivered',
    pattern('delivered|received|recipients|arrived|arrive|reach|reached', 'was|were delivered|received'),
  ],
];

/** The same behind a number of messages. */
export const DONE: readonly (readonly [MessageVerb, Pattern])[] = [
  ...STATES,
  ['contacted', pattern('sent', 'was|were|have|has|had been? sent', 'we have? sent')],
  ['delivered', pattern('was|were|have|has|had been? delivered|received', 'they have? received|got')],
  ['opened', pattern('was|were|have|has|had been? opened|read', 'they have? opened|read')],
  ['clicked', pattern('was|were|have|has|had been? clicked', 'they have? clicked')],
  ['failed', pattern('was|were|have|has|had failed|bounced', 'undelivered', 'could not be delivered')],
];
