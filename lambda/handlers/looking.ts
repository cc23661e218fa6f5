import type { InvestigateWave } from '../core/diagnosis/investigate-wave';
import type { LookingSettings } from './settings';

/**
 * The investigator of this deployment. What it is made of is loaded with the first batch that needs it, not in the cold
 * start.
 */
export function createInvestigate(settings: LookingSettings): InvestigateWave {
  let loaded: Promise<InvestigateWave> | undefined;
  return async (suspects) => {
    loaded ??= load(settings);
    return (await loaded)(suspects);
  };
}

async function load(settings: LookingSettings): Promise<InvestigateWave> {
  const { createAwsInvestigator } = await import('./investigator.js');
  return createAwsInvestigator(settings);
}
