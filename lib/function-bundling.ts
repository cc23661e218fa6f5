import { join } from 'node:path';
import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** Bundled beside each handler and loaded with the first incident: most of the code, and nothing of it in a cold start. */
const LATE_MODULE = 'investigator';

const BUNDLED = { format: OutputFormat.CJS, mainFields: ['module', 'main'], target: 'node24' } as const;

/**
 * How the functions are bundled. The SDK goes in: the one in the runtime changes under our feet. No source map: it
 * would be most of the package, and names are kept, so that stack traces and error names stay readable. The packages'
 * ES modules let esbuild drop what is not used.
 */
export const BUNDLING = {
  ...BUNDLED,
  mainFields: [...BUNDLED.mainFields],
  minify: true,
  keepNames: true,
  sourceMap: false,
  bundleAwsSDK: true,
  externalModules: [`./${LATE_MODULE}.js`],
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (inputDir, outputDir) => [toLateBundling(inputDir, outputDir)],
  },
} satisfies BundlingOptions;

function toLateBundling(inputDir: string, outputDir: string): string {
  return [
    `npx --no-install esbuild "${join(inputDir, 'lambda', 'handlers', `${LATE_MODULE}.ts`)}"`,
    '--bundle --platform=node --minify --keep-names --log-level=error',
    `--target=${BUNDLED.target} --format=${BUNDLED.format} --main-fields=${BUNDLED.mainFields.join(',')}`,
    `--outfile="${join(outputDir, `${LATE_MODULE}.js`)}"`,
  ].join(' ');
}
