import type { AudienceSchema } from '../../../audience/sql/schema.ts';
import type { Vocabulary } from '../../../audience/vocabulary.ts';
import { join } from 'node:path';
import type { AudienceFolder } from './audience-folder.ts';
import { type Bound, type Duck, textOf } from './duckdb.ts';
import type { Manifest } from './manifest.ts';
import { createViews, schemaOf } from './views.ts';
import { readWords } from './words-file.ts';

const MOST_PRODUCTS = 100_000;

/** What one manifest names, ready to be asked. */
export class Snapshot {
  readonly manifest: Manifest;
  readonly schema: AudienceSchema;
  readonly #duck: Duck;
  readonly #name: string;
  readonly #folder: AudienceFolder;
  #vocabulary: Promise<Omit<Vocabulary, 'campaigns'>> | undefined;
  #holders = 0;
  #isOld = false;

  private constructor(duck: Duck, name: string, folder: AudienceFolder, manifest: Manifest) {
    this.#duck = duck;
    this.#name = name;
    this.#folder = folder;
    this.manifest = manifest;
    this.schema = schemaOf(manifest);
  }

  static async open(duck: Duck, name: string, folder: AudienceFolder, manifest: Manifest): Promise<Snapshot> {
    await createViews(duck, name, folder, manifest);
    return new Snapshot(duck, name, folder, manifest);
  }

  /** Keeps its tables until `letGo`, also when a newer one takes its place. */
  hold(): this {
    this.#holders++;
    return this;
  }

  async letGo(): Promise<void> {
    this.#holders--;
    await this.#dropUnused();
  }

  /** A connection on which the tables have their plain names. It is given back by `release`. */
  async reader(): Promise<Duck> {
    this.hold();
    try {
      const reader = await this.#duck.connect();
      await reader.rows(`USE ${this.#name}`);
      return reader;
    } catch (error) {
      await this.letGo();
      throw error;
    }
  }

  async release(reader: Duck): Promise<void> {
    reader.disconnect();
    await this.letGo();
  }

  /** A newer one has taken its place: it goes when nobody reads it. */
  async retire(): Promise<void> {
    this.#isOld = true;
    await this.#dropUnused();
  }

  async ask<T>(question: (reader: Duck) => Promise<T>): Promise<T> {
    const reader = await this.reader();
    try {
      return await question(reader);
    } finally {
      await this.release(reader);
    }
  }

  /** All but the campaigns; asked once. */
  vocabulary(): Promise<Omit<Vocabulary, 'campaigns'>> {
    this.#vocabulary ??= this.ask((reader) => this.#readVocabulary(reader));
    return this.#vocabulary;
  }

  async #readVocabulary(reader: Duck): Promise<Omit<Vocabulary, 'campaigns'>> {
    const { customers, purchases, carts, views, messages } = this.manifest;
    const texts = async (sql: string, ...parameters: Bound[]) =>
      (await reader.rows(sql, parameters)).map(([text]) => textOf(text));
    const products = await reader.rows(
      `SELECT sku, name, category FROM products ORDER BY listed DESC, sku LIMIT ${MOST_PRODUCTS}`,
    );
    return {
      customers: customers?.file?.rows ?? 0,
      fields: customers === undefined ? [] : readWords(join(this.#folder.path, customers.words)),
      products: products.map(([sku, name, category]) => ({
        sku: textOf(sku),
        ...(typeof name === 'string' && { name }),
        ...(typeof category === 'string' && { category }),
      })),
      categories: await texts(
        'SELECT mode(category ORDER BY category) FROM products WHERE category IS NOT NULL GROUP BY category_text ORDER BY 1',
      ),
      currencies: await texts(
        'SELECT currency FROM purchases WHERE currency IS NOT NULL GROUP BY currency ORDER BY count(*) DESC, currency',
      ),
      has: {
        purchases: purchases.length > 0,
        carts: carts.length > 0,
        views: views.length > 0,
        messages: messages.some(({ file }) => file !== undefined && file.rows > 0),
      },
    };
  }

  async #dropUnused(): Promise<void> {
    if (this.#isOld && this.#holders === 0)
      await this.#duck.rows(`DROP SCHEMA IF EXISTS ${this.#name} CASCADE`);
  }
}
