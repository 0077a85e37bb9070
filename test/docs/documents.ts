import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../src/cli/package-files.ts';

/** A page of the documentation. */
export interface Page {
  /** From the root: `docs/campaigns.md`. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block: what stands behind the fence, and what is in it. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly info: string;
  readonly text: string;
}

/** Every page that a reader may open. */
export function pages(): readonly Page[] {
  const docs = readdirSync(packageFile('docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => join('docs', name))].map(page);
}

export function page(path: string): Page {
  return { path, text: readFileSync(packageFile(path), 'utf8') };
}

/** The blocks of all pages that are marked with `info`. */
export function blocks(info: string): readonly Block[] {
  return pages()
    .flatMap(blocksOf)
    .filter((block) => block.info === info);
}

function blocksOf({ path, text }: Page): readonly Block[] {
  const found: Block[] = [];
  let open: { readonly info: string; readonly line: number; readonly lines: string[] } | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    if (!line.startsWith('```')) open?.lines.push(line);
    else if (open === undefined) open = { info: line.slice(3).trim(), line: i + 1, lines: [] };
    else {
      found.push({ page: path, line: open.line, info: open.info, text: open.lines.join('\n') });
      open = undefined;
    }
  }
  return found;
}

/** The names in backticks in the first column of the tables under a heading (to the next heading), in order. */
export function tableNames({ path, text }: Page, heading: string): readonly string[] {
  const start = `\n${text}`.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`${path} has no ${heading}.`);
  const [body = ''] = text.slice(start + heading.length + 1).split(/\n#/);
  return body
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}
