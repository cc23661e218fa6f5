import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports that a folder may not make; the meta-test `test/meta/boundaries.test.ts` holds the same rule. */
function forbidImports(...groups) {
  return {
    'no-restricted-imports': [
      'error',
      { patterns: groups.map(([group, message]) => ({ group, message, allowTypeImports: false })) },
    ],
  };
}

const cdk = [
  ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', 'cdk-nag'],
  'Only lib/ and bin/app.ts build infrastructure.',
];
const sdk = [
  ['@aws-sdk/*', '@smithy/*', '@aws-lambda-powertools/*'],
  'lambda/core is pure: no SDK. Put it behind a port.',
];
const io = [
  [
    'fs',
    'fs/*',
    'node:fs',
    'node:fs/*',
    'http',
    'https',
    'node:http',
    'node:https',
    'node:net',
    'node:child_process',
    'node:os',
    'node:process',
    'node:timers/*',
  ],
  'lambda/core is pure: no I/O. Put it behind a port.',
];

export default tseslint.config(
  { ignores: ['node_modules/', 'cdk.out/', '.cache/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'Unions of string literals, not enums.' },
      ],
      eqeqeq: 'error',
    },
  },
  { files: ['*.config.ts', '*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['lambda/core/**/*.ts'],
    rules: {
      ...forbidImports(cdk, sdk, io, [
        ['**/adapters/**', '**/handlers/**', '**/cli/**', '**/lib/**'],
        'core imports nothing but core.',
      ]),
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'setTimeout', 'setInterval', 'console', 'performance'].map((name) => ({
          name,
          message: 'lambda/core is pure: pass it in.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'core has no clock: pass the time in.' },
        { object: 'Math', property: 'random', message: 'core has no randomness: pass it in.' },
      ],
    },
  },
  {
    files: ['lambda/adapters/**/*.ts'],
    rules: forbidImports(cdk, [['**/handlers/**', '**/cli/**', '**/lib/**'], 'adapters import core only.']),
  },
  {
    files: ['lambda/handlers/**/*.ts'],
    rules: forbidImports(cdk, [['**/cli/**', '**/lib/**'], 'handlers wire adapters to core.']),
  },
  {
    files: ['cli/**/*.ts', 'bin/replication-responder.ts'],
    rules: forbidImports(cdk, [['**/lib/**', '**/handlers/**'], 'The CLI never needs the infrastructure.']),
  },
  {
    files: ['lib/**/*.ts'],
    rules: forbidImports(sdk, [
      ['**/adapters/**', '**/handlers/**', '**/cli/**'],
      'lib uses data of core only.',
    ]),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
