/** A piece of a text that holds many documents. */
export interface Piece {
  readonly text: string;
  /** `false`: begins like no document, or its end is missing. */
  readonly whole: boolean;
}

/** What CloudWatch Logs puts before each line when it exports to S3. */
const LINE_TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

const OPEN = /[{[]/g;
/** Everything that matters inside a document; a line break is none of a JSON string's characters. */
const MARKS = /["\\{}[\]\n]/g;

/**
 * Cuts a text into JSON documents, whatever stands between them: one a line, one behind the other without anything between (Firehose),
 * over several lines. A document that breaks off ends where the next line begins one.
 */
export class DocumentSplitter {
  #text = '';
  #pieces: Piece[] = [];
  /** Where the look at `#text` goes on. */
  #at = 0;
  #depth = 0;
  #inString = false;

  /** The documents that end in this piece of the text. */
  push(more: string): readonly Piece[] {
    this.#text += more;
    this.#scan(false);
    return this.#take();
  }

  /** What is left at the end. */
  end(): readonly Piece[] {
    this.#scan(true);
    this.#emit(this.#text, false);
    this.#text = '';
    this.#at = 0;
    this.#depth = 0;
    this.#inString = false;
    return this.#take();
  }

  #take(): readonly Piece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #scan(isEnd: boolean): void {
    for (;;) {
      if (this.#depth === 0 && !this.#findStart()) break;
      if (!this.#findEnd(isEnd)) break;
    }
  }

  /** Leaves `#text` beginning with a document. `false`: there is none yet. */
  #findStart(): boolean {
    OPEN.lastIndex = 0;
    const found = OPEN.exec(this.#text);
    if (found === null) {
      const lineEnd = this.#text.lastIndexOf('\n');
      if (lineEnd >= 0) this.#cut(lineEnd + 1, false);
      return false;
    }
    this.#cut(found.index, false);
    this.#depth = 1;
    this.#at = 1;
    return true;
  }

  /** `false`: the end has not come yet. */
  #findEnd(isEnd: boolean): boolean {
    MARKS.lastIndex = this.#at;
    for (let found = MARKS.exec(this.#text); found !== null; found = MARKS.exec(this.#text)) {
      const at = found.index;
      const mark = found[0];
      if (mark === '\n') {
        if (at + 1 === this.#text.length && !isEnd) {
          this.#at = at;
          return false;
        }
        this.#inString = false;
        if (this.#text.startsWith('{', at + 1) && this.#text.startsWith('{')) return this.#cutOff(at + 1);
      } else if (this.#inString) {
        if (mark === '"') this.#inString = false;
        else if (mark === '\\') {
          if (at + 1 === this.#text.length) {
            this.#at = at;
            return false;
          }
          // The character behind it is no end of the string.
          if (this.#text[at + 1] !== '\n') MARKS.lastIndex = at + 2;
        }
      } else if (mark === '"') this.#inString = true;
      else if (mark === '{' || mark === '[') this.#depth++;
      else if (mark !== '\\' && --this.#depth === 0) {
        this.#cut(at + 1, true);
        return true;
      }
    }
    this.#at = this.#text.length;
    return false;
  }

  #cutOff(length: number): boolean {
    this.#cut(length, false);
    this.#depth = 0;
    this.#inString = false;
    return true;
  }

  #cut(length: number, whole: boolean): void {
    this.#emit(this.#text.slice(0, length), whole);
    this.#text = this.#text.slice(length);
    this.#at = 0;
  }

  #emit(text: string, whole: boolean): void {
    const trimmed = text.trim();
    if (!whole && (/^[\s,\]\ufeff]*$/.test(trimmed) || LINE_TIME.test(trimmed))) return;
    this.#pieces.push({ text: trimmed, whole });
  }
}

/** All documents of a text. */
export function splitDocuments(text: string): readonly Piece[] {
  const splitter = new DocumentSplitter();
  return [...splitter.push(text), ...splitter.end()];
}
