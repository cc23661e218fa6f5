/** Environment variables of the functions: set in `lib/`, read in `lambda/handlers/`, named only here. */
export const ENV = {
  alertTopicArn: 'ALERT_TOPIC_ARN',
  deadLetterQueueUrl: 'DEAD_LETTER_QUEUE_URL',
  /** `webhook` or `bot`; absent when Slack is off. */
  slackMode: 'SLACK_MODE',
  /** ARN of a Secrets Manager secret or an SSM SecureString parameter. */
  slackSecretArn: 'SLACK_SECRET_ARN',
  /** Channel id, needed for `bot`. */
  slackChannel: 'SLACK_CHANNEL',
  /** Another origin than Slack's that may be posted to; the stack never sets it, the cloud test does. */
  slackAllowedOrigin: 'SLACK_ALLOWED_ORIGIN',
  /** Where the runbooks are published; `<Reason>.md` is appended. */
  runbookBaseUrl: 'RUNBOOK_BASE_URL',
  /** Console link to the responder's dashboard. */
  dashboardUrl: 'DASHBOARD_URL',
  /** `config` or `objects`; absent when nothing is looked at. */
  checks: 'CHECKS',
  /** The account that the function itself is in. */
  homeAccount: 'HOME_ACCOUNT',
  /** JSON, `{ account: { roleArn, externalId } }`; absent without roles in other accounts. */
  accountRoles: 'ACCOUNT_ROLES',
  /** JSON, `{ bucket: account }`, for buckets of other accounts; absent when none is known. */
  bucketAccounts: 'BUCKET_ACCOUNTS',
  /** The table of incidents; absent: each batch stands alone. */
  incidentTableName: 'INCIDENT_TABLE_NAME',
  /** Seconds; the timers' own defaults where absent. */
  groupIntervalSeconds: 'GROUP_INTERVAL_SECONDS',
  repeatIntervalSeconds: 'REPEAT_INTERVAL_SECONDS',
  resolveAfterSeconds: 'RESOLVE_AFTER_SECONDS',
  /** Functions that may post to Slack at once: each takes its share of one message a second. */
  slackWorkers: 'SLACK_WORKERS',
} as const;
