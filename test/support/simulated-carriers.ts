import type { Engine } from '../../src/compose/engine.ts';
import type { SimulatedCarriers } from '../../src/simulator/carrier.ts';

/** The simulated carriers of an engine that has them, for what only they can tell. */
export function simulatedOf({ carriers }: Engine): SimulatedCarriers {
  if (carriers.simulated === undefined) throw new Error('This engine sends through real carriers.');
  return carriers.simulated;
}
