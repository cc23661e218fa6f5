import { cacheFacts } from '../../../lambda/core/facts/cache-facts';
import { describeFactSourceContract } from '../../contract/fact-source-contract';
import { createLoopbackSource, resolveAccountsToLoopback } from './loopback-source';
import { LOOKUP_TARGETS } from './lookup-targets';

beforeAll(resolveAccountsToLoopback);

describeFactSourceContract({
  name: 'the AWS fact source',
  create: (origin) => createLoopbackSource(origin),
  targets: LOOKUP_TARGETS,
});

describeFactSourceContract({
  name: 'the cached AWS fact source',
  create: (origin) => cacheFacts(createLoopbackSource(origin), { now: () => 0 }),
  targets: LOOKUP_TARGETS,
});
