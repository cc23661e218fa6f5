import type { BrokenWorld } from './broken-world';
import { BUCKET_POLICY_WORLDS } from './bucket-policy.worlds';
import { BUCKET_WORLDS } from './bucket.worlds';
import { KEY_WORLDS } from './key.worlds';
import { ROLE_WORLDS } from './role.worlds';

/** Every way in which the test breaks a replication. */
export const BROKEN_WORLDS: readonly BrokenWorld[] = [
  ...ROLE_WORLDS,
  ...BUCKET_POLICY_WORLDS,
  ...BUCKET_WORLDS,
  ...KEY_WORLDS,
];
