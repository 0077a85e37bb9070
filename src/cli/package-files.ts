import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a file that comes with the product, wherever it is installed and from wherever it is called. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export function packageVersion(): string {
  const json: { readonly version: string } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  return json.version;
}
