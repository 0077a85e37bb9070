import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../../src/audience/ask.ts';
import type { AudienceIndex } from '../../src/audience/audience-index.ts';
import { importCustomers } from '../../src/audience/import/import-customers.ts';
import { importRecords } from '../../src/audience/import/import-records.ts';
import type { FileReport, ImportInput } from '../../src/audience/import/import-rows.ts';
import type { AsOf } from '../../src/audience/query/period.ts';
import { RECORD_KINDS } from '../../src/audience/records.ts';
import { rulesReader } from '../../src/audience/rules-reader.ts';
import { openWorkspace, type Workspace } from '../../src/compose/workspace.ts';
import type { DataSet } from './data-sets.ts';
import type { Answer } from './judge.ts';
import { sendMessages } from './send-messages.ts';

const AS_OF: AsOf = { at: Date.UTC(2026, 10, 20, 12), zone: 'UTC' };
const BATCH = 10_000;

/** The product with one business in it: a workspace of its own, filled by its own imports, and asked as `cpaas ask` does. */
export class Product {
  readonly customers: number;
  readonly #workspace: Workspace;
  readonly #index: AudienceIndex;

  private constructor(workspace: Workspace, index: AudienceIndex, customers: number) {
    this.#workspace = workspace;
    this.#index = index;
    this.customers = customers;
  }

  static async of(set: DataSet): Promise<Product> {
    const folder = mkdtempSync(join(tmpdir(), `cpaas-questions-${set.name}-`));
    const workspace = await openWorkspace(folder, { role: 'owner', create: true });
    try {
      const { usable } = clean(
        await importCustomers({ ...input(set.folder, set.customers), store: workspace.customers }),
      );
      const store = await workspace.openRecords();
      for (const kind of RECORD_KINDS) {
        clean(await importRecords({ ...input(set.folder, `${kind}.csv`), kind, store }));
      }
      if (set.messages !== undefined) await sendMessages(workspace, set.messages);
      return new Product(workspace, await workspace.openAudience(), usable);
    } catch (error) {
      workspace.close();
      throw error;
    }
  }

  /** The answer to the last of these words, each of which may refine what was asked before. */
  async ask(words: readonly string[]): Promise<Answer> {
    const parts = { index: this.#index, customers: this.#workspace.customers, reader: rulesReader };
    let answer: Omit<Answer, 'ids'> | undefined;
    for (const each of words) {
      const { query, confidence, notUnderstood, assumptions } = await ask(each, parts, AS_OF, answer);
      answer = { query, confidence, notUnderstood, assumptions };
    }
    if (answer === undefined) throw new RangeError('Nothing was asked.');
    const ids: string[] = [];
    for await (const batch of this.#index.ids(answer.query, AS_OF, BATCH)) ids.push(...batch);
    return { ...answer, ids };
  }

  close(): void {
    this.#index.close();
    this.#workspace.close();
    rmSync(this.#workspace.folder, { recursive: true, force: true });
  }
}

function input(folder: URL, name: string): ImportInput {
  return {
    source: createReadStream(new URL(name, folder)),
    name,
    rejects: { write: (text) => Promise.reject(new Error(`${name} should be taken as it is: ${text}`)) },
  };
}

function clean(report: FileReport): FileReport {
  if (report.rejected + report.warnings > 0) throw new Error(`${report.name} should be taken as it is.`);
  return report;
}
