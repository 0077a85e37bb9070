import { Failure } from '../../kernel/failure.ts';
import type { AccountDefinition } from './account-schema.ts';

/** Every name by which a limit of the account can be changed. */
function originNamesOf({ sms, whatsapp }: Pick<AccountDefinition, 'sms' | 'whatsapp'>): readonly string[] {
  return [
    'sms',
    'email',
    ...sms.pools.map(({ id }) => id),
    ...sms.numbers.flatMap(({ id, number }) => [id, number]),
    ...sms.senderIds.flatMap(({ id, country }) => [id, `${id}/${country}`]),
    ...whatsapp.accounts.flatMap(({ numbers }) => numbers.flatMap(({ id, number }) => [id, number])),
  ];
}

/** @throws Failure `file_invalid` for a limit of something that is not there. */
export function checkOrigins(
  origins: readonly string[],
  account: Pick<AccountDefinition, 'sms' | 'whatsapp'>,
  where: string,
): void {
  const known = originNamesOf(account);
  if (origins.some((origin) => !known.includes(origin)))
    throw new Failure(
      'file_invalid',
      `${where} changes the limit of an origin that the account does not have.`,
    );
}
