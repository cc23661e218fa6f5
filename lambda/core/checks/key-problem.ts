import type { FixOwner } from '../catalog/reason-row';
import type { KeyState } from '../facts/key-state';
import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { Remedy } from './check';

/** What is wrong with a key, whoever wants to use it. */
export interface KeyProblem {
  /** Goes on after "The destination KMS key". */
  readonly what: string;
  readonly evidence: string;
  readonly fix: readonly Remedy[];
}

/** States that pass by themselves, within minutes. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const PASSING = new Set(['Creating', 'Updating']);

export function isPassing({ state }: KeyState): boolean {
  return PASSING.has(state);
}

/**
 * Why S3 cannot encrypt or decrypt with the key for a caller in `account`; `undefined`: nothing in its state keeps it
 * from that. Policies are another question.
 */
export function findKeyProblem(key: KeyState, account: string | undefined): KeyProblem | undefined {
  const name = quote(key.arn);
  if (key.state !== 'Enabled' && !isPassing(key)) {
    const until = key.deletionDate === undefined ? '' : ` on ${quote(key.deletionDate)}`;
    const told =
      key.state === 'PendingDeletion'
        ? `The key ${name} waits for its deletion${until} (\`PendingDeletion\`).`
        : `The state of the key ${name} is ${quote(key.state)}; only an enabled key works.`;
    return { what: WHATS[key.state] ?? 'is not enabled', evidence: told, fix: toRevive(key) };
  }
  if (key.spec !== undefined && key.spec !== 'SYMMETRIC_DEFAULT') {
    const text = `Name a symmetric key instead of ${name}.`;
    return {
      what: 'is not symmetric',
      evidence: `The key ${name} is ${quote(key.spec)}; S3 takes symmetric keys only.`,
      fix: [{ text }],
    };
  }
  if (key.manager === 'aws' && account !== undefined && key.account !== account) {
    return {
      what: 'is AWS-managed, which other accounts cannot use',
      evidence: `The key ${name} is managed by AWS, and account ${quote(account)} cannot use such a key of account ${quote(key.account)}.`,
      fix: [
        {
          text: `Encrypt with a customer-managed key of account ${quote(key.account)} instead: nobody can change the policy of ${name}.`,
        },
      ],
    };
  }
  return undefined;
}

const WHATS: Readonly<Record<string, string>> = {
  Disabled: 'is disabled',
  PendingDeletion: 'is scheduled for deletion',
  PendingReplicaDeletion: 'is scheduled for deletion',
  PendingImport: 'has no key material',
  Unavailable: 'is unavailable: its key store is not connected',
};

function toRevive({ arn, region, state }: KeyState): readonly Remedy[] {
  const options = { 'key-id': arn, region };
  const enable: Remedy = {
    text: `Enable the key ${quote(arn)}, once you know that nobody disabled it on purpose.`,
    command: awsCommand({ operation: 'kms enable-key', options }),
  };
  switch (state) {
    case 'Disabled':
      return [enable];
    case 'PendingDeletion':
      return [
        {
          text: `Stop the deletion of the key ${quote(arn)} now: after its date everything under it is lost.`,
          command: awsCommand({ operation: 'kms cancel-key-deletion', options }),
        },
        { ...enable, text: `Enable the key ${quote(arn)}: stopping its deletion leaves it disabled.` },
      ];
    case 'PendingImport':
      return [{ text: `Import the key material of ${quote(arn)} again.` }];
    case 'Unavailable':
      return [{ text: `Connect the custom key store of ${quote(arn)} again.` }];
    default:
      return [{ text: `Bring the key ${quote(arn)} back to \`Enabled\`, or name another one.` }];
  }
}

/** Whose hands a key of `account` needs. */
export function ownerOfKey(
  account: string | undefined,
  { sourceAccount, side }: { sourceAccount: string | undefined; side: 'source' | 'destination' },
): FixOwner {
  if (account !== undefined && account === sourceAccount) return 'source-account';
  return side === 'destination' ? 'destination-account' : 'either-account';
}
