import type * as Kms from '@aws-sdk/client-kms';
import { absent, type Fact, known } from '../../core/facts/fact';
import type { FactSource, ReadAllowance } from '../../core/facts/fact-source';
import type { KeyTarget } from '../../core/facts/fact-target';
import type { KeyGrant, KeyState } from '../../core/facts/key-state';
import type { LookupId } from '../../core/facts/lookup';
import { neededActions } from '../../core/facts/lookup-catalog';
import { oneOf, optional, required, toIso, toPolicy } from './answer-part';
import { type AwsCall, createAwsService } from './aws-service';
import type { FactClients } from './fact-clients';
import { readAws } from './read-aws';

interface KeyRead<Output, T> {
  readonly lookup: LookupId;
  readonly allowance: ReadAllowance;
  readonly send: AwsCall<Kms.KMSClient, typeof Kms, Output>;
  readonly toFact: (output: Output) => Fact<T>;
}

/** A KMS key: its state, and whom its policy and its grants let use it. Never anything that uses the key. */
export function createKeyFacts(
  clients: FactClients,
): Pick<FactSource, 'kms-key' | 'kms-key-policy' | 'kms-key-grants'> {
  const service = createAwsService(
    clients,
    () => import('@aws-sdk/client-kms'),
    (sdk, config) => new sdk.KMSClient(config),
  );

  async function readKms<Output, T>(target: KeyTarget, read: KeyRead<Output, T>): Promise<Fact<T>> {
    return (
      clients.refuse(read.lookup, target.account) ??
      readAws({
        ...read,
        step: 1,
        needs: neededActions(read.lookup),
        send: service(target, read.send),
        // A key of another account is denied, whether or not it exists.
        refusals: { NotFoundException: () => absent('there is no such key in this account and Region') },
      })
    );
  }

  return {
    'kms-key': (target, allowance) =>
      readKms(target, {
        lookup: 'kms-key',
        allowance,
        send: (client, options, kms) =>
          client.send(new kms.DescribeKeyCommand({ KeyId: target.keyId }), options),
        toFact: ({ KeyMetadata: metadata }) => known(toKeyState(required(metadata, 'KeyMetadata'))),
      }),

    'kms-key-policy': (target, allowance) =>
      readKms(target, {
        lookup: 'kms-key-policy',
        allowance,
        send: (client, options, kms) =>
          client.send(new kms.GetKeyPolicyCommand({ KeyId: target.keyId, PolicyName: 'default' }), options),
        toFact: ({ Policy }) => known(toPolicy(`key policy of ${target.keyId}`, Policy)),
      }),

    'kms-key-grants': (target, allowance) =>
      readKms(target, {
        lookup: 'kms-key-grants',
        allowance,
        send: (client, options, kms) =>
          client.send(new kms.ListGrantsCommand({ KeyId: target.keyId, Limit: 100 }), options),
        toFact: ({ Grants, Truncated }) =>
          known({ grants: required(Grants, 'Grants').map(toGrant), isTruncated: Truncated === true }),
      }),
  };
}

function toKeyState(metadata: Kms.KeyMetadata): KeyState {
  const arn = required(metadata.Arn, 'Arn');
  const [, , , region = '', account = ''] = arn.split(':');
  return {
    arn,
    keyId: required(metadata.KeyId, 'KeyId'),
    account: metadata.AWSAccountId ?? account,
    region,
    state: required(metadata.KeyState, 'KeyState'),
    manager: oneOf(metadata.KeyManager, 'KeyManager', { CUSTOMER: 'customer', AWS: 'aws' } as const),
    ...optional('spec', metadata.KeySpec),
    ...optional('usage', metadata.KeyUsage),
    multiRegion: metadata.MultiRegion === true,
    ...optional('deletionDate', toIso(metadata.DeletionDate)),
  };
}

function toGrant(grant: Kms.GrantListEntry): KeyGrant {
  const { EncryptionContextEquals, EncryptionContextSubset } = grant.Constraints ?? {};
  return {
    grantId: required(grant.GrantId, 'GrantId'),
    ...optional('granteePrincipal', grant.GranteePrincipal ?? grant.GranteeServicePrincipal),
    operations: grant.Operations ?? [],
    ...optional('contextEquals', EncryptionContextEquals),
    ...optional('contextSubset', EncryptionContextSubset),
  };
}
