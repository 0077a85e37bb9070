/**
 * Every failure a person can meet, once. The kind decides the CLI's exit code (`usage` 2, the others 1) and the HTTP status.
 * `docs/failures.md` lists them; a test compares the two.
 */
export const FAILURES = {
  usage: { kind: 'usage', meaning: 'The command line was not understood.' },
  file_unreadable: { kind: 'refused', meaning: 'A named file does not exist or cannot be read.' },
  file_invalid: { kind: 'refused', meaning: 'A file was read but what it says cannot be used.' },
  not_found: { kind: 'not_found', meaning: 'The named campaign or customer does not exist.' },
  wrong_state: { kind: 'conflict', meaning: 'The campaign is in a state that does not allow this.' },
  workspace_busy: {
    kind: 'conflict',
    meaning: 'Another process is sending from this workspace, or importing the same kind into it.',
  },
  workspace_damaged: {
    kind: 'refused',
    meaning: 'The database file, a part of a plan or a file of the audience is damaged; nothing was changed.',
  },
  workspace_newer: { kind: 'refused', meaning: 'The workspace was written by a newer version.' },
  storage_full: { kind: 'refused', meaning: 'The disk is full; nothing is sent until there is room.' },
  not_confirmed: { kind: 'refused', meaning: 'A real send was not confirmed.' },
  account_unusable: {
    kind: 'refused',
    meaning: 'The AWS account, or what may be seen of it, does not allow this.',
  },
  unsupported: { kind: 'refused', meaning: 'This machine or setup cannot do what was asked.' },
} as const satisfies Record<string, { kind: FailureKind; meaning: string }>;

export type FailureKind = 'usage' | 'refused' | 'not_found' | 'conflict';
export type FailureCode = keyof typeof FAILURES;

/** An expected failure: one sentence that says what is wrong, where, and what to do. It holds no personal data. */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'Failure';
    this.code = code;
  }

  get exitCode(): 1 | 2 {
    return FAILURES[this.code].kind === 'usage' ? 2 : 1;
  }
}

/** The error that was thrown, as an `Error`, whatever was thrown. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The known word nearest to `word` (at most a third of its letters wrong), for "did you mean". */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
