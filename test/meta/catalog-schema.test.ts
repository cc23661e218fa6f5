import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { alertSchema } from '../../lambda/core/alerts/alert.schema';
import { generate } from '../../scripts/generators/alert-schema.generator';

const published = JSON.parse(
  readFileSync(join(__dirname, '../../schema/s3-replication-alert-1.json'), 'utf8'),
) as Record<string, unknown>;

const validate = addFormats(new Ajv2020({ allErrors: true })).compile(published);

const unreadable = {
  schema: 's3-replication-alert/1',
  id: 'a1',
  type: 'unreadable',
  severity: 'medium',
  time: '2026-11-21T10:00:00.000Z',
  summary: '1 message could not be read',
  why: 'unreadable-messages',
  links: { dashboard: 'https://example.com/d' },
  unreadable: {
    count: 1,
    samples: [{ code: 'not-json', path: '$', got: 'text', allowed: 'JSON', excerpt: '{' }],
  },
};

describe('the published schema of the alert document', () => {
  it('is what the zod schema says today', () => {
    expect(generate().map(({ content }) => JSON.parse(content) as unknown)).toEqual([published]);
  });

  it('names its dialect, itself and its version', () => {
    expect(published).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:s3-replication-responder:s3-replication-alert:1',
      title: 's3-replication-alert/1',
    });
  });

  it('accepts an alert that the zod schema accepts', () => {
    expect(alertSchema.safeParse(unreadable).success).toBe(true);
    expect(validate(unreadable)).toBe(true);
  });

  it.each(['audit', 'canary'])('accepts the reserved type %s, whose fields are not fixed yet', (type) => {
    const { unreadable: _fields, ...envelope } = unreadable;
    expect(validate({ ...envelope, type, added: {} })).toBe(true);
  });

  it('lets unknown fields pass at every level, since fields are added within /1', () => {
    const later = {
      ...unreadable,
      added: 1,
      unreadable: { ...unreadable.unreadable, added: { deep: true } },
    };
    expect(validate(later)).toBe(true);
    expect(JSON.stringify(published)).not.toContain('"additionalProperties":false');
  });

  it.each([
    ['another schema', { schema: 's3-replication-alert/2' }],
    ['a severity that is none', { severity: 'urgent' }],
    ['a summary longer than its limit', { summary: 'x'.repeat(141) }],
    ['a time that is not in UTC', { time: '2026-11-21T10:00:00+01:00' }],
    ['a link that is no URL', { links: { runbook: 'no url' } }],
    ['no samples', { unreadable: { count: 1 } }],
  ])('refuses %s', (_what, change) => {
    expect(validate({ ...unreadable, ...change })).toBe(false);
  });
});
