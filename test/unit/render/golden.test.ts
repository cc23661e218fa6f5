import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert } from '../../../lambda/core/alerts/alert.schema';
import { alertSchema } from '../../../lambda/core/alerts/alert.schema';
import { renderAmazonQ } from '../../../lambda/core/render/amazon-q';
import { renderEmail } from '../../../lambda/core/render/email';
import { renderHtml } from '../../../lambda/core/render/html';
import { renderSlack } from '../../../lambda/core/render/slack';
import { renderSms } from '../../../lambda/core/render/sms';
import { renderTerminal } from '../../../lambda/core/render/terminal';
import { makeGoldenAlert } from './golden-world';

/**
 * Each folder of `test/golden` is an alert and what it looks like in every channel. Read the files like prose in
 * review; `UPDATE_GOLDEN=1 npx jest test/unit/render/golden` writes them anew. Where there is a `world.json`, the alert
 * is what the checks make of that world.
 */
const GOLDEN = join(__dirname, '../../golden');

const RENDERINGS: Readonly<Record<string, (alert: Alert) => string>> = {
  'slack.json': (alert) => toJson(renderSlack(alert)),
  'email.txt': (alert) => {
    const { subject, body } = renderEmail(alert);
    return `Subject: ${subject}\n\n${body}`;
  },
  'sms.txt': (alert) => `${renderSms(alert)}\n`,
  'terminal.txt': (alert) => renderTerminal(alert, { color: false, columns: 80 }),
  'alert.html': renderHtml,
  'amazon-q.json': (alert) => toJson(renderAmazonQ(alert)),
};

const cases = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it('there are golden alerts for every type that this release sends', () => {
  const types = cases.map((name) => readAlert(name).type);
  expect(types).toEqual(expect.arrayContaining(['opened', 'grew', 'reminder', 'resolved', 'unreadable']));
});

describe.each(cases)('the golden alert %s', (name) => {
  it('is what the program makes of its world, where it has one', async () => {
    const made = await makeGoldenAlert(join(GOLDEN, name));
    if (made !== undefined) expectFile(join(GOLDEN, name, 'alert.json'), toJson(made));
  });

  it('is a valid alert document', () => {
    expect(alertSchema.safeParse(readJson(name)).error).toBeUndefined();
  });

  it.each(Object.keys(RENDERINGS))('is rendered as in %s', (file) => {
    expectFile(join(GOLDEN, name, file), RENDERINGS[file]?.(readAlert(name)) ?? '');
  });
});

function expectFile(path: string, content: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, content);
  expect(content).toBe(readFileSync(path, 'utf8'));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(GOLDEN, name, 'alert.json'), 'utf8'));
}

function readAlert(name: string): Alert {
  return alertSchema.parse(readJson(name));
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
