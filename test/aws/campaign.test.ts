import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeployedWorkspace } from '../../src/compose/deployed-workspace.ts';
import { parseDeployment } from '../../src/compose/deployment-env.ts';
import type { Workspace } from '../../src/compose/workspace.ts';
import { totalOf } from '../../src/delivery/tally.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import { channelCounts } from '../../src/insight/channel-counts.ts';
import type { Running } from '../cli/cpaas.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { account, type CarriersSay } from '../wire-campaign/accounting.ts';
import { echoOf } from '../wire-campaign/event-file.ts';
import { campaignFile, customersCsv, POLICIES, SCRIPT, SETTINGS } from '../wire-campaign/scenario.ts';
import { type LoggedRequest, type Simulation, startSimulation } from '../wire-campaign/simulation.ts';
import { type DeployedPlace, deployTo } from './deployed-place.ts';
import { metricsIn } from './told-metrics.ts';
import { type RunningFunctions, runFunctions } from './running-functions.ts';
import { subscribeToTopic } from './simulated-topic.ts';

/** Receipts take their way through a bus, a queue and a function that is killed now and then. */
const FALLBACK_AFTER = '40s';
/** After how many requests to the carriers which function is killed in the middle of what it does. */
const KILLS = [
  [250, 'dispatcher'],
  [450, 'delivery-processor'],
  [700, 'dispatcher'],
  [900, 'tick'],
  [1_200, 'dispatcher'],
  [1_400, 'delivery-processor'],
] as const;

describe.skipIf(!hasMoto)('a campaign of 2,000 on a deployed engine', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());
});
