import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { alertSchema } from '../../../lambda/core/alerts/alert.schema';
import { runFake } from './fake-io';

const FOLDER = join(__dirname, '..', '..', 'fixtures', 'events');
const FIXTURES = readdirSync(FOLDER).filter((name) => name !== 'manifest.json' && !name.endsWith('.ts'));

describe('respond --json', () => {
  it.each(FIXTURES)('prints documents of the published schema for %s', async (name) => {
    const { code, stdout, stderr } = await runFake(['respond', '--event', join(FOLDER, name), '--json']);
    const alerts = JSON.parse(stdout) as unknown[];
    for (const alert of alerts) expect(alertSchema.safeParse(alert).error).toBeUndefined();
    const isUnreadable = alerts.some((alert) => (alert as { type: string }).type === 'unreadable');
    expect(code === 0).toBe(!isUnreadable);
    if (code === 2) expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
