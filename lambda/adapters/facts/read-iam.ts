import type * as Iam from '@aws-sdk/client-iam';
import type { Fact } from '../../core/facts/fact';
import type { ReadAllowance } from '../../core/facts/fact-source';
import type { LookupId } from '../../core/facts/lookup';
import { type AwsCall, createAwsService } from './aws-service';
import type { FactClients, Place } from './fact-clients';
import { type AwsRead, readAws } from './read-aws';

export interface IamRead<Output, T> extends Pick<AwsRead<Output, T>, 'step' | 'toFact' | 'refusals'> {
  readonly lookup: LookupId;
  /** IAM names its actions after its operations. */
  readonly operation: string;
  readonly allowance: ReadAllowance;
  readonly send: AwsCall<Iam.IAMClient, typeof Iam, Output>;
}

export type ReadIam = <Output, T>(place: Place, read: IamRead<Output, T>) => Promise<Fact<T>>;

/** One read from IAM; a denial names the one action that was missing, not all that the lookup takes. */
export function createReadIam(clients: FactClients): ReadIam {
  const service = createAwsService(
    clients,
    () => import('@aws-sdk/client-iam'),
    (sdk, config) => new sdk.IAMClient(config),
  );
  return async (place, { lookup, operation, send, ...read }) => {
    const refused = clients.refuse(lookup, place.account);
    if (refused !== undefined) return refused;
    return readAws({
      ...read,
      needs: [`iam:${operation}`],
      send: service(place, send),
    });
  };
}
