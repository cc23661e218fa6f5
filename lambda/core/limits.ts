/**
 * Limits of the services that alerts pass through, as data. A test holds every rendering of any input against
 * them. Characters are UTF-16 code units (what JavaScript's `length` counts) unless the name says bytes.
 */

/** https://docs.slack.dev/reference/block-kit/blocks and `@slack/types`; total: slackapi/bolt-js#2509. */
export const SLACK_LIMITS = {
  blocks: 50,
  headerCharacters: 150,
  sectionTextCharacters: 3_000,
  sectionFields: 10,
  sectionFieldCharacters: 2_000,
  contextElements: 10,
  buttonTextCharacters: 75,
  urlCharacters: 3_000,
  fallbackTextCharacters: 3_000,
  /** Slack answers `msg_blocks_too_long` a little above this sum over all blocks. */
  totalCharacters: 13_000,
} as const;

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const SNS_LIMITS = {
  /** Body and attributes together. */
  messageBytes: 262_144,
  /** "Less than 100 characters"; ASCII without line breaks or control characters. */
  subjectCharacters: 99,
  /** One SMS message; longer texts are split and billed as several. */
  smsCharacters: 140,
} as const;

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
export const AMAZON_Q_LIMITS = {
  titleCharacters: 250,
  descriptionCharacters: 8_000,
  nextStepCharacters: 350,
  keywordCharacters: 75,
} as const;

/** Bounds of the alert document itself, so that every rendering of it is bounded too. */
export const ALERT_LIMITS = {
  summaryCharacters: 140,
  sampleObjects: 10,
  topPrefixes: 5,
  keyBytes: 1_024,
  unreadableSamples: 10,
  excerptCharacters: 256,
  /** Replication rule ids are at most 255 characters; event fields of any length are clipped to this. */
  nameCharacters: 255,
  /** A mail that somebody reads. */
  handoverCharacters: 6_000,
} as const;
