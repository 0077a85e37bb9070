import { type Random, randomId } from '../kernel/random.ts';

/** What a workspace is known by, made once and kept for good. */
export interface WorkspaceIdentity {
  /** 8 characters: keeps two workspaces' echoes apart. */
  readonly id: string;
  /** 32 characters of base 36 (165 bits): what address keys are made with. */
  readonly secret: string;
}

/** An identity that nobody has. */
export function newIdentity(random: Random): WorkspaceIdentity {
  return { id: randomId(random, 8), secret: randomId(random, 32) };
}
