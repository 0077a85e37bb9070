import type { MessageType } from '../channels/origin.ts';
import type { Content } from '../channels/provider.ts';
import type { WhatsAppCategory } from './price-file.ts';

/**
 * What Meta charges a message as. Free text within the window costs what a utility template does since 2026-10-01, after 1,000 free
 * ones a number and month, which nobody here can count (aws-facts 8.2).
 */
export function whatsAppCategory(messageType: MessageType, kind: Content['kind']): WhatsAppCategory {
  if (kind === 'whatsapp_session') return 'utility';
  return messageType === 'promotional' ? 'marketing' : 'utility';
}
