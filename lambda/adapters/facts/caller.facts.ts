import type { GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import { known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import { required } from './answer-part';
import { createAwsService } from './aws-service';
import type { FactClients } from './fact-clients';
import { readAws } from './read-aws';

/** Who the responder is: what tells its own account from others. */
export function createCallerFacts(clients: FactClients): Pick<FactSource, 'caller'> {
  const service = createAwsService(
    clients,
    () => import('@aws-sdk/client-sts'),
    (sdk, config) => new sdk.STSClient(config),
  );
  return {
    caller: (target, allowance) =>
      readAws({
        allowance,
        step: 1,
        needs: [],
        send: service(target, (client, options, sts) =>
          client.send(new sts.GetCallerIdentityCommand({}), options),
        ),
        toFact: ({ Account, Arn }: GetCallerIdentityCommandOutput) =>
          known({ account: required(Account, 'Account'), arn: required(Arn, 'Arn') }),
      }),
  };
}
