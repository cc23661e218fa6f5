import '../../contract/node-errors';
import type { ReadFact } from '../../../lambda/core/facts/fact-source';
import type { LookupId } from '../../../lambda/core/facts/lookup';
import { type RecordedRequest, startWireServer, type WireServer } from '../../contract/wire-server';
import { listWireCases, type WireCase } from '../../fixtures/wire-cases';
import { createLoopbackSource, resolveAccountsToLoopback, unlimited } from './loopback-source';
import { LOOKUP_TARGETS } from './lookup-targets';

let server: WireServer;
beforeAll(async () => {
  resolveAccountsToLoopback();
  server = await startWireServer();
});
afterAll(() => server.stop());

function replay({ answers }: WireCase): void {
  const sent = new Map<string, number>();
  server.answerWith((request) => {
    const operation = new URLSearchParams(request.body).get('Action') ?? '*';
    const name = Object.hasOwn(answers, operation) ? operation : '*';
    const list = answers[name] ?? [];
    const index = sent.get(name) ?? 0;
    sent.set(name, index + 1);
    return list[Math.min(index, list.length - 1)] ?? { status: 599, body: `no answer for ${operation}` };
  });
}

function signedRegion({ headers }: RecordedRequest): string | undefined {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
}

describe('every recorded answer of AWS becomes the fact it proves', () => {
  test.each(listWireCases().map((one) => [`${one.name}: ${one.description}`, one] as const))(
    '%s',
    async (_title, one) => {
      replay(one);
      const before = server.requests.length;
      const read = createLoopbackSource(server.origin)[one.lookup] as ReadFact<LookupId>;
      const { allowance, steps } = unlimited();
      const fact = await read({ ...LOOKUP_TARGETS[one.lookup], ...one.target }, allowance);
      expect(fact).toEqual(one.expected);
      const requests = server.requests.slice(before);
      expect(steps).toHaveLength(requests.length);
      if (typeof one.requests === 'number') expect(requests).toHaveLength(one.requests);
      if (typeof one.requests === 'object') expect(requests.map(signedRegion)).toEqual(one.requests);
    },
  );
});
