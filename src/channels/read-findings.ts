import { type ChannelAccount, type Finding, READ_PROBLEMS, type ReadProblem } from './account.ts';

/** AWS measures requests against its own clock and refuses those that are 5 minutes off. */
const CLOCK_WARNING_MS = 60_000;

const FOR_ALL_CHANNELS: readonly ReadProblem[] = [
  'no_credentials',
  'expired_credentials',
  'wrong_credentials',
  'clock_off',
];

/** What each reason is called, and what to do about it; `what` names the channel and region. */
const SENTENCES: Readonly<
  Record<
    ReadProblem,
    (what: string, codes: string, region: string) => { readonly sentence: string; readonly mend: string }
  >
> = {
  no_credentials: () => ({
    sentence: 'There are no AWS credentials, so nothing could be read.',
    mend: 'aws configure sso, or set AWS_PROFILE',
  }),
  expired_credentials: () => ({
    sentence: 'The AWS credentials have expired, so nothing could be read.',
    mend: 'aws sso login, or get new temporary credentials',
  }),
  wrong_credentials: (_what, _codes, region) => ({
    sentence: `AWS does not accept the credentials: the key is wrong or deleted, or ${region} is not enabled for the account.`,
    mend: 'aws sts get-caller-identity; regions: https://console.aws.amazon.com/billing/home#/account',
  }),
  clock_off: () => ({
    sentence: 'The clock of this machine is off by more than 5 minutes, so AWS refuses its requests.',
    mend: 'timedatectl set-ntp true',
  }),
  no_permission: (what) => ({
    sentence: `The credentials may not read the ${what}: what is missing there can't be told from what may not be seen.`,
    mend: 'https://console.aws.amazon.com/iam/home#/policies (allow the actions that are named)',
  }),
  endpoint_unknown: (what) => ({
    sentence: `There is no address for the ${what}: AWS does not offer the service in that region, or this machine has no name server.`,
    mend: 'set aws.region in settings.yaml',
  }),
  unreachable: (what) => ({
    sentence: `Nobody answered for the ${what}: this machine has no way to AWS now.`,
    mend: 'check the network, the proxy and AWS_ENDPOINT_URL',
  }),
  throttled: (what) => ({
    sentence: `AWS answered "too fast" for the ${what} again and again: something else reads it at the same time.`,
    mend: 'cpaas doctor, in a minute',
  }),
  missing: (what) => ({
    sentence: `Part of the ${what} was gone when it was read.`,
    mend: 'cpaas doctor',
  }),
  failed: (what, codes) => ({
    sentence: `AWS could not be read for the ${what}, with an error that is not known here (${codes}).`,
    mend: 'https://health.aws.amazon.com/health/status',
  }),
};

/** One finding for each reason, however many reads it stopped. */
export function readFindings(account: ChannelAccount): readonly Finding[] {
  const what = `${account.channel} account in ${account.region}`;
  const findings = READ_PROBLEMS.flatMap((problem): readonly Finding[] => {
    const unread = account.unread.filter((each) => each.problem === problem);
    if (unread.length === 0) return [];
    const codes = [...new Set(unread.map(({ code }) => code))].join(', ');
    const { sentence, mend } = SENTENCES[problem](what, codes, account.region);
    // About the whole account, whichever channel met it first.
    const everywhere = FOR_ALL_CHANNELS.includes(problem);
    const actions = [...new Set(unread.map(({ action }) => action))].join(', ');
    const blocks = problem !== 'no_permission' && problem !== 'throttled' && problem !== 'missing';
    return [
      {
        code: problem,
        severity: blocks ? 'blocker' : 'warning',
        ...(everywhere ? {} : { channel: account.channel }),
        sentence: problem === 'no_permission' ? `${sentence.slice(0, -1)} (${actions}).` : sentence,
        mend,
      },
    ];
  });
  return [...findings, ...clockFinding(account)];
}

function clockFinding({ channel, clockOffsetMs }: ChannelAccount): readonly Finding[] {
  if (Math.abs(clockOffsetMs) < CLOCK_WARNING_MS) return [];
  const minutes = Math.round(Math.abs(clockOffsetMs) / 60_000);
  return [
    {
      code: 'clock_off',
      severity: 'warning',
      channel,
      sentence: `The clock of this machine is ${minutes} minutes off AWS's: quiet hours and schedules are off by as much.`,
      mend: 'timedatectl set-ntp true',
    },
  ];
}
