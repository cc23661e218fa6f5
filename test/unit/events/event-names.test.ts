import { toEventKind } from '../../../lambda/core/events/event-kind';
import { isSupportedVersion } from '../../../lambda/core/events/event-version';
import { REPLICATION_EVENT_KINDS } from '../../../lambda/core/events/replication-event';

test.each(REPLICATION_EVENT_KINDS)('%s is known with and without the s3: prefix', (kind) => {
  expect(toEventKind(`Replication:${kind}`)).toBe(kind);
  expect(toEventKind(`s3:Replication:${kind}`)).toBe(kind);
});

test.each([
  'Replication:',
  'Replication:*',
  's3:Replication:OperationFailed',
  'Replication:XOperationFailedReplication',
  'Replication:OperationFailedReplicationX',
  'Replication:operationfailedreplication',
  'Replication:constructor',
])('%s is a replication event that we do not know', (name) => expect(toEventKind(name)).toBe('unknown'));

test.each([
  'ObjectCreated:Put',
  's3:ObjectRemoved:DeleteMarkerCreated',
  'ReducedRedundancyLostObject',
  's3:s3:Replication:OperationFailedReplication',
  'XReplication:OperationFailedReplication',
  '__proto__',
])('%s is no replication event', (name) => expect(toEventKind(name)).toBe('other'));

test.each(['2.2', '2.3', '2.6', '2.9', '2.10', '2.19', '2.100', '2.99999999999999999999'])(
  'version %s is read',
  (version) => expect(isSupportedVersion(version)).toBe(true),
);

test.each([
  ...['', '2', '2.', '.2', '2.0', '2.1', '2.01', '2.02', '02.2', '1.9', '3.0', '20.2', '2.2.1'],
  ...['2.2 ', ' 2.2', '2,2', '2.2\n', 'v2.2', '2.-2', '2.1e9', '2.２'],
])('version %j is not read', (version) => expect(isSupportedVersion(version)).toBe(false));
