import type { NewCustomer } from '../audience/customer.ts';
import { testMailbox } from '../channels/email/test-mailboxes.ts';
import { TEST_NUMBERS } from '../channels/sms/test-numbers.ts';
import type { Channel } from '../kernel/channel.ts';

/**
 * Customers of a demo with real carriers: test addresses of AWS and nobody's. The first ones have a test phone number, as many as there
 * are in these countries; where email is sent, too, the others have a test mailbox. WhatsApp has no test numbers.
 */
export function testCustomers(
  count: number,
  channels: readonly Channel[],
  countries: readonly string[],
): readonly NewCustomer[] {
  const phones = channels.includes('sms')
    ? TEST_NUMBERS.filter(({ country }) => countries.includes(country)).flatMap(
        ({ country, success, failure }) => [
          { country, phone: success },
          { country, phone: failure },
        ],
      )
    : [];
  // With both channels at least half of the mail shows beside the texts.
  const withPhone = channels.includes('email') ? Math.ceil(count / 2) : count;
  return Array.from({ length: count }, (_, i): NewCustomer => {
    const n = i + 1;
    const phone = i < withPhone ? phones[i] : undefined;
    const email = phone === undefined && channels.includes('email') ? testMailbox(n) : undefined;
    return {
      id: `AWS-TEST-${String(n).padStart(4, '0')}`,
      firstName: `Test ${n}`,
      addresses: {
        ...(phone === undefined ? {} : { sms: phone.phone }),
        ...(email === undefined ? {} : { email }),
      },
      ...(phone === undefined ? {} : { country: phone.country }),
      consent: { sms: true, email: true },
      attributes: {},
    };
  });
}
