/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // The cloud tests deploy into a local AWS and have their own runner: `npm run test:cloud`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cloud/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
};
