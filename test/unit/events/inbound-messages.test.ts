import { toInboundMessages } from '../../../lambda/core/events/inbound-messages';

const sqs = (messageId: unknown, body: unknown) => ({ eventSource: 'aws:sqs', messageId, body });
const sns = (Sns: unknown) => ({ EventSource: 'aws:sns', Sns });

test('an SQS event is one message per record, each with its id', () => {
  expect(toInboundMessages({ Records: [sqs('m1', 'one'), sqs('m2', '')] })).toStrictEqual([
    { messageId: 'm1', body: 'one' },
    { messageId: 'm2', body: '' },
  ]);
});

test('an SNS event is one message per record, without ids', () => {
  const event = { Records: [sns({ Message: 'one', MessageId: 'x' }), sns({ Message: 'two' })] };
  expect(toInboundMessages(event)).toStrictEqual([{ body: 'one' }, { body: 'two' }]);
});

test.each([
  ['a bare S3 notification', { Records: [{ eventSource: 'aws:s3' }] }],
  ['an SNS envelope', { Type: 'Notification', Message: '{}' }],
  ['an object without records', {}],
  ['records that are no array', { Records: 'aws:sqs' }],
  ['no records', { Records: [] }],
  ['records that are no objects', { Records: ['aws:sqs', null, ['aws:sns']] }],
  ['an array', [sqs('m1', 'one')]],
  ['a number', 42],
  ['null', null],
])('%s is one message with its JSON as the body', (_, input) => {
  expect(toInboundMessages(input)).toStrictEqual([{ body: JSON.stringify(input) }]);
});

test('a text is one message as it is', () => {
  expect(toInboundMessages('{"Records": [')).toStrictEqual([{ body: '{"Records": [' }]);
  expect(toInboundMessages('')).toStrictEqual([{ body: '' }]);
});

test.each([
  ['no id', undefined],
  ['an empty id', ''],
  ['an id that is no text', 7],
])('an SQS record with %s is a message that cannot be acknowledged', (_, id) => {
  expect(toInboundMessages({ Records: [sqs(id, 'one')] })).toStrictEqual([{ body: 'one' }]);
});

test('an SQS record whose body is an object, as in events written by hand, has its JSON as the body', () => {
  expect(toInboundMessages({ Records: [sqs('m1', { Records: [] })] })).toStrictEqual([
    { messageId: 'm1', body: '{"Records":[]}' },
  ]);
});

test('an SQS or SNS record without contents becomes a message of itself rather than nothing', () => {
  const records = [sqs('m1', undefined), sns({}), sns('text'), sns(undefined)];
  expect(toInboundMessages({ Records: records }).map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { eventSource: 'aws:sqs', messageId: 'm1' },
    { EventSource: 'aws:sns', Sns: {} },
    { Records: [{ EventSource: 'aws:sns', Sns: 'text' }] },
    { Records: [{ EventSource: 'aws:sns' }] },
  ]);
});

test('strangers among SQS records become notifications of their own', () => {
  const stranger = { eventSource: 'aws:s3' };
  expect(toInboundMessages({ Records: [stranger, sqs('m1', 'one'), null, 'text'] })).toStrictEqual([
    { body: JSON.stringify({ Records: [stranger] }) },
    { messageId: 'm1', body: 'one' },
    { body: '{"Records":[null]}' },
    { body: '{"Records":["text"]}' },
  ]);
});

test('what has no JSON text is still one message', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  expect(toInboundMessages(cycle)).toStrictEqual([{ body: 'a value without JSON text: object' }]);
  expect(toInboundMessages(undefined)).toStrictEqual([{ body: 'a value without JSON text: undefined' }]);
  expect(toInboundMessages(1n)).toStrictEqual([{ body: 'a value without JSON text: bigint' }]);
});
