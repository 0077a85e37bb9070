/** How long after a customer's last message they may be written to freely on WhatsApp (aws-facts 3.3). */
export const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** A customer's message, on which their window opened. */
export interface Opening {
  /** See `addressKey`. */
  readonly key: string;
  /** When the customer wrote, epoch ms. */
  readonly at: number;
}

/**
 * When customers last wrote to us on WhatsApp. Within 24 hours of it they may get free text; after it Meta takes approved templates
 * only.
 */
export interface ServiceWindows {
  /** Of several openings of one address the latest counts, in whatever order they come. */
  opened(entries: readonly Opening[]): Promise<void>;
  /** When each of `keys` was last opened; those that never were are left out. */
  lastOpened(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Whether free text may reach who wrote last at `openedAt` (epoch ms) at this time; nobody may be written to who never wrote. */
export function isWindowOpen(openedAt: number | undefined, at: number): boolean {
  return openedAt !== undefined && at < openedAt + SERVICE_WINDOW_MS;
}
