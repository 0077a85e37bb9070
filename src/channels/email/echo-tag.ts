/**
 * The tag of an email that carries our attempt id. Values of tags are letters, digits, dash and underscore (aws-facts 4.1); an attempt
 * id also has dots and never an underscore, so the one stands for the other on the way.
 */
export const ECHO_TAG = 'attempt';

/** `abcdefgh.1-1-1e.1` as a tag can say it: `abcdefgh_1-1-1e_1`. */
export function echoToTag(attemptId: string): string {
  return attemptId.replaceAll('.', '_');
}

/** The attempt id that a tag's value stands for. */
export function tagToEcho(value: string): string {
  return value.replaceAll('_', '.');
}
