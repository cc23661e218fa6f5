import { SYSTEM_TIMERS } from '../../lambda/adapters/system-timers';
import { createInvestigateWave, type InvestigateWave } from '../../lambda/core/diagnosis/investigate-wave';
import { createDemoAws, SOURCE_ACCOUNT } from './demo-aws';
import { makeStoryWorld } from './story';

/** Looks for causes in the AWS of the story that begins then: the real checks over made-up answers. */
export function createStoryInvestigator(begin: Date): InvestigateWave {
  return createInvestigateWave({
    source: createDemoAws(makeStoryWorld(begin)),
    timers: SYSTEM_TIMERS,
    level: 'config',
    accounts: { home: SOURCE_ACCOUNT },
  });
}
