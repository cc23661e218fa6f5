import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toQueueRegion } from '../../cli/run.command';
import { runCli } from '../../cli/program';
import { makeFakeIo } from '../unit/cli/fake-io';
import { ask, post, toBody } from './run-fixture';

async function until<T>(read: () => T | undefined): Promise<T> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const value = read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('run', () => {
  it('says where it listens, prints alerts, and drains before it ends', async () => {
    const fake = makeFakeIo();
    const running = runCli(['run', '--port', '0', '--group-wait', '60'], fake.io);
    const url = await until(() => /Listening on (http:\S+)/.exec(fake.stderr())?.[1]);
    expect((await post(url, toBody())).status).toBe(202);
    fake.stop.abort();
    expect(await running).toBe(0);
    expect(fake.stdout()).toContain('media-prod (eu-west-1) → media-dr');
    expect(fake.stderr()).toContain('1 message: 1 alert');
    expect(fake.stderr()).toContain('Stopped; everything that was taken has been responded to.');
    await expect(ask(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('prints alert documents and nothing else on stdout with --json', async () => {
    const fake = makeFakeIo();
    const running = runCli(['run', '--json', '--port', '0', '--group-wait', '60'], fake.io);
    const url = await until(() => /Listening on (http:\S+)/.exec(fake.stderr())?.[1]);
    await post(url, toBody({ ruleId: 'one' }));
    await post(url, toBody({ ruleId: 'two' }));
    fake.stop.abort();
    await running;
    const lines = fake
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toMatchObject([{ schema: 's3-replication-alert/1' }, { schema: 's3-replication-alert/1' }]);
  });

  it('prints twenty alerts of a batch and counts the rest', async () => {
    const fake = makeFakeIo();
    const running = runCli(['run', '--port', '0', '--group-wait', '60'], fake.io);
    const url = await until(() => /Listening on (http:\S+)/.exec(fake.stderr())?.[1]);
    for (let rule = 0; rule < 25; rule += 1) await post(url, toBody({ ruleId: `rule-${rule}` }));
    fake.stop.abort();
    await running;
    expect(fake.stdout().match(/^Replication failing/gm)).toHaveLength(20);
    expect(fake.stdout()).toContain('+5 more alerts; see the page');
  });

  it('ends with 2 when the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const fake = makeFakeIo();
    expect(await runCli(['run', '--port', `${port}`], fake.io)).toBe(2);
    expect(fake.stderr()).toContain(`port ${port} is taken`);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('toQueueRegion', () => {
  it.each([
    ['https://sqs.eu-west-1.amazonaws.com/111111111111/failures', 'eu-west-1'],
    ['https://sqs.us-gov-west-1.amazonaws.com/111111111111/failures', 'us-gov-west-1'],
    ['https://sqs.cn-north-1.amazonaws.com.cn/111111111111/failures', 'cn-north-1'],
    ['https://sqs-fips.us-east-2.amazonaws.com/1/q', 'us-east-2'],
    ['http://127.0.0.1:4566/111111111111/failures', undefined],
    ['https://queue.example/1/q', undefined],
  ])('reads the Region of %s', (url, region) => {
    expect(toQueueRegion(url)).toBe(region);
  });
});
