import { z } from 'zod';
import type { AudienceSchema } from '../../../audience/sql/schema.ts';
import { Failure } from '../../../kernel/failure.ts';
import { type Random, randomId } from '../../../kernel/random.ts';
import { type Deployment, resourceName } from '../deployment.ts';
import { inParallel } from '../dynamodb.ts';
import { type Bucket, getObject, listKeys, putIfAbsent, removeObjects } from '../s3.ts';
import type { Athena } from './athena.ts';
import { fetchFiles, type LocalFile, putFiles } from './generation-files.ts';
import type { StoredVocabulary } from './stored-vocabulary.ts';
import { AUDIENCE_TABLES, type AudienceTable, tableStatements } from './tables-ddl.ts';

const FOLDER = 'audience/';
/** One object a generation, numbered: the last one counts. */
const NUMBERED = `${FOLDER}generations/`;
/** In its folder, beside the folders of the tables. */
const OTHERS = 'others/';
/** The newest, and the one before for those who are reading it. */
const KEPT = 2;

const column = z
  .string()
  .regex(/^[a-z0-9_]+$/)
  .exactOptional();
const describedSchema = z.strictObject({
  version: z.literal(1),
  /** Its folder. */
  id: z.string().regex(/^[a-z0-9]+$/),
  attributes: z.array(
    z.strictObject({ name: z.string(), text: column, number: column, time: column, list: column }),
  ),
  newestPurchaseAt: z.int().exactOptional(),
  /** Absent where a version made `buyers` that kept times alone: it is not read. */
  hasSums: z.literal(true).exactOptional(),
});
type Described = z.infer<typeof describedSchema>;

/** What questions are answered from: all of one moment. */
export interface Generation {
  readonly database: string;
  readonly schema: AudienceSchema;
  /** Key of its words. */
  readonly words: string;
}

/** What somebody begins with who will publish the next one. */
export interface Base {
  /** Key of the object that names it; `undefined`: nothing was published yet. */
  readonly key: string | undefined;
  readonly folder: string | undefined;
}

/** What is published: Parquet files on this machine, and what they hold. */
export interface AudienceFiles {
  readonly tables: Readonly<Record<AudienceTable, readonly LocalFile[]>>;
  /** What no question reads, and the next import needs. */
  readonly others: readonly LocalFile[];
  readonly schema: AudienceSchema;
  readonly vocabulary: StoredVocabulary;
}

/**
 * Generations of the audience's data: each is a folder in the data bucket and a database over it, never changed once it is there. A
 * numbered object names it when it is whole, and putting that is what makes all tables change at the same moment.
 */
export class Generations {
  readonly #deployment: Deployment;
  readonly #bucket: Bucket;

  constructor(deployment: Deployment, bucket: Bucket) {
    this.#deployment = deployment;
    this.#bucket = bucket;
  }

