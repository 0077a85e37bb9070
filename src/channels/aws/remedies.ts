/** Why AWS sends nothing for us now, and waiting alone may not help. One sentence for each stands in `REMEDIES`. */
export type HoldReason =
  // The way there.
  | 'no_connection'
  | 'endpoint_not_found'
  | 'certificate_untrusted'
  | 'credentials_missing'
  | 'credentials_expired'
  | 'credentials_invalid'
  | 'clock_skewed'
  | 'access_denied'
  // The account.
  | 'account_disabled'
  | 'account_reputation'
  | 'sending_paused'
  | 'spend_limit'
  | 'daily_quota'
  | 'sandbox_destination'
  // What it sends from.
  | 'sender_not_verified'
  | 'sender_id_unregistered'
  | 'sender_id_not_supported'
  | 'origin_not_found'
  | 'number_not_active'
  | 'number_without_sms'
  | 'message_type_mismatch'
  | 'channel_not_enabled'
  | 'resource_not_found'
  | 'whatsapp_number_not_found'
  | 'meta_access_denied'
  | 'quota_used_up'
  // What Meta says of a WhatsApp number, in events.
  | 'spam_rate_exceeded'
  | 'account_rate_exceeded'
  | 'account_restricted'
  | 'payment_problem'
  | 'no_permission'
  | 'display_name_not_approved'
  | 'number_not_registered'
  | 'number_in_maintenance'
  | 'settings_refused'
  | 'template_missing'
  | 'channel_not_supported';

/** What is wrong and what to do, for a person. What is held goes on by itself once it is put right. */
const REMEDIES: Readonly<Record<HoldReason, string>> = {
  no_connection:
    'AWS cannot be reached: check the network and the proxy of this machine; sending goes on by itself.',
  endpoint_not_found:
    'The service has no address in this region, or names cannot be looked up here: check `aws.region` in settings.yaml and the network.',
  certificate_untrusted:
    'The certificate of the AWS endpoint is not trusted: if a company proxy answers in its place, set NODE_EXTRA_CA_CERTS to its certificate.',
  credentials_missing:
    'No AWS credentials were found: run `aws configure` or `aws sso login`, or set AWS_PROFILE, until `aws sts get-caller-identity` answers.',
  credentials_expired:
    'The AWS credentials have expired: run `aws sso login`, or get new keys, and start again if they are in the environment.',
  credentials_invalid:
    'AWS does not know these credentials: compare `aws configure list` with the access keys in the IAM console.',
  clock_skewed:
    "AWS refuses requests whose time is more than five minutes off: set this machine's clock, for example with `timedatectl set-ntp true`.",
  access_denied:
    'These credentials may not send: give them sms-voice:SendTextMessage, social-messaging:SendWhatsAppMessage and ses:SendEmail in IAM.',
  account_disabled:
    'AWS has switched off sending for this account: open a case with AWS Support (https://console.aws.amazon.com/support).',
  account_reputation:
    "The account's reputation is too low for AWS to send: look at recent failures and complaints, then open a case with AWS Support.",
  sending_paused:
    'SES sending is paused or under review: see `aws sesv2 get-account`, and the reputation page of the SES console.',
  spend_limit:
    "This month's spend limit is reached: see `aws pinpoint-sms-voice-v2 describe-spend-limits`; raise it in Service Quotas or set-text-message-spend-limit-override.",
  daily_quota:
    'The daily quota is used up: it frees itself over 24 hours; see `aws sesv2 get-account` and ask for more in Service Quotas.',
  sandbox_destination:
    'The account is in the sandbox and sends to verified recipients only: verify this one or ask for production access in the console; its message waits.',
  sender_not_verified:
    'The sender is not verified: `aws sesv2 create-email-identity --email-identity ADDRESS`, then follow the mail; in the sandbox recipients need it too.',
  sender_id_unregistered:
    'The sender id is not registered for this country: see `aws pinpoint-sms-voice-v2 describe-sender-ids` and register it in the SMS console.',
  sender_id_not_supported:
    'This country takes no sender ids: give it an origin with a phone number, with `countries` in settings.yaml.',
  origin_not_found:
    'AWS found nothing to send from: compare `identity` in settings.yaml with `aws pinpoint-sms-voice-v2 describe-pools` and describe-phone-numbers; a shared one needs its full ARN.',
  number_not_active:
    'The number or pool is not active yet: see its status and registration with `aws pinpoint-sms-voice-v2 describe-phone-numbers`.',
  number_without_sms:
    'The number cannot send SMS: see NumberCapabilities in `aws pinpoint-sms-voice-v2 describe-phone-numbers` and name another one in settings.yaml.',
  message_type_mismatch:
    'The origin is for the other message type: set `messageTypes` of the origin in settings.yaml, or `messageType` of the campaign, to what AWS has for it.',
  channel_not_enabled:
    'This channel is not enabled for the account: switch it on in the AWS End User Messaging console of this region.',
  resource_not_found:
    'AWS does not know a name in settings.yaml: compare `identity`, `configurationSet` and `protectConfiguration` with the console of `aws.region`.',
  whatsapp_number_not_found:
    'There is no such WhatsApp number in this region: `identity` in settings.yaml is its `phone-number-id-...`, see `aws socialmessaging get-linked-whatsapp-business-account`.',
  meta_access_denied:
    'Meta does not let this WhatsApp account send: look for its restrictions in WhatsApp Manager, and link it again in the End User Messaging console if it was removed.',
  quota_used_up:
    'A quota of End User Messaging Social is used up: see Service Quotas in the console of this region.',
  spam_rate_exceeded:
    'Meta slows this WhatsApp number down since too many people blocked or reported it: look at its quality in WhatsApp Manager; a message is tried from time to time.',
  account_rate_exceeded:
    "The WhatsApp account is over Meta's rate: other senders use it too, or its limit is lower than in settings.yaml; a message is tried from time to time.",
  account_restricted:
    'Meta has restricted or locked the WhatsApp account: see Account quality in WhatsApp Manager and ask for a review.',
  payment_problem:
    'Meta does not let the WhatsApp account pay: if it lasts for hours, open a case with AWS Support (https://console.aws.amazon.com/support).',
  no_permission:
    'Meta refuses the permission to send from this WhatsApp number: link the account again in the End User Messaging console.',
  display_name_not_approved:
    'The display name of the WhatsApp number is not approved: see Phone numbers in WhatsApp Manager.',
  number_not_registered:
    'The WhatsApp number is not registered, or not in the right way: see its status in the End User Messaging console and register it again.',
  number_in_maintenance:
    'Meta is working on the WhatsApp number, usually for minutes: a message is tried from time to time.',
  settings_refused:
    'AWS does not take this combination of settings: check `identity`, `configurationSet`, `protectConfiguration`, `maxPrice` and `dltEntityId` of the origin in settings.yaml.',
  template_missing:
    'The template does not exist in this language, or is not approved: see `aws socialmessaging list-whatsapp-message-templates`.',
  channel_not_supported:
    'This channel cannot be sent through AWS yet: leave it out of the campaign, or set `carriers: simulated` in settings.yaml.',
};

/** The sentence for a reason; `undefined` where nothing but waiting helps. */
export function remedyOf(reason: string): string | undefined {
  return isHoldReason(reason) ? REMEDIES[reason] : undefined;
}

function isHoldReason(reason: string): reason is HoldReason {
  return Object.hasOwn(REMEDIES, reason);
}
