/** The attempt id of a workspace's message, `ws.1-1-1s.1`, with the dots that SES tags cannot hold written as `_`. */
const TAGGED = /^([a-z0-9]+)_([a-z0-9]+-[a-z0-9]+-\d+[swe])_(\d+)$/;

/** The attempt id that an SES tag stands for; a tag of another shape is the id itself. */
export function attemptOfTag(tag: string): string {
  return tag.replace(TAGGED, '$1.$2.$3');
}

/** Names requests that bring no echo of ours, so that the log can tell them apart. */
export class StrangerIds {
  #count: number;

  /** @param known Requests that have one already, from an earlier process. */
  constructor(known: number) {
    this.#count = known;
  }

  next(): string {
    return `stranger-${++this.#count}`;
  }
}
