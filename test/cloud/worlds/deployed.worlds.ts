import type { AccountPlace, Administrators } from './accounts';
import type { BrokenWorld } from './broken-world';
import { createReplication, type Replication } from './replication';
import { BROKEN_WORLDS } from './worlds';

/** A world whose failures the deployed responder hears of. */
export interface DeployedWorld {
  readonly world: BrokenWorld;
  readonly replication: Replication;
}

/** One cause in each place where a cause can be: the other account's bucket policy, its key, the role; one is left whole. */
const IDS = ['policy-vpc', 'key-dying', 'role-owner', 'policy-write'] as const;

/** The names of their source buckets, for the configuration of the responder. */
export const DEPLOYED_SOURCE_BUCKETS: readonly string[] = IDS.map((id) => `media-deployed-${id}`);

/** The same worlds once more, with source buckets where the responder is deployed. */
export async function createDeployedWorlds(
  administrators: Administrators,
  source: AccountPlace,
): Promise<readonly DeployedWorld[]> {
  const worlds = IDS.map((id) => {
    const world = BROKEN_WORLDS.find((one) => one.id === id);
    if (world === undefined) throw new Error(`there is no world ${id}`);
    return { ...world, id: `deployed-${id}` };
  });
  return Promise.all(
    worlds.map(async (world) => ({
      world,
      replication: await createReplication({ ...world, source }, administrators),
    })),
  );
}
