import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type MessageQueue, openSqsQueue } from '../../cli/run/sqs-queue';
import { type RunningResponder, startTestResponder, toBody } from './run-fixture';

/** SQS's JSON protocol, as far as receive and delete go; recorded from the API reference. */
class FakeQueue {
  readonly deleted: string[] = [];
  readonly receives: Record<string, unknown>[] = [];
  private readonly batches: { MessageId: string; ReceiptHandle: string; Body: string }[][] = [];
  private failures: { status: number; code: string }[] = [];
  deleteFails = false;

  put(...bodies: readonly (readonly [string, string])[]): void {
    this.batches.push(
      bodies.map(([MessageId, Body]) => ({ MessageId, ReceiptHandle: `handle-${MessageId}`, Body })),
    );
  }

  failNext(status: number, code: string): void {
    this.failures.push({ status, code });
  }

  async listen(): Promise<{ server: Server; url: string }> {
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
        const answer = this.answer(action, JSON.parse(text) as Record<string, unknown>);
        // An empty queue waits; a short while is enough here.
        const delay = action === 'ReceiveMessage' && answer.isEmpty ? 30 : 0;
        setTimeout(() => {
          response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
          response.end(JSON.stringify(answer.body));
        }, delay);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  private answer(action: string, input: Record<string, unknown>) {
    if (action === 'ReceiveMessage') {
      this.receives.push(input);
      const failure = this.failures.shift();
      if (failure)
        return {
          status: failure.status,
          isEmpty: false,
          body: { __type: `com.amazonaws.sqs#${failure.code}`, message: 'x' },
        };
      const Messages = this.batches.shift();
      return {
        status: 200,
        isEmpty: Messages === undefined,
        body: Messages === undefined ? {} : { Messages },
      };
    }
    const entries = input['Entries'] as { Id: string; ReceiptHandle: string }[];
    if (this.deleteFails) {
      return {
        status: 200,
        isEmpty: false,
        body: {
          Successful: [],
          Failed: entries.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false })),
        },
      };
    }
    this.deleted.push(...entries.map(({ ReceiptHandle }) => ReceiptHandle));
    return {
      status: 200,
      isEmpty: false,
      body: { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] },
    };
  }
}

describe('the responder on a queue', () => {
  let queue: FakeQueue;
  let server: Server;
  let client: MessageQueue;
  let responder: RunningResponder;

  beforeEach(async () => {
    queue = new FakeQueue();
    const listening = await queue.listen();
    server = listening.server;
    client = await openSqsQueue('http://127.0.0.1/111111111111/failures', {
      region: 'eu-west-1',
      endpoint: listening.url,
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
      // The fake queue does not compute the checksums that SQS sends along.
      md5: false,
    });
  });

  const start = async (groupWaitSeconds = 0.05): Promise<void> => {
    responder = await startTestResponder({
      groupWaitSeconds,
      queue: client,
    });
  };

  afterEach(async () => {
    await responder.stop();
    client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const until = async (condition: () => boolean): Promise<void> => {
    const deadline = Date.now() + 4_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error('it did not come to that');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('makes one alert of what it receives and then deletes the messages', async () => {
    queue.put(['m1', toBody()], ['m2', toBody()]);
    await start();
    await until(() => queue.deleted.length === 2);
    expect(responder.alerts).toMatchObject([{ type: 'opened', incident: { failures: 2 } }]);
    expect(queue.deleted).toEqual(['handle-m1', 'handle-m2']);
  });

  it('deletes nothing before the alerts are out', async () => {
    queue.put(['m1', toBody()]);
    await start(60);
    await until(() => responder.state().waiting.messages === 1);
    expect([responder.alerts, queue.deleted]).toEqual([[], []]);
  });

  it('polls long, and hides messages until they can be handled', async () => {
    await start(30);
    await until(() => queue.receives.length > 0);
    expect(queue.receives[0]).toMatchObject({
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 90,
    });
  });

  it('leaves an unreadable message on the queue, tells it once, and deletes the others', async () => {
    queue.put(['bad', 'not JSON'], ['good', toBody()]);
    await start();
    await until(() => queue.deleted.length === 1);
    queue.put(['bad', 'not JSON']);
    queue.put(['next', toBody({ ruleId: 'other' })]);
    await until(() => queue.deleted.length === 2);
    expect(queue.deleted).toEqual(['handle-good', 'handle-next']);
    expect(responder.alerts.map(({ type }) => type)).toEqual(['opened', 'unreadable', 'opened']);
  });

  it('deletes what it still had to respond to when it is stopped', async () => {
    queue.put(['m1', toBody()]);
    await start(60);
    await until(() => responder.state().waiting.messages === 1);
    await responder.stop();
    expect(queue.deleted).toEqual(['handle-m1']);
    expect(responder.alerts).toHaveLength(1);
  });

  it('warns when a message could not be deleted', async () => {
    queue.deleteFails = true;
    queue.put(['m1', toBody()]);
    await start();
    await until(() => responder.warnings.length > 0);
    expect(responder.warnings).toEqual(['1 of 1 messages could not be deleted (InternalError)']);
  });

  it.each([
    [400, 'QueueDoesNotExist'],
    [403, 'AccessDeniedException'],
  ])('gives up when the first poll is refused (%i %s)', async (status, code) => {
    queue.failNext(status, code);
    await start();
    await expect(responder.polling).rejects.toMatchObject({ name: code });
  });

  it('goes on after a later poll failed, and says so', async () => {
    await start();
    await until(() => queue.receives.length > 0);
    queue.failNext(500, 'InternalError');
    await until(() => responder.warnings.length > 0);
    expect(responder.warnings[0]).toMatch(/^polling failed \(\w+\); trying again$/);
  });
});
