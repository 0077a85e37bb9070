import { isDeepStrictEqual } from 'node:util';
import { Athena } from '../adapters/aws/audience/athena.ts';
import { AthenaAudienceIndex } from '../adapters/aws/audience/athena-index.ts';
import { type Base, Generations } from '../adapters/aws/audience/generations.ts';
import { contentsOf, takeOver } from '../adapters/embedded/audience/audience-copy.ts';
import { AudienceFolder, type WorkFolder } from '../adapters/embedded/audience/audience-folder.ts';
import { CustomerMirror } from '../adapters/embedded/audience/customer-mirror.ts';
import {
  EMPTY_MANIFEST,
  MANIFEST_FILE,
  type Manifest,
  parseManifest,
  rowsOfKind,
} from '../adapters/embedded/audience/manifest.ts';
import { changedCampaigns, MessageMirror } from '../adapters/embedded/audience/message-mirror.ts';
import { EmbeddedRecordStore } from '../adapters/embedded/audience/record-store.ts';
import type { AudienceIndex } from '../audience/audience-index.ts';
import type { RecordStore, RecordWriter } from '../audience/record-store.ts';
import type { RecordKind, Records } from '../audience/records.ts';
import type { Vocabulary } from '../audience/vocabulary.ts';
import { Failure } from '../kernel/failure.ts';
import type { DeployedWorkspace } from './deployed-workspace.ts';

/** The lock of everybody on this machine who works on the copy. */
const WORK = 'deployment';
/** Each time somebody else published meanwhile. */
const MOST_TRIES = 3;

export interface DeployedAudienceParts {
  readonly workspace: DeployedWorkspace;
  /** Hears what takes long. */
  readonly note: (sentence: string) => void;
}

/**
 * The audience of a deployed engine. What was published last is the truth. Whoever changes it brings a copy in a folder of this machine up to that,
 * works there as in a workspace folder, and publishes the whole as the next generation, unless somebody else did so meanwhile.
 */
export class DeployedAudience implements RecordStore {
  readonly #workspace: DeployedWorkspace;
  readonly #note: (sentence: string) => void;
  readonly #copy: AudienceFolder;
  readonly #records: EmbeddedRecordStore;
  readonly #generations: Generations;
  readonly #running = new AbortController();

  constructor({ workspace, note }: DeployedAudienceParts) {
    const { deployment, bucket, clock, random } = workspace;
    this.#workspace = workspace;
    this.#note = note;
    this.#copy = new AudienceFolder(`.cpaas-${deployment.project}-${deployment.environment}`, clock, random);
    this.#records = new EmbeddedRecordStore(this.#copy);
    this.#generations = new Generations(deployment, bucket);
  }

  /** An index over customers, messages and records of this moment. @throws Failure `not_found` where there is nothing yet. */
  async openIndex(): Promise<AudienceIndex> {
    await this.#takeIn();
    const { bucket, customers } = this.#workspace;
    return new AthenaAudienceIndex({
      athena: this.#athena(),
      bucket,
      generations: this.#generations,
      customers,
      campaigns: () => this.#campaigns(),
    });
  }

  async count(kind: RecordKind): Promise<number> {
    return rowsOfKind(await this.#published(await this.#generations.base()), kind);
  }

  async begin<K extends RecordKind>(kind: K): Promise<RecordWriter<Records[K]>> {
    const work = this.#copy.startWork(WORK);
    if (work === undefined) {
      throw new Failure(
        'workspace_busy',
        'Another process of this machine is importing into the deployed engine, or asking it: wait until it ends, and try again.',
      );
    }
    try {
      const base = await this.#bringUp(work);
      const writer = await this.#records.begin(kind);
      return {
        add: (rows) => writer.add(rows),
        commit: async () => {
          try {
            const before = this.#copy.manifest();
            const counted = await writer.commit();
            if (!isDeepStrictEqual(before, this.#copy.manifest())) await this.#publish(base);
            return counted;
          } finally {
            work.close();
          }
        },
        discard: async () => {
          await writer.discard();
          work.close();
        },
      };
    } catch (error) {
      work.close();
      throw error;
    }
  }

  /** Publishes customers and messages again where they changed. */
  async #takeIn(): Promise<void> {
    if (await this.#isFresh(await this.#generations.base())) return;
    this.#note(
      'Customers or messages have changed since they were last published for questions: publishing them again, which reads every customer and can take minutes ...',
    );
    const work = await this.#copy.waitForWork(WORK);
    try {
      for (let tries = 1; !(await this.#takeInOnce(work, tries === MOST_TRIES)); tries++);
    } finally {
      work.close();
    }
  }

  /** `false`: somebody else published meanwhile. */
  async #takeInOnce(work: WorkFolder, isLast: boolean): Promise<boolean> {
    const base = await this.#bringUp(work);
    if (await this.#isFresh(base)) return true;
    const { customers, ledger } = this.#workspace;
    const mirror = new CustomerMirror(this.#copy, customers);
    await mirror.refresh();
    await new MessageMirror(this.#copy, ledger, mirror).refresh(
      (await this.#campaigns()).map(({ id }) => id),
    );
    try {
      await this.#publish(base);
      return true;
    } catch (error) {
      if (!isLast && error instanceof Failure && error.code === 'workspace_busy') return false;
      throw error;
    }
  }

  async #isFresh(base: Base): Promise<boolean> {
    const { customers, ledger } = this.#workspace;
    const manifest = await this.#published(base);
    // No revision: no customer was ever imported.
    if ((manifest.customers?.revision ?? '') !== (await customers.revision())) return false;
    const ids = (await this.#campaigns()).map(({ id }) => id);
    return (await changedCampaigns(manifest, ledger, ids)).length === 0;
  }

  /** Makes the copy what was published last. */
  async #bringUp(work: WorkFolder): Promise<Base> {
    const base = await this.#generations.base();
    await takeOver(this.#copy, await this.#published(base), work, (files) =>
      this.#generations.fetch(base, files, this.#running.signal),
    );
    return base;
  }

  async #published(base: Base): Promise<Manifest> {
    const text = await this.#generations.other(base, MANIFEST_FILE);
    return text === undefined ? EMPTY_MANIFEST : parseManifest(text, this.#copy.path);
  }

  async #publish(base: Base): Promise<void> {
    const { random } = this.#workspace;
    const athena = this.#athena();
    try {
      const contents = await contentsOf(this.#copy, random);
      await this.#generations.publish(contents, base, athena, random, this.#running.signal);
    } finally {
      athena.close();
    }
  }

  async #campaigns(): Promise<Vocabulary['campaigns']> {
    const campaigns = await this.#workspace.campaigns.list();
    return campaigns.map(({ id, definition }) => ({ id, name: definition.name }));
  }

  #athena(): Athena {
    const { deployment, clock, random } = this.#workspace;
    return new Athena(deployment, { clock, random });
  }
}