  /** @throws Failure `not_found` when nothing was published yet; `workspace_newer` when a newer version did it. */
  async current(): Promise<Generation> {
    const key = (await this.#keys()).at(-1);
    if (key === undefined) {
      throw new Failure(
        'not_found',
        `The deployed engine ${this.#name()} has no audience data yet: import customers or purchases into it.`,
      );
    }
    const { id, attributes, newestPurchaseAt, hasSums } = await this.#read(key);
    return {
      database: this.#database(id),
      schema: {
        attributes: new Map(attributes.map(({ name, ...columns }) => [name, columns])),
        ...(newestPurchaseAt !== undefined && hasSums === true && { newestPurchaseAt }),
      },
      words: wordsKey(id),
    };
  }

  /** @throws Failure `workspace_newer`. */
  async base(): Promise<Base> {
    const key = (await this.#keys()).at(-1);
    return { key, folder: key === undefined ? undefined : `${FOLDER}${(await this.#read(key)).id}/` };
  }

  /** One of the others that were published with it; `undefined` where nothing was. */
  async other({ folder }: Base, name: string): Promise<string | undefined> {
    if (folder === undefined) return undefined;
    const found = await getObject(this.#bucket, `${folder}${OTHERS}${name}`);
    return found === undefined ? undefined : new TextDecoder().decode(found);
  }

  /** Brings files that were published with it to this machine. */
  async fetch({ folder }: Base, files: readonly LocalFile[], signal: AbortSignal): Promise<void> {
    if (folder !== undefined) await fetchFiles(this.#bucket, folder, files, signal);
  }

  /** @throws Failure `workspace_busy` when somebody else published since `base`: what they took in would be missing. */
  async publish(
    { tables, others, schema, vocabulary }: AudienceFiles,
    base: Base,
    athena: Athena,
    random: Random,
    signal: AbortSignal,
  ): Promise<void> {
    const id = randomId(random, 12);
    const inFolder = (folder: string, files: readonly LocalFile[]) =>
      files.map((file) => ({ ...file, key: `${FOLDER}${id}/${folder}${file.name}` }));
    const files = AUDIENCE_TABLES.flatMap((table) => inFolder(`${table}/`, tables[table]));
    await putFiles(this.#bucket, [...files, ...inFolder(OTHERS, others)], base.folder, signal);
    await putIfAbsent(this.#bucket, wordsKey(id), bytesOf(vocabulary));
    const location = `s3://${this.#bucket.name}/${FOLDER}${id}/`;
    const make = (sql: string) => athena.run({ sql, parameters: [] }, undefined, signal);
    const [database = '', ...rest] = tableStatements(this.#database(id), location, schema);
    await make(database);
    await inParallel(rest, make);
    if (!(await this.#number(base.key, { version: 1, id, ...described(schema) }))) {
      await this.#remove(id, athena, signal);
      throw new Failure(
        'workspace_busy',
        `Somebody else imported into the deployed engine ${this.#name()} at the same time: try again.`,
      );
    }
    for (const key of (await this.#keys()).slice(0, -KEPT)) {
      await this.#remove((await this.#read(key)).id, athena, signal);
      // Last: what breaks off before is done by the next import.
      await removeObjects(this.#bucket, [key]);
    }
  }

  /** Puts it behind the last one that was there when it was begun; `false` when there is another by now. */
  async #number(last: string | undefined, described: Described): Promise<boolean> {
    const number = last === undefined ? 1 : Number(last.slice(NUMBERED.length, -'.json'.length)) + 1;
    const key = `${NUMBERED}${String(number).padStart(12, '0')}.json`;
    const isPut = await putIfAbsent(this.#bucket, key, bytesOf(described));
    return isPut || (await this.#read(key)).id === described.id;
  }

  async #remove(id: string, athena: Athena, signal: AbortSignal): Promise<void> {
    const sql = `DROP DATABASE IF EXISTS \`${this.#database(id)}\` CASCADE`;
    await athena.run({ sql, parameters: [] }, undefined, signal);
    for await (const keys of listKeys(this.#bucket, `${FOLDER}${id}/`))
      await removeObjects(this.#bucket, keys);
  }

  async #keys(): Promise<readonly string[]> {
    const all: string[] = [];
    for await (const page of listKeys(this.#bucket, NUMBERED)) all.push(...page);
    return all;
  }

  async #read(key: string): Promise<Described> {
    const found = await getObject(this.#bucket, key);
    const read = describedSchema.safeParse(JSON.parse(new TextDecoder().decode(found)));
    if (read.success) return read.data;
    throw new Failure(
      'workspace_newer',
      `The audience data of the deployed engine ${this.#name()} was published by another version of cpaas: use that version.`,
    );
  }

  /** Lower case and `_`: what Glue takes. */
  #database(id: string): string {
    return `${resourceName(this.#deployment, 'audience')}_${id}`.replaceAll('-', '_');
  }

  #name(): string {
    return `${this.#deployment.project} (${this.#deployment.environment})`;
  }
}

function described({ attributes, newestPurchaseAt }: AudienceSchema): Omit<Described, 'version' | 'id'> {
  return {
    attributes: [...attributes].map(([name, columns]) => ({ name, ...columns })),
    ...(newestPurchaseAt !== undefined && { newestPurchaseAt, hasSums: true }),
  };
}

function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function wordsKey(id: string): string {
  return `${FOLDER}${id}/words.json`;
}
