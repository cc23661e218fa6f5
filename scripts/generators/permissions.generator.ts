import { type CheckPermission, findCheckPermissions } from '../../lambda/core/checks/check-permissions';
import { type ReadableResources, toReadStatements } from '../../lib/read-statements';
import type { GeneratedFile } from '../generated-file';
import { toPermissionRows } from './permission-rows';
import { toTable } from './reason-words';

const PATH = 'docs/reference/permissions.md';

/** What each check of the responder may read, on what, and why: the same data that its roles are made from. */
export function generate(): readonly GeneratedFile[] {
  return [{ path: PATH, content: `${toPage().join('\n\n')}\n` }];
}

const PERMISSION_COLUMNS = ['IAM action', 'On', 'Tells', 'Needed by'];

function toPage(): readonly string[] {
  const config = findCheckPermissions('config');
  const objects = findCheckPermissions('objects');
  const added = objects.filter((one) => !config.some((other) => keyOf(other) === keyOf(one)));
  return [
    '# Permissions',
    '<!-- Generated from lambda/core/checks by `npm run generate`: change the checks, not this page. -->',
    ...INTRODUCTION,
    '## `checks: "config"`',
    'What is asked for: configuration of buckets, roles, policies and keys, and names of object versions. ' +
      '`s3:ListBucketVersions` is among it because it takes the bucket and tells names, sizes and times; it opens no ' +
      'object.',
    toTable(PERMISSION_COLUMNS, toPermissionRows(config, 'config')),
    '## `checks: "objects"` adds',
    ...WHY_OPT_IN,
    toTable(PERMISSION_COLUMNS, toPermissionRows(added, 'objects')),
    '## On which resources',
    'The statements of the role of the function. A lookup says which bucket, role or key it is about; a policy has to be ' +
      'written before that is known, so what cannot be known is `*`, and the rest of the ARN is as narrow as it can be.',
    toTable(['Statement', 'On', 'Narrowed by'], toStatementRows(OWN)),
    ...OTHER_ACCOUNTS,
    toTable(['Statement', 'On', 'There'], toStatementRows(OTHER)),
    ...NEVER,
  ];
}

const INTRODUCTION: readonly string[] = [
  'What the respond function may look at to find out why replication fails. Its role, and the access role of other ' +
    'accounts, are folded from the checks that are enabled and hold nothing else; with `checks: "off"` there is none of ' +
    'this. What it needs to alert - its queues, topic, secret, logs - is in [SECURITY.md](../../SECURITY.md).',
  'Everything here only reads. An action that is missing - a service control policy, a permissions boundary, a bucket ' +
    'policy that denies - loses no alert: the checks beside it end as *could not check*, and the alert names the action. ' +
    '[Facts](facts.md) has the operation behind each action.',
];

const WHY_OPT_IN: readonly string[] = [
  '`HeadObject` answers with metadata alone: replication status, storage class, key, lock. But IAM knows no action for ' +
    'it; it takes [`s3:GetObjectVersion`](https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html#API_HeadObject_Permissions), ' +
    'the one with which content is read, too. The responder never asks for content, and its role could. That is for ' +
    'you to decide, so this level is off until you turn it on; below it no role has an action on objects. The ' +
    'action is granted on objects of the source buckets that you configured, and never on replicas.',
  'Without this level the checks that ask about objects do not run, and the key of a failed object is taken to be the default key of its ' +
    'bucket.',
];

const OTHER_ACCOUNTS: readonly string[] = [
  '## The access role of other accounts',
  'Policies of buckets and keys can be read only by the account that owns them, so a destination in another account is ' +
    'looked at through a role there: `accountRoles` in the [configuration](configuration.md). The access stack makes it ' +
    'with the same actions for the destination side; where the account owns a source bucket, those for the source side ' +
    'as well, since the replication role is there, too. It lets in the role of the function, with the external id, and ' +
    'nobody else ([ADR 11](../adr/0011-the-other-accounts-role-trusts-by-condition.md)).',
];

const NEVER: readonly string[] = [
  '## What is never among it',
  '`s3:GetObject`; anything that writes, deletes, tags, restores or passes a role; any use of a key; any `*` in an action. ' +
    'Tests hold that.',
];

interface Owner {
  readonly resources: ReadableResources;
  /** Last column of the table. */
  readonly remark: (sid: string) => string;
}

const OWN: Owner = {
  resources: {
    partition: '<partition>',
    account: '<own account>',
    source: ['<source bucket>'],
    destination: 'all',
    keyAccount: '*',
  },
  remark: (sid) => {
    if (sid.startsWith('ReadSource')) return '`sourceBuckets`';
    if (sid.startsWith('ReadDestination')) return '`destinationBuckets`, when every source bucket has them';
    return sid === 'ReadKeys' ? 'the key policy: a key of another account answers only if that lets it' : '-';
  },
};

const OTHER: Owner = {
  resources: {
    partition: '<partition>',
    account: '<other account>',
    source: ['<source bucket>'],
    destination: { ofAccount: '<other account>' },
  },
  remark: (sid) => {
    if (sid.startsWith('ReadDestination')) return 'always; `buckets` replaces the `*`';
    return /Key|Account/.test(sid) ? 'always' : 'where the account owns a source bucket';
  },
};

function toStatementRows({ resources, remark }: Owner): readonly (readonly string[])[] {
  return toReadStatements(findCheckPermissions('objects'), resources).map((statement) => {
    const { sid = '' } = statement;
    const hasCondition = Object.keys(statement.conditions as object).length > 0;
    const condition = hasCondition ? ' if `aws:ResourceAccount` is the account' : '';
    const level = sid.endsWith('Objects') ? ' (`objects`)' : '';
    return [
      `\`${sid}\`${level}`,
      `${statement.resources.map((arn) => `\`${arn}\``).join('<br>')}${condition}`,
      remark(sid),
    ];
  });
}

function keyOf({ side, action, resource }: CheckPermission): string {
  return `${side} ${action} ${resource}`;
}
