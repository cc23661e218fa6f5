/** A file of its own in the function's package; see `lib/respond-function.ts`. */
export { createAwsInvestigator } from '../adapters/facts/aws-investigator';
