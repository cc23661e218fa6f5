/** The pages of AWS's documentation on which rows rest, by what they are about. */
const USER_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

export const AWS_PAGES = {
  failureReasons: `${USER_GUIDE}/replication-metrics-events.html#replication-failure-codes`,
  outpostsFailureReasons:
    'https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/outposts-replication-eventbridge.html#outposts-replication-failure-codes',
  batchReports: `${USER_GUIDE}/batch-ops-examples-reports.html`,
  batchErrors: `${USER_GUIDE}/replication-troubleshoot.html#troubleshoot-batch-replication-errors`,
  troubleshooting: `${USER_GUIDE}/replication-troubleshoot.html`,
} as const;
