import { toAuthorization, type Place } from './account-key';
import { waitFor } from './waiting';

export interface LambdaApi {
  /** Invokes a function synchronously; an error of the function is an error here. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** The event source mapping of a queue. */
  findEventSource(queueArn: string): Promise<EventSource>;
}

export interface EventSource {
  readonly functionName: string;
  readonly functionResponseTypes: readonly string[];
  /** Stops the mapping from taking messages; returns once it is off. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

interface MappingConfiguration {
  readonly UUID: string;
  readonly FunctionArn: string;
  readonly State: string;
  readonly FunctionResponseTypes?: readonly string[];
}

/** The Lambda calls that the test needs; not worth a client package. */
export function createLambdaApi(place: Place): LambdaApi {
  const authorization = toAuthorization(place, 'lambda');
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${place.endpoint}/2015-03-31${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };

  const setEnabled = async (uuid: string, enabled: boolean): Promise<void> => {
    const path = `/event-source-mappings/${uuid}`;
    await call('PUT', path, { Enabled: enabled });
    const wanted = enabled ? 'Enabled' : 'Disabled';
    await waitFor(
      `the event source mapping to be ${wanted}`,
      async () => {
        const { State } = (await (await call('GET', path)).json()) as MappingConfiguration;
        return State === wanted ? true : undefined;
      },
      { timeoutSeconds: 20 },
    );
  };

  return {
    invoke: async (functionName, event) => {
      const response = await call(
        'POST',
        `/functions/${encodeURIComponent(functionName)}/invocations`,
        event,
      );
      const payload: unknown = await response.json();
      if (response.headers.has('x-amz-function-error')) {
        throw new Error(`the function failed: ${JSON.stringify(payload)}`);
      }
      return payload;
    },
    findEventSource: async (queueArn) => {
      const query = new URLSearchParams({ EventSourceArn: queueArn }).toString();
      const answer = await (await call('GET', `/event-source-mappings/?${query}`)).json();
      const [mapping, ...more] = (answer as { EventSourceMappings: MappingConfiguration[] })
        .EventSourceMappings;
      if (mapping === undefined || more.length > 0) {
        throw new Error(`expected one event source mapping of ${queueArn}, got ${JSON.stringify(answer)}`);
      }
      return {
        functionName: mapping.FunctionArn.split(':').at(-1) ?? '',
        functionResponseTypes: mapping.FunctionResponseTypes ?? [],
        pause: () => setEnabled(mapping.UUID, false),
        resume: () => setEnabled(mapping.UUID, true),
      };
    },
  };
}
