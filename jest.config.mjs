import process from 'node:process';

// The SDK warns on every load that Node 20 is near its end; Lambda runs a newer one.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // The cloud tests deploy into a local AWS and have their own runner: `npm run test:cloud`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cloud/'],
  // Dynamic imports name the compiled file, as TypeScript asks; Jest reads the sources.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
};
