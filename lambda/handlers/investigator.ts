/** A file of its own in the function's package; see `lib/function-bundling.ts`. */
export { createAwsInvestigator } from '../adapters/facts/aws-investigator';
