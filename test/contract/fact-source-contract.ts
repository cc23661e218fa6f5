import './node-errors';
import type { Fact } from '../../lambda/core/facts/fact';
import type { FactSource, ReadAllowance, ReadFact } from '../../lambda/core/facts/fact-source';
import type { LookupId, LookupTarget } from '../../lambda/core/facts/lookup';
import { type OutputSpy, spyOnOutput } from './output-spy';
import { findClosedOrigin, type HttpAnswer, startWireServer, type WireServer } from './wire-server';

export interface FactSourceSubject {
  readonly name: string;
  create(origin: string): FactSource;
  readonly targets: { readonly [L in LookupId]: LookupTarget<L> };
}

/** Stands in answers, and must never come back out of a fact or a log. */
const SECRET = 'sk-9b1deb4d-3b7d';

/** For a lookup whose signal aborts; a busy machine may be late. */
const TIMEOUT_MS = 100;
const GRACE_MS = 5_000;

/** Answers that prove nothing, whatever was asked. */
const WORTHLESS: readonly (readonly [string, HttpAnswer])[] = [
  ['HTTP 200 without a body', { status: 200 }],
  ['HTTP 200 and a page', { status: 200, body: `<!doctype html><title>${SECRET}</title>` }],
  ['HTTP 200 and XML that is no answer', { status: 200, body: `<html><body>${SECRET}</body></html>` }],
  ['HTTP 200 and half a document', { status: 200, body: '<?xml version="1.0"?><A><B>' }],
  ['HTTP 200 and half of a JSON text', { status: 200, body: `{"a":"${SECRET}` }],
  ['HTTP 200 and JSON null', { status: 200, body: 'null' }],
  ['HTTP 200 and an empty JSON object', { status: 200, body: '{}' }],
  ['HTTP 200 and a megabyte', { status: 200, body: 'x'.repeat(1_048_576) }],
  ['HTTP 204', { status: 204 }],
  ['HTTP 302 to elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
  ['HTTP 403 of a proxy', { status: 403, body: `<html>${SECRET}</html>` }],
  ['HTTP 404 of a proxy', { status: 404, body: `<html>${SECRET}</html>` }],
  ['HTTP 405 of a proxy', { status: 405, body: '<html></html>' }],
  ['HTTP 418', { status: 418, body: 'teapot' }],
  ['HTTP 500', { status: 500, body: SECRET }],
  ['HTTP 502 of a proxy', { status: 502, body: '<html>Bad gateway</html>' }],
  ['HTTP 503 without a code', { status: 503 }],
];

/** Runs the whole contract of `FactSource` against one source, over real HTTP on loopback. */
export function describeFactSourceContract(subject: FactSourceSubject): void {
  const lookups = Object.keys(subject.targets) as LookupId[];

  describe(`${subject.name} keeps the fact source contract`, () => {
    let server: WireServer;
    let output: OutputSpy;
    beforeEach(async () => {
      server = await startWireServer();
      output = spyOnOutput();
    });
    afterEach(async () => {
      output.restore();
      await server.stop();
      expect(output.text()).not.toContain(SECRET);
    });

    /** Every lookup once, all at the same time. */
    async function readAll(
      allow: () => ReadAllowance = () => allowance(),
      origin = server.origin,
    ): Promise<ReadonlyMap<LookupId, Fact<unknown>>> {
      const source = subject.create(origin);
      const facts = await Promise.all(
        lookups.map(async (lookup) => {
          const read = source[lookup] as ReadFact<LookupId>;
          return [lookup, await read(subject.targets[lookup], allow())] as const;
        }),
      );
      for (const [, fact] of facts) expectTellable(fact);
      return new Map(facts);
    }

    test('can look up everything there is', () => {
      expect(Object.keys(subject.create(server.origin)).sort()).toEqual([...lookups].sort());
    });

    test.each(WORTHLESS)('%s is never taken for an answer', async (_name, answer) => {
      server.answerWith(answer);
      for (const [lookup, fact] of await readAll()) {
        expect([lookup, fact]).toEqual([lookup, expect.objectContaining({ state: 'unreadable', needs: [] })]);
      }
      expect(server.requests.length).toBeGreaterThan(0);
    });

    test.each(['hang', 'stall'] as const)(
      'ends when its signal aborts while the server does %s',
      async (how) => {
        server.answerWith(how);
        const start = performance.now();
        for (const [, fact] of await readAll(() => allowance(AbortSignal.timeout(TIMEOUT_MS)))) {
          expect(fact).toMatchObject({ state: 'unreadable', cause: 'timeout', retryable: true });
        }
        expect(performance.now() - start).toBeLessThan(TIMEOUT_MS + GRACE_MS);
      },
    );

    test('a refused connection is unreadable for now', async () => {
      for (const [, fact] of await readAll(undefined, await findClosedOrigin())) {
        expect(fact).toMatchObject({ state: 'unreadable', cause: 'network', retryable: true });
      }
    });

    test('a torn connection is unreadable for now', async () => {
      server.answerWith('reset');
      for (const [, fact] of await readAll()) {
        expect(fact).toMatchObject({ state: 'unreadable', cause: 'network', retryable: true });
      }
    });

    test('HTTP 429 is unreadable for now', async () => {
      server.answerWith({ status: 429 });
      for (const [, fact] of await readAll()) {
        expect(fact).toMatchObject({ state: 'unreadable', cause: 'throttled', retryable: true });
      }
    });

    test('asks for nothing when it may not', async () => {
      const facts = await readAll(() => ({ signal: new AbortController().signal, takeRead: () => false }));
      for (const [, fact] of facts) expect(fact).toMatchObject({ state: 'unreadable', cause: 'budget' });
      expect(server.requests).toEqual([]);
    });

    test('takes one read for each request it sends', async () => {
      server.answerWith({ status: 500 });
      let taken = 0;
      await readAll(() => ({ ...allowance(), takeRead: () => (taken += 1) > 0 }));
      expect(taken).toBe(server.requests.length);
    });
  });
}

function allowance(signal = new AbortController().signal): ReadAllowance {
  return { signal, takeRead: () => true };
}

/** What is told of a fact is one short line of our own words. */
function expectTellable(fact: Fact<unknown>): void {
  expect(JSON.stringify(fact)).not.toContain(SECRET);
  if (fact.state !== 'known') expect(fact.because).toMatch(/^[\x20-\x7e]{1,300}$/);
}
