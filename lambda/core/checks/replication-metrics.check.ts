import { listTexts, quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { confirmed, notApplicable, ruledOut, without } from './judgement';
import { sourceOf } from './replication-subject';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html */
export const replicationMetrics = defineCheck({
  id: 'replication-metrics',
  level: 'config',
  looksAt: 'whether every rule of the source bucket can report failures',
  isAside: true,
  facts: ['source-replication'],
  judge(context) {
    const configuration = context.fact('source-replication');
    if (configuration.state !== 'known') return without(configuration);
    const rules = configuration.value.rules.filter(({ enabled }) => enabled);
    if (rules.length === 0) return notApplicable('no rule is on');
    const blind = rules.filter(({ destination }) => !destination.metrics);
    const { bucket, arn } = sourceOf(context);
    if (blind.length === 0) return ruledOut(`Every rule of ${quote(bucket)} that is on has metrics on.`);
    const names = listTexts(
      blind.map(({ id, destination }) =>
        id === undefined ? `that to ${quote(destination.bucket)}` : quote(id),
      ),
      'and',
    );
    const which = blind.length === 1 ? `the rule ${names}` : `the rules ${names}`;
    return confirmed(
      `Metrics are off for ${which} of ${quote(bucket)}: S3 sends no event when they fail.`,
      {
        title: 'Metrics are off for a replication rule, so that S3 reports no failures of it',
        subject: arn,
        owner: 'source-account',
      },
      editReplication(
        context,
        `In \`replication.json\`, set \`Metrics\` to \`{"Status":"Enabled"}\` in the \`Destination\` of ${which}.`,
      ),
    );
  },
});
