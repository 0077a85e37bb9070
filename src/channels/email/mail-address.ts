import { domainToASCII } from 'node:url';

/** Bytes of UTF-8 in one encoded word: 60 letters of base64, so that a word stays under the 75 letters of RFC 2047 section 2. */
const WORD_BYTES = 45;

/** `Name <a@b>` or `a@b` as SES takes it: a name that is not ASCII in encoded words (RFC 2047), one with commas and the like in quotes. */
export function senderText(sender: string): string {
  const parts = /^\s*(.*?)\s*<([^<>]+)>\s*$/s.exec(sender);
  if (parts === null) return asciiDomain(sender.trim());
  const [, name = '', address = ''] = parts;
  const shown = name
    .replace(/^"(.*)"$/s, '$1')
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll(/\s+/g, ' ');
  const mail = asciiDomain(address.trim());
  return shown === '' ? mail : `${phrase(shown)} <${mail}>`;
}

/** `a@b` of `Name <a@b>`, its domain in ASCII: what SES verifies. */
export function bareAddress(sender: string): string {
  return asciiDomain((/<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender).trim());
}

function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' ? address : address.slice(0, at + 1) + domain;
}

function phrase(name: string): string {
  if (/^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+$/.test(name)) return name;
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
  return encodedWords(name).join(' ');
}

/** A letter is never divided between two words. */
function encodedWords(name: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const letter of name) {
    if (Buffer.byteLength(word + letter) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  return [...words, word].map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`);
}
