import { MessageBuffer } from '../../../cli/run/message-buffer';
import type { InboundMessage } from '../../../lambda/core/events/replication-event';

const message = (messageId: string, body = 'x'): InboundMessage => ({ messageId, body });

function setUp(
  respond: (messages: readonly InboundMessage[]) => Promise<readonly string[]> = () => Promise.resolve([]),
) {
  const batches: string[][] = [];
  const errors: unknown[] = [];
  const buffer = new MessageBuffer({
    groupWaitMs: 1_000,
    failed: (error) => errors.push(error),
    respond: (messages) => {
      batches.push(messages.map(({ messageId }) => messageId ?? '?'));
      return respond(messages);
    },
  });
  return { buffer, batches, errors };
}

describe('MessageBuffer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('responds once to all that came within the group wait of the first message', async () => {
    const { buffer, batches } = setUp();
    buffer.accept({ messages: [message('a')] });
    await jest.advanceTimersByTimeAsync(900);
    buffer.accept({ messages: [message('b')] });
    expect(batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(100);
    expect(batches).toEqual([['a', 'b']]);
  });

  it('tells how much waits and until when', async () => {
    const { buffer } = setUp();
    expect(buffer.waiting()).toEqual({ messages: 0 });
    buffer.accept({ messages: [message('a'), message('b')] });
    expect(buffer.waiting()).toEqual({ messages: 2, dueAtMs: Date.now() + 1_000 });
    await buffer.flush();
    expect(buffer.waiting()).toEqual({ messages: 0 });
  });

  it('does not wait for company when a batch is as large as one of Lambda', () => {
    const { buffer, batches } = setUp();
    buffer.accept({ messages: Array.from({ length: 10_000 }, (_, index) => message(`${index}`)) });
    expect(buffer.waiting().messages).toBe(0);
    return buffer.flush().then(() => expect(batches.map(({ length }) => length)).toEqual([10_000]));
  });

  it('takes nothing when 64 MiB wait or are under way, and takes again after that', async () => {
    let answer: (failed: readonly string[]) => void = () => undefined;
    const { buffer } = setUp(() => new Promise((resolve) => (answer = resolve)));
    const body = 'x'.repeat(5 * 1024 * 1024);
    let taken = 0;
    while (buffer.accept({ messages: [message(`${taken}`, body)] })) taken += 1;
    expect(taken).toBe(12);
    const flushed = buffer.flush();
    while (taken > 0) {
      await jest.advanceTimersByTimeAsync(0);
      answer([]);
      taken -= 1;
    }
    await flushed;
    expect(buffer.accept({ messages: [message('again', body)] })).toBe(true);
  });

  it('settles each delivery with the ids that failed', async () => {
    const { buffer } = setUp(() => Promise.resolve(['b']));
    const settled: ReadonlySet<string>[] = [];
    const settle = (failed: ReadonlySet<string>): Promise<void> => {
      settled.push(failed);
      return Promise.resolve();
    };
    buffer.accept({ messages: [message('a')], settle });
    buffer.accept({ messages: [message('b')], settle });
    await buffer.flush();
    expect(settled).toEqual([new Set(['b']), new Set(['b'])]);
  });

  it('fails every message of a batch whose response threw, and goes on', async () => {
    let calls = 0;
    const { buffer, errors } = setUp(() =>
      (calls += 1) === 1 ? Promise.reject(new Error('no')) : Promise.resolve([]),
    );
    const settled: ReadonlySet<string>[] = [];
    const settle = (failed: ReadonlySet<string>): Promise<void> => {
      settled.push(failed);
      return Promise.resolve();
    };
    buffer.accept({ messages: [message('a'), message('b')], settle });
    await buffer.flush();
    buffer.accept({ messages: [message('c')], settle });
    await buffer.flush();
    expect(settled).toEqual([new Set(['a', 'b']), new Set()]);
    expect(errors).toEqual([new Error('no')]);
  });

  it('tells of a delivery that could not be settled, and settles the others', async () => {
    const { buffer, errors } = setUp();
    let isSettled = false;
    buffer.accept({ messages: [message('a')], settle: () => Promise.reject(new Error('gone')) });
    buffer.accept({
      messages: [message('b')],
      settle: () => {
        isSettled = true;
        return Promise.resolve();
      },
    });
    await buffer.flush();
    expect([errors, isSettled]).toEqual([[new Error('gone')], true]);
  });

  it('runs batches one after another, in order of arrival', async () => {
    const running: string[] = [];
    const { buffer } = setUp(async ([first]) => {
      running.push(`begin ${first?.messageId}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      running.push(`end ${first?.messageId}`);
      return [];
    });
    buffer.accept({ messages: [message('a')] });
    const one = buffer.flush();
    buffer.accept({ messages: [message('b')] });
    const two = buffer.flush();
    await jest.advanceTimersByTimeAsync(2_000);
    await Promise.all([one, two]);
    expect(running).toEqual(['begin a', 'end a', 'begin b', 'end b']);
  });
});
