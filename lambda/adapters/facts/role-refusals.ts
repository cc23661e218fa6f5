import { absent } from '../../core/facts/fact';

/** IAM's one code for "there is none", where a role was asked for. */
export const NO_ROLE = { NoSuchEntity: () => absent('there is no such role') } as const;

/** Where a policy was asked for: it may have been deleted since it was listed. */
export const NO_POLICY = { NoSuchEntity: () => absent('there is no such policy') } as const;
