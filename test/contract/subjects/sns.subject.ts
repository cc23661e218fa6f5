import { SNSClient } from '@aws-sdk/client-sns';
import { createSnsNotifier } from '../../../lambda/adapters/sns-notifier';
import { renderEmail } from '../../../lambda/core/render/email';
import { renderSms } from '../../../lambda/core/render/sms';
import type { NotifierSubject } from '../notifier-contract';
import type { HttpAnswer } from '../wire-server';

const TOPIC_ARN = 'arn:aws:sns:eu-west-1:111111111111:alerts';
const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCWV1LXdlc3QtMSJHMEUCIQ==',
};

/** The answers of the query protocol, in the form of https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
function toSnsError(status: number, code: string, message = 'A message of AWS.'): HttpAnswer {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const escaped = [code, message].map((text) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`));
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>${type}</Type><Code>${escaped[0]}</Code><Message>${escaped[1]}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
  };
}

const STATUS_CODES = {
  401: 'InvalidClientTokenId',
  404: 'NotFound',
  429: 'Throttled',
  500: 'InternalError',
  503: 'ServiceUnavailable',
} as const;

export const snsSubject: NotifierSubject = {
  name: 'sns-notifier',
  factory: createSnsNotifier,
  secrets: [CREDENTIALS.secretAccessKey, CREDENTIALS.sessionToken],
  create: ({ origin, timeoutMs }) =>
    createSnsNotifier({
      client: new SNSClient({
        endpoint: origin,
        region: 'eu-west-1',
        credentials: CREDENTIALS,
        maxAttempts: 1,
      }),
      topicArn: TOPIC_ARN,
      timeoutMs,
    }),
  accepted: {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId></PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>',
  },
  reference: '94f20ce6-13c5-43a0-9a9e-ca52d816e90b',
  failure: (status) => toSnsError(status, STATUS_CODES[status]),
  echo: (text) => toSnsError(403, text, text),
  refusals: [
    { code: 'AuthorizationError', answer: toSnsError(403, 'AuthorizationError'), retryable: false },
    { code: 'NotFound', answer: toSnsError(404, 'NotFound'), retryable: false },
    { code: 'InvalidParameter', answer: toSnsError(400, 'InvalidParameter'), retryable: false },
    { code: 'InvalidSecurity', answer: toSnsError(403, 'InvalidSecurity'), retryable: false },
    { code: 'SignatureDoesNotMatch', answer: toSnsError(403, 'SignatureDoesNotMatch'), retryable: false },
    { code: 'KMSAccessDenied', answer: toSnsError(400, 'KMSAccessDenied'), retryable: false },
    { code: 'KMSDisabled', answer: toSnsError(400, 'KMSDisabled'), retryable: false },
    { code: 'KMSInvalidState', answer: toSnsError(400, 'KMSInvalidState'), retryable: false },
    { code: 'KMSNotFound', answer: toSnsError(400, 'KMSNotFound'), retryable: false },
    { code: 'KMSOptInRequired', answer: toSnsError(403, 'KMSOptInRequired'), retryable: false },
    { code: 'KMSThrottling', answer: toSnsError(400, 'KMSThrottling'), retryable: true },
    { code: 'Throttling', answer: toSnsError(400, 'Throttling'), retryable: true },
    { code: 'ExpiredToken', answer: toSnsError(403, 'ExpiredToken'), retryable: true },
  ],
  readPayload({ body }) {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const message = JSON.parse(fields['Message'] ?? '') as Record<string, string>;
    const { TopicArn, MessageStructure, Subject } = fields;
    return {
      TopicArn,
      MessageStructure,
      Subject,
      ...message,
      default: JSON.parse(message['default'] ?? '') as unknown,
    };
  },
  toPayload: (alert) => ({
    TopicArn: TOPIC_ARN,
    MessageStructure: 'json',
    Subject: renderEmail(alert).subject,
    default: alert,
    email: renderEmail(alert).body,
    sms: renderSms(alert),
  }),
};
