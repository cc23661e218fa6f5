import { describeNotifierContract } from './notifier-contract';
import { NOTIFIER_SUBJECTS } from './subjects';

for (const subject of NOTIFIER_SUBJECTS) describeNotifierContract(subject);
