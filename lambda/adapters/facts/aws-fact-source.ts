import type { FactSource } from '../../core/facts/fact-source';
import { createAccessFacts } from './access.facts';
import { createAccountFacts } from './account.facts';
import { createBucketPresenceFacts } from './bucket-presence.facts';
import { createBucketWriteFacts } from './bucket-write.facts';
import { createBucketFacts } from './bucket.facts';
import { createCallerFacts } from './caller.facts';
import { createChangesFacts } from './changes.facts';
import { createFactClients, type FactClientOptions } from './fact-clients';
import { createKeyFacts } from './key.facts';
import { createObjectListFacts } from './object-list.facts';
import { createObjectFacts } from './object.facts';
import { createReadS3 } from './read-s3';
import { createReplicationFacts } from './replication.facts';
import { createRoleFacts } from './role.facts';

/** Looks things up in AWS. Nothing of the SDK is loaded before the first lookup. */
export function createAwsFactSource(options: FactClientOptions = {}): FactSource {
  const clients = createFactClients(options);
  const readS3 = createReadS3(clients);
  return {
    ...createBucketPresenceFacts(readS3),
    ...createBucketFacts(readS3),
    ...createBucketWriteFacts(readS3),
    ...createReplicationFacts(readS3),
    ...createAccessFacts(readS3),
    ...createObjectFacts(readS3),
    ...createObjectListFacts(readS3),
    ...createRoleFacts(clients),
    ...createKeyFacts(clients),
    ...createCallerFacts(clients),
    ...createChangesFacts(clients),
    ...createAccountFacts(clients),
  };
}
