import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAwsInvestigator } from '../lambda/adapters/facts/aws-investigator';
import { findReason } from '../lambda/core/catalog/find-reason';
import { REASONS } from '../lambda/core/catalog/reasons';
import type { CheckLevel } from '../lambda/core/checks/check';
import type { Investigation } from '../lambda/core/diagnosis/investigate';
import { FailureGrouping } from '../lambda/core/incidents/group-failures';
import { type BenchRow, toRow } from './bench-row';

/** The recorded answers that the adapter tests replay too. */
const WIRE = join(__dirname, '..', 'test', 'fixtures', 'wire');

/** What tells the operations of S3 on a bucket apart. */
const S3_QUERIES: Readonly<Record<string, string>> = {
  replication: 'GetBucketReplication/every-element',
  versioning: 'GetBucketVersioning',
  policy: 'GetBucketPolicy/policy',
  encryption: 'GetBucketEncryption/sse-kms-bucket-key',
  ownershipControls: 'GetBucketOwnershipControls',
  publicAccessBlock: 'GetPublicAccessBlock',
  requestPayment: 'GetBucketRequestPayment',
  notification: 'GetBucketNotificationConfiguration',
  'object-lock': 'GetObjectLockConfiguration',
  acl: 'GetBucketAcl',
  versions: 'ListObjectVersions',
};

/** IAM answers that belong together. */
const IAM_FILES: Readonly<Record<string, string>> = {
  GetRole: 'GetRole/with-boundary',
  ListRolePolicies: 'ListRolePolicies/one-policy',
  GetRolePolicy: 'ListRolePolicies/one-policy',
  ListAttachedRolePolicies: 'ListAttachedRolePolicies/one-policy',
  GetPolicy: 'ListAttachedRolePolicies/one-policy',
  GetPolicyVersion: 'ListAttachedRolePolicies/one-policy',
  SimulatePrincipalPolicy: 'SimulatePrincipalPolicy/allowed',
};

const ASSUMED = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIA</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Looked extends Pick<Investigation, 'depth' | 'tookMs'> {
  readonly reason: string;
  readonly level: CheckLevel;
  readonly requests: number;
}

/**
 * Investigates every reason of the catalog over recorded answers of AWS, in a world where all there is to read is
 * there - boundary, inline and managed policy, customer keys, another account - and counts requests at the wire.
 */
export async function benchDiagnosis(): Promise<readonly BenchRow[]> {
  const counter = { requests: 0 };
  const server = await listen(counter);
  const looked: Looked[] = [];
  try {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const level of ['config', 'objects'] as const) {
      for (const { reason } of REASONS) looked.push(await look(reason, { level, endpoint, counter }));
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const widest = most(looked, ({ requests }) => requests);
  const deepest = most(looked, ({ depth }) => depth);
  const note = `the widest of ${looked.length} diagnoses: ${widest.reason}, checks ${widest.level}; counted at the wire`;
  return [
    toRow({ id: 'reads-per-diagnosis', value: widest.requests, unit: 'AWS reads', budget: 15, note }),
    toRow({
      id: 'read-depth',
      value: deepest.depth,
      unit: 'reads that each need the one before',
      budget: 4,
      note: `the deepest: ${deepest.reason}, checks ${deepest.level}`,
    }),
  ];
}

function most(looked: readonly Looked[], measure: (one: Looked) => number): Looked {
  const [first] = [...looked].sort((a, b) => measure(b) - measure(a));
  if (first === undefined) throw new Error('nothing was looked at');
  return first;
}

async function look(
  failureReason: string,
  { level, endpoint, counter }: { level: CheckLevel; endpoint: string; counter: { requests: number } },
): Promise<Looked> {
  const role = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/look`, externalId: 'bench' });
  const investigate = createAwsInvestigator({
    level,
    endpoint,
    region: 'us-east-1',
    homeAccount: '111111111111',
    accountRoles: { '222222222222': role('222222222222') },
    credentials: () => Promise.resolve({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'bench' }),
  });
  const before = counter.requests;
  const group = toGroup(failureReason);
  const found = await investigate([{ group, reason: findReason(failureReason) }]);
  const { depth, tookMs } = found.get(group) ?? { depth: 0, tookMs: 0 };
  return { reason: failureReason, level, requests: counter.requests - before, depth, tookMs };
}

function toGroup(failureReason: string) {
  const grouping = new FailureGrouping();
  const event = {
    kind: 'OperationFailedReplication',
    eventTime: '2026-01-01T09:59:00.000Z',
    region: 'us-east-1',
    partition: 'aws',
    sourceBucket: 'media-prod',
    destinationBucket: 'media-dr',
    ruleId: 'all-media',
    key: 'video/intro.mp4',
    versionId: 'version-1',
    operation: 'OBJECT_PUT',
    failureReason,
  } as const;
  grouping.add(event, 0);
  const [group] = grouping.groups();
  if (group === undefined) throw new Error('one failure makes one group');
  return group;
}

function listen(counter: { requests: number }): Promise<Server> {
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { status, headers, body: text } = answer(request, body, counter);
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : text);
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Assuming a role is no read: it happens once in a quarter of an hour. */
function answer(request: IncomingMessage, body: string, counter: { requests: number }): Answer {
  const action = new URLSearchParams(body).get('Action');
  if (action === 'AssumeRole') return { status: 200, headers: { 'content-type': 'text/xml' }, body: ASSUMED };
  counter.requests += 1;
  if (action !== null) return readAnswer('iam', IAM_FILES[action] ?? action, action);
  const target = String(request.headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);
  if (target === 'LookupEvents') return readAnswer('cloudtrail', 'LookupEvents/changes');
  if (target !== undefined && target !== '') return readAnswer('kms', target);
  return readAnswer('s3', toS3Operation(request));
}

function toS3Operation({ method, url = '' }: IncomingMessage): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const isObject = pathname.split('/').length > 2 && pathname.split('/')[2] !== '';
  if (method === 'HEAD') return isObject ? 'HeadObject' : 'HeadBucket/allowed';
  const query = [...searchParams.keys()].find((key) => key in S3_QUERIES);
  return (query !== undefined && S3_QUERIES[query]) || 'GetBucketVersioning';
}

/** A certain answer of an operation, or the first that says that what was asked for is there. */
function readAnswer(service: string, name: string, operation = '*'): Answer {
  const files = name.includes('/')
    ? [`${name}.json`]
    : readdirSync(join(WIRE, service, name)).map((file) => `${name}/${file}`);
  const cases = files.map(
    (file) =>
      JSON.parse(readFileSync(join(WIRE, service, file), 'utf8')) as {
        answers: Record<string, Answer[]>;
        expected: { state: string };
      },
  );
  const there = cases.find(({ expected }) => expected.state === 'known') ?? cases[0];
  const found = there?.answers[operation]?.[0] ?? there?.answers['*']?.[0];
  if (found === undefined) throw new Error(`no recorded answer for ${service} ${name} ${operation}`);
  return found;
}
