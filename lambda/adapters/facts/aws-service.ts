import type { ClientConfig, FactClients, Place } from './fact-clients';

/** One SDK call: `(client, options, sdk) => client.send(new sdk.GetThingCommand(input), options)`. */
export type AwsCall<Client, Sdk, Output> = (
  client: Client,
  options: { readonly abortSignal: AbortSignal },
  sdk: Sdk,
) => Promise<Output>;

/** Binds a call to a place; what comes of it is sent when it is called. */
export type AwsService<Client, Sdk> = <Output>(
  place: Place,
  call: AwsCall<Client, Sdk, Output>,
) => (signal: AbortSignal) => Promise<Output>;

/**
 * One service of AWS in every Region and account. Its SDK package is loaded with the first call: most invocations have
 * nothing to diagnose, and no cold start should pay for six of them.
 */
export function createAwsService<Client, Sdk>(
  clients: FactClients,
  load: () => Promise<Sdk>,
  create: (sdk: Sdk, config: ClientConfig) => Client,
): AwsService<Client, Sdk> {
  let opened: Promise<{ readonly sdk: Sdk; readonly clientOf: (place: Place) => Client }> | undefined;
  const open = async () => {
    const sdk = await load();
    return { sdk, clientOf: clients.perPlace((config) => create(sdk, config)) };
  };
  return (place, call) => async (abortSignal) => {
    const { sdk, clientOf } = await (opened ??= open());
    return call(clientOf(place), { abortSignal }, sdk);
  };
}
