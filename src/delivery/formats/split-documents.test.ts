import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DocumentSplitter, splitDocuments } from './split-documents.ts';

const texts = (text: string) => splitDocuments(text).map((piece) => piece.text);

test.each([
  ['one a line', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
  ['one behind the other', '{"a":1}{"b":{"c":[1]}}', ['{"a":1}', '{"b":{"c":[1]}}']],
  ['over several lines', '{\n  "a": {\n    "b": 1\n  }\n}\n[\n{"c":2}\n]', undefined],
  ['braces inside strings', '{"a":"}{\\"\\\\"}{"b":2}', ['{"a":"}{\\"\\\\"}', '{"b":2}']],
  [
    'a time before each line',
    '2026-11-20T10:00:04.000Z {"a":1}\n2026-11-20T10:00:05.000Z {"b":2}',
    undefined,
  ],
  ['nothing', ' \n\n', []],
  ['commas between them', '{"a":1},\n{"b":2}', ['{"a":1}', '{"b":2}']],
])('%s', (_what, text, want) => {
  const pieces = splitDocuments(text);
  expect(pieces.every(({ whole }) => whole)).toBe(true);
  for (const piece of pieces) JSON.parse(piece.text);
  if (want === undefined) expect(pieces).toHaveLength(2);
  else expect(texts(text)).toEqual(want);
});

test('a document that breaks off ends where the next line begins one', () => {
  expect(splitDocuments('{"a":1}\n{"b":"x\n{"c":3}\n')).toEqual([
    { text: '{"a":1}', whole: true },
    { text: '{"b":"x', whole: false },
    { text: '{"c":3}', whole: true },
  ]);
});

test('what is no document comes out too', () => {
  expect(splitDocuments('hello {"a":1} world\nand more')).toEqual([
    { text: 'hello', whole: false },
    { text: '{"a":1}', whole: true },
    { text: 'world', whole: false },
    { text: 'and more', whole: false },
  ]);
});

test('documents come back whole, however they are joined and wherever the text is cut', () => {
  const document = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
  fc.assert(
    fc.property(
      fc.array(document, { maxLength: 6 }),
      fc.constantFrom('', '\n', ' ', '\n\n'),
      fc.array(fc.nat(40), { maxLength: 30 }),
      (documents, between, cuts) => {
        const text = documents.map((each) => JSON.stringify(each)).join(between);
        const splitter = new DocumentSplitter();
        const pieces = [];
        let at = 0;
        for (const cut of cuts) {
          pieces.push(...splitter.push(text.slice(at, at + cut)));
          at += cut;
        }
        pieces.push(...splitter.push(text.slice(at)), ...splitter.end());
        expect(pieces.map((piece) => JSON.parse(piece.text))).toEqual(JSON.parse(JSON.stringify(documents)));
      },
    ),
    { numRuns: 500 },
  );
});
