import { version } from '../../../package.json';
import { runFake } from './fake-io';

describe('the command line', () => {
  it.each([['explain'], ['respond'], ['run'], ['demo']])(
    'has help for %s, with its --json',
    async (command) => {
      const { code, stdout, stderr } = await runFake([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`replication-responder ${command}`);
      expect(stdout).toContain('--json');
      expect(stderr).toBe('');
    },
  );

  it('lists its commands and exit codes in its help', async () => {
    const { code, stdout } = await runFake(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/explain.*respond.*run.*demo.*Exit codes: 0 fine, 1 findings, 2 bad input/s);
  });

  it('prints its version', async () => {
    expect(await runFake(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('ends with 2 and shows the help on stderr when nothing was asked', async () => {
    const { code, stdout, stderr } = await runFake([]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: replication-responder');
  });

  it('suggests the command that was meant', async () => {
    const { code, stderr } = await runFake(['explian']);
    expect(code).toBe(2);
    expect(stderr).toContain("unknown command 'explian'");
    expect(stderr).toContain('Did you mean explain?');
  });

  it('suggests the option that was meant', async () => {
    const { code, stderr } = await runFake(['respond', '--evnt', 'x']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean --event?');
  });

  it.each([
    [['run', '--port', 'x'], 'must be a number from 0 to 65535'],
    [['run', '--port', '65536'], 'must be a number from 0 to 65535'],
    [['run', '--group-wait', '-1'], 'must be seconds from 0 to 300'],
    [['run', '--group-wait', '301'], 'must be seconds from 0 to 300'],
    [['run', '--queue-url', 'replication-failures'], '--queue-url must be the URL of a queue'],
    [['run', '--queue-url', 'http://127.0.0.1:9/queue', '--port', '0'], 'no Region'],
    [['respond'], "required option '--event <file>' not specified"],
    [['respond', '--event', 'x', '--format', 'xml'], "'xml' is invalid"],
    [['explain', 'a', 'b'], 'too many arguments'],
  ])('ends %j with 2 and says what is wrong', async (args, message) => {
    const { code, stdout, stderr } = await runFake(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
