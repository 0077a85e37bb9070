import type { Channel } from '../kernel/channel.ts';
import type { MessageType, Origin } from './origin.ts';
import type { Outcome } from './outcome.ts';

/** What a message says, ready to hand over. */
export type Content =
  | {
      readonly kind: 'sms';
      readonly text: string;
      /** India: the id under which the text stands in the DLT register. */
      readonly dltTemplateId?: string;
    }
  | {
      readonly kind: 'whatsapp';
      readonly template: string;
      readonly language: string;
      readonly parameters: readonly string[];
      /** The text as the customer will see it, for people and for history. */
      readonly text: string;
    }
  /** Free text, which Meta takes within 24 hours of the customer's last message and fails later. */
  | { readonly kind: 'whatsapp_session'; readonly text: string }
  | {
      readonly kind: 'email';
      readonly subject: string;
      readonly text: string;
      readonly html?: string;
      /** An `https:` or `mailto:` address that ends the subscription of this customer, ASCII and without angle brackets. */
      readonly unsubscribe?: string;
    };

export interface SendRequest {
  /** Travels in the provider's echo field; the intent for it is committed. There is one request for it, ever. */
  readonly attemptId: string;
  readonly origin: Origin;
  readonly messageType: MessageType;
  readonly address: string;
  readonly content: Content;
  readonly parts: number;
  /** Epoch ms after which it is worth nothing; 0: never. */
  readonly expiresAt: number;
  readonly country?: string;
}

/**
 * One way to a carrier. `send` makes exactly one request and no retries, ends within its own timeout, and never throws: what
 * went wrong is an outcome, and what cannot be told is `unknown`.
 */
export interface Provider {
  readonly channel: Channel;
  send(request: SendRequest): Promise<Outcome>;
}

/** A provider that keeps connections. */
export interface ConnectedProvider extends Provider {
  /**
   * Gets what the first send would wait for, such as credentials: sends that wait together leave together, above their limit. It never
   * rejects; what is missing, the sends will tell.
   */
  ready(): Promise<void>;
  /** Ends idle connections; calls under way may fail. */
  close(): void;
}
