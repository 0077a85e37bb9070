import { writeFileSync } from 'node:fs';
import { queryJsonSchema } from '../../src/audience/query/query-json-schema.ts';
import { packageFile } from '../../src/cli/package-files.ts';

// `node test/docs/write-audience-schema.ts` writes docs/audience-query.schema.json anew; audience-schema.test.ts compares it.
const path = packageFile('docs/audience-query.schema.json');
writeFileSync(path, `${JSON.stringify(queryJsonSchema(), undefined, 2)}\n`);
