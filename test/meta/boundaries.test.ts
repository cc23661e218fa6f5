import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Which of our folders each folder may import from, and which outside packages it must not. */
const RULES: readonly { readonly folder: string; readonly may: readonly string[]; readonly not: RegExp }[] = [
  {
    folder: 'lambda/core',
    may: ['lambda/core'],
    not: /^(@aws-|aws-|constructs|@smithy|zod|(node:)?(fs|https?|net|os|child_process|process))/,
  },
  {
    folder: 'lambda/adapters',
    may: ['lambda/core', 'lambda/adapters'],
    not: /^(aws-cdk-lib|constructs|cdk-nag|zod)/,
  },
  { folder: 'lambda/handlers', may: ['lambda'], not: /^(aws-cdk-lib|constructs|cdk-nag|zod)/ },
  {
    folder: 'cli',
    may: ['cli', 'lambda/core', 'lambda/adapters', 'package.json'],
    not: /^(aws-cdk-lib|constructs|cdk-nag)/,
  },
  { folder: 'lib', may: ['lib', 'lambda/core'], not: /^(@aws-sdk|@smithy)/ },
];

/** The one place that builds the schema, and nothing that runs in a function imports more than its types. */
const ZOD_DEFINITION = 'lambda/core/alerts/alert.schema.ts';

interface Import {
  readonly file: string;
  readonly from: string;
  readonly isTypeOnly: boolean;
}

function importsOf(folder: string): readonly Import[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, folder, file), 'utf8');
      const matches = text.matchAll(
        /(?:^|\n)(?:import|export)\s+(type\s)?[^;]*?from '([^']+)'|import\('([^']+)'\)/g,
      );
      return Array.from(matches, ([, type, from, dynamic]) => ({
        file: join(folder, file),
        from: from ?? dynamic ?? '',
        isTypeOnly: type !== undefined,
      }));
    });
}

test.each(RULES)('$folder imports only what its place in the architecture allows', ({ folder, may, not }) => {
  const imports = importsOf(folder);
  expect(imports.length).toBeGreaterThan(0);
  const wrong = imports.filter(({ file, from, isTypeOnly }) => {
    if (!from.startsWith('.')) return not.test(from) && !isTypeOnly && file !== ZOD_DEFINITION;
    const target = relative(ROOT, resolve(ROOT, dirname(file), from));
    return !may.some((allowed) => target.startsWith(allowed));
  });
  expect(wrong).toEqual([]);
});

test('functions import only the types of the alert schema, so zod stays out of their bundles', () => {
  const values = ['lambda/core', 'lambda/adapters', 'lambda/handlers']
    .flatMap(importsOf)
    .filter(({ from, isTypeOnly }) => from.endsWith('alert.schema') && !isTypeOnly);
  expect(values).toEqual([]);
});

test('core has no clock, no environment and no randomness of its own', () => {
  const offenders = readdirSync(join(ROOT, 'lambda/core'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /\b(process\.|Date\.now|new Date\(\)|Math\.random|console\.(log|info|warn|error|debug)|setTimeout|fetch\()/.test(
        readFileSync(join(ROOT, 'lambda/core', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
      ),
    );
  expect(offenders).toEqual([]);
});

test('handlers only wire: each stays under 60 lines', () => {
  const handlers = readdirSync(join(ROOT, 'lambda/handlers')).filter((file) => file.endsWith('.handler.ts'));
  expect(handlers.length).toBeGreaterThan(0);
  for (const file of handlers) {
    const lines = readFileSync(join(ROOT, 'lambda/handlers', file), 'utf8').split('\n').length;
    expect(`${file}: ${lines < 60}`).toBe(`${file}: true`);
  }
});
