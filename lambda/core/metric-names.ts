/** Our own CloudWatch metrics: the one place where their names stand, for the handlers and the dashboard alike. */
export const METRIC_NAMESPACE = 'S3ReplicationResponder';

export const METRICS = {
  /** Failed operations by source bucket and catalog reason (`Unknown` for any other). Count. */
  failures: 'Failures',
  /** Failures that need nobody; no alert is made of them. Count. */
  benignFailures: 'BenignFailures',
  /** Failures whose reason the catalog does not know. Count. */
  unknownReasons: 'UnknownReasons',
  /** Incidents that were looked at, by verdict; `failed` when looking itself failed. Count. */
  diagnoses: 'Diagnoses',
  /** How long looking at one incident took. Milliseconds. */
  diagnosisTime: 'DiagnosisTime',
  /** Incidents that came to another state, by what brought them there. Count. */
  transitions: 'Transitions',
  /** Alerts that a channel had not taken when they were given up, by channel. Count. */
  deliveriesGivenUp: 'DeliveriesGivenUp',
  /** Calls of the incident table that came to nothing; what they were about is done again. Count. */
  storeFailures: 'StoreFailures',
  /** Items of the incident table that are none of ours. Count. */
  unreadableItems: 'UnreadableItems',
  /** Active incidents that a sweep looked after. Count. */
  activeIncidents: 'ActiveIncidents',
  /** Alerts that a channel accepted, by channel. Count. */
  alertsDelivered: 'AlertsDelivered',
  /** Alerts that a channel did not take in the time there was, by channel. Count. */
  deliveryFailures: 'DeliveryFailures',
  /** From the first failure's event time to the acceptance by the alert topic. Milliseconds. */
  timeToAlert: 'TimeToAlert',
  /** Messages or records that could not be read. Count. */
  unreadableEvents: 'UnreadableEvents',
  /** Test events and records of other S3 event kinds. Count. */
  ignoredEvents: 'IgnoredEvents',
  /** Replication Time Control events (missed threshold, replicated after it, not tracked), by kind. Count. */
  replicationTimeEvents: 'ReplicationTimeEvents',
} as const;

/** Value of the `service` dimension, which Powertools puts on every metric, and of `service` in every log line. */
export const SERVICE_NAME = 's3-replication-responder';

export const METRIC_DIMENSIONS = {
  /** Powertools' default dimension; part of the identity of every metric here. */
  service: 'service',
  sourceBucket: 'SourceBucket',
  failureReason: 'FailureReason',
  channel: 'Channel',
  kind: 'Kind',
  verdict: 'Verdict',
  transition: 'Transition',
} as const;
