import { createAccountAccess } from '../../../lambda/adapters/facts/account-access';
import { type RecordedRequest, startWireServer, type WireServer } from '../../contract/wire-server';
import '../../contract/node-errors';
import { createLoopbackSource, unlimited } from './loopback-source';

const ROLE = { roleArn: 'arn:aws:iam::222222222222:role/responder-reads', externalId: 'x-9b1deb4d' };
const THEIRS = { bucket: 'media-dr', region: 'eu-west-1', account: '222222222222' };
const OURS = { bucket: 'media-prod', region: 'us-east-1', account: '111111111111' };

const CREDENTIALS = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIATHEIRS</AccessKeyId><SecretAccessKey>theirs</SecretAccessKey><SessionToken>token</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const VERSIONING = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
const REFUSAL = (code: string) =>
  `<ErrorResponse><Error><Code>${code}</Code><Message>secret words</Message></Error></ErrorResponse>`;

let server: WireServer;
beforeEach(async () => (server = await startWireServer()));
afterEach(() => server.stop());

const isAssumeRole = ({ body }: RecordedRequest): boolean => body.includes('Action=AssumeRole');
const keyIdOf = ({ headers }: RecordedRequest) => /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1];

function createSource(roles: Readonly<Record<string, typeof ROLE>> = { '222222222222': ROLE }) {
  const credentials = () => Promise.resolve({ accessKeyId: 'AKIAOURS', secretAccessKey: 'ours' });
  const accountAccess = createAccountAccess({
    roles,
    region: 'us-east-1',
    endpoint: server.origin,
    credentials,
  });
  return createLoopbackSource(server.origin, { homeAccount: '111111111111', credentials, accountAccess });
}

function answerWith(assumeRole: { status: number; body: string }): void {
  server.answerWith((request) => (isAssumeRole(request) ? assumeRole : { status: 200, body: VERSIONING }));
}

test('another account is looked into through its role, assumed once with the external id', async () => {
  answerWith({ status: 200, body: CREDENTIALS });
  const source = createSource();
  for (const region of ['eu-west-1', 'eu-west-1', 'us-east-1']) {
    const fact = await source['bucket-versioning']({ ...THEIRS, region }, unlimited().allowance);
    expect(fact.state).toBe('known');
  }
  const assumed = server.requests.filter(isAssumeRole).map(({ body }) => new URLSearchParams(body));
  // One client for each Region, each with a session of its own.
  expect(assumed).toHaveLength(2);
  for (const form of assumed) {
    expect(form.get('RoleArn')).toBe(ROLE.roleArn);
    expect(form.get('ExternalId')).toBe(ROLE.externalId);
    expect(form.get('RoleSessionName')).toBe('s3-replication-responder');
  }
  const reads = server.requests.filter((request) => !isAssumeRole(request));
  expect(reads.map(keyIdOf)).toEqual(['ASIATHEIRS', 'ASIATHEIRS', 'ASIATHEIRS']);
});

test("our own account is looked into with the responder's own credentials, whatever roles there are", async () => {
  answerWith({ status: 200, body: CREDENTIALS });
  const source = createSource({ '111111111111': ROLE, '222222222222': ROLE });
  await source['bucket-versioning'](OURS, unlimited().allowance);
  await source['bucket-versioning']({ ...THEIRS, region: OURS.region }, unlimited().allowance);
  await source['bucket-versioning'](OURS, unlimited().allowance);
  const reads = server.requests.filter((request) => !isAssumeRole(request));
  expect(reads.map(keyIdOf)).toEqual(['AKIAOURS', 'ASIATHEIRS', 'AKIAOURS']);
});

test('a role that may not be assumed is what the fact tells, not the permission for the read', async () => {
  answerWith({ status: 403, body: REFUSAL('AccessDenied') });
  const fact = await createSource()['bucket-versioning'](THEIRS, unlimited().allowance);
  expect(fact).toEqual({
    state: 'unreadable',
    cause: 'denied',
    because:
      'the role arn:aws:iam::222222222222:role/responder-reads, through which account 222222222222 is looked into, ' +
      'could not be assumed: AccessDenied (HTTP 403)',
    needs: ['sts:AssumeRole'],
  });
});

test('STS that throttles is something to try again', async () => {
  answerWith({ status: 400, body: REFUSAL('Throttling') });
  const fact = await createSource()['bucket-versioning'](THEIRS, unlimited().allowance);
  expect(fact).toMatchObject({ state: 'unreadable', cause: 'failed', retryable: true, needs: [] });
});

test('without a role, what only the other account may read is not asked for', async () => {
  const source = createSource({});
  const { allowance, steps } = unlimited();
  const facts = await Promise.all([
    source['bucket-policy'](THEIRS, allowance),
    source['kms-key-policy']({ keyId: 'k', region: 'eu-west-1', account: '222222222222' }, allowance),
    source['account-public-access-block']({ account: '222222222222', region: 'eu-west-1' }, allowance),
    source.changes({ ...THEIRS, resourceName: 'media-dr', since: '', until: '' }, allowance),
  ]);
  for (const fact of facts) {
    expect(fact).toEqual({
      state: 'unreadable',
      cause: 'other-account',
      because: 'only account 222222222222 itself can look, and the responder has no role in it',
      needs: [],
    });
  }
  expect(steps).toEqual([]);
  expect(server.requests).toEqual([]);
});

test('without a role, what a policy can grant is asked for with our own credentials', async () => {
  answerWith({ status: 200, body: CREDENTIALS });
  const fact = await createSource({})['bucket-versioning'](THEIRS, unlimited().allowance);
  expect(fact.state).toBe('known');
  expect(server.requests.map(keyIdOf)).toEqual(['AKIAOURS']);
});

test('a throttled read is tried once more by the SDK, as one read', async () => {
  let count = 0;
  server.answerWith(() =>
    (count += 1) === 1
      ? { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }
      : { status: 200, body: VERSIONING },
  );
  const { allowance, steps } = unlimited();
  const source = createLoopbackSource(server.origin, { maxAttempts: 2 });
  expect((await source['bucket-versioning'](OURS, allowance)).state).toBe('known');
  expect(steps).toEqual([1]);
});

test('a Region that is no Region gets no request', async () => {
  const source = createLoopbackSource(server.origin);
  const fact = await source['bucket-versioning']({ ...OURS, region: 'evil.com/#' }, unlimited().allowance);
  expect(fact).toMatchObject({ state: 'unreadable', cause: 'failed' });
  expect(server.requests).toEqual([]);
});

test('keys travel percent-encoded, whatever they contain', async () => {
  server.answerWith({ status: 200, body: '<Tagging><TagSet/></Tagging>' });
  const key = '../a b+%2e?x=#\u0001\u00e9$(id)';
  await createLoopbackSource(server.origin)['object-tags'](
    { ...OURS, key, versionId: 'v&1' },
    unlimited().allowance,
  );
  const [path = '', query = ''] = (server.requests[0]?.path ?? '').split('?');
  expect(decodeURIComponent(path)).toBe(`/media-prod/${key}`);
  expect(new URLSearchParams(query).get('versionId')).toBe('v&1');
});
