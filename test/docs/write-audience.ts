import { readFileSync, writeFileSync } from 'node:fs';
import { packageFile } from '../../src/cli/package-files.ts';
import { questionsSection, withSection } from './audience-questions.ts';

// `node test/docs/write-audience.ts` writes the questions of docs/audience.md anew; audience.test.ts compares them.
const path = packageFile('docs/audience.md');
writeFileSync(path, withSection(readFileSync(path, 'utf8'), await questionsSection()));
