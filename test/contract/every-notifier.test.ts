import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NOTIFIER_SUBJECTS } from './subjects';

const ADAPTERS = join(__dirname, '../../lambda/adapters');

const notifierFiles = readdirSync(ADAPTERS)
  .filter((file) => file.endsWith('-notifier.ts'))
  .map((file) => file.replace(/\.ts$/, ''));

describe('every notifier runs the contract kit', () => {
  test('there is one subject for each *-notifier.ts, and none besides', () => {
    expect(NOTIFIER_SUBJECTS.map(({ name }) => name).sort()).toEqual(notifierFiles.sort());
  });

  test.each(NOTIFIER_SUBJECTS.map((subject) => [subject.name, subject] as const))(
    'the subject %s creates what that file exports',
    async (name, { factory }) => {
      const exported = (await import(join(ADAPTERS, name))) as Record<string, unknown>;
      expect(Object.values(exported)).toContain(factory);
    },
  );
});
