import type { FixPlaceholder } from '../catalog/reason-row';
import type { FailureGroup } from '../incidents/group-failures';
import { ALERT_LIMITS } from '../limits';
import { truncateBytes } from '../render/truncate';
import type { FixValues } from './fill-fix';

/**
 * Names that become part of ARNs and policy documents in suggested commands. An event that carries anything else is
 * not believed: a "bucket name" with a quote in it could widen the policy that an engineer is about to paste.
 * Upper case and underscores occur in bucket names from before 2018.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const NAME_FORMS: Partial<Readonly<Record<FixPlaceholder, RegExp>>> = {
  sourceBucket: /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/,
  destinationBucket: /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/,
  sourceRegion: /^[a-z0-9][a-z0-9-]{1,31}$/,
  partition: /^aws(-[a-z]+)*$/,
};

/**
 * The AWS CLI takes a value of this form for the place to read the value from: a key named `file:///etc/passwd` would
 * send that file. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
const READ_FROM_ELSEWHERE = /^(?:fileb?|https?):\/\//i;

/**
 * What a group's events tell about the placeholders of a fix. Values that cannot be real - of the wrong form, or
 * longer than any real one - are left out and stay placeholders: a clipped name in a command would be another name.
 */
export function toFixValues({ key, partition, samples }: FailureGroup): FixValues {
  const sample = samples[0];
  const values: Values = {};
  add(values, 'partition', partition);
  add(values, 'sourceBucket', key.sourceBucket);
  add(values, 'sourceRegion', key.region);
  add(values, 'destinationBucket', key.destinationBucket);
  add(values, 'ruleId', key.ruleId);
  add(values, 'key', sample?.key);
  add(values, 'versionId', sample?.versionId);
  return values;
}

type Values = Partial<Record<FixPlaceholder, string>>;

function add(values: Values, name: FixPlaceholder, value: string | null | undefined): void {
  if (value !== null && value !== undefined && isBelievable(name, value)) values[name] = value;
}

function isBelievable(name: FixPlaceholder, value: string): boolean {
  const form = NAME_FORMS[name];
  if (form !== undefined) return form.test(value);
  return !READ_FROM_ELSEWHERE.test(value) && truncateBytes(value, ALERT_LIMITS.keyBytes) === value;
}
