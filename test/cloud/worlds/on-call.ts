import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { type Administrators, DESTINATION, SOURCE } from './accounts';
import { toPolicy } from './policy-documents';

/** Somebody who may look into the source account, and through a role into the destination account. */
export interface OnCall {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly accountRole: {
    readonly account: string;
    readonly roleArn: string;
    readonly externalId: string;
  };
}

const USER = 'on-call';
const ACCESS_ROLE = 'replication-responder-access';
const EXTERNAL_ID = 'cloud-test-worlds';

const LOOK = [
  's3:Get*',
  's3:List*',
  'iam:Get*',
  'iam:List*',
  'iam:SimulatePrincipalPolicy',
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:ListGrants',
  'cloudtrail:LookupEvents',
];

/** No root user, which AWS lets assume no role. */
export async function createOnCall(administrators: Administrators): Promise<OnCall> {
  const [home, other] = [administrators.of(SOURCE), administrators.of(DESTINATION)];
  const roleArn = `arn:aws:iam::${DESTINATION.account}:role/${ACCESS_ROLE}`;
  await home.iam.send(new CreateUserCommand({ UserName: USER }));
  const mayLook = toPolicy(
    { Sid: 'Look', Effect: 'Allow', Action: LOOK, Resource: '*' },
    { Sid: 'LookElsewhere', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn },
  );
  await home.iam.send(
    new PutUserPolicyCommand({
      UserName: USER,
      PolicyName: 'look',
      PolicyDocument: JSON.stringify(mayLook),
    }),
  );
  await other.iam.send(
    new CreateRoleCommand({ RoleName: ACCESS_ROLE, AssumeRolePolicyDocument: JSON.stringify(toTrust()) }),
  );
  const role = toPolicy({ Sid: 'Look', Effect: 'Allow', Action: LOOK, Resource: '*' });
  await other.iam.send(
    new PutRolePolicyCommand({
      RoleName: ACCESS_ROLE,
      PolicyName: 'look',
      PolicyDocument: JSON.stringify(role),
    }),
  );
  const { AccessKey } = await home.iam.send(new CreateAccessKeyCommand({ UserName: USER }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  return {
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
    accountRole: { account: DESTINATION.account, roleArn, externalId: EXTERNAL_ID },
  };
}

function toTrust(): object {
  return toPolicy({
    Sid: 'LetOnCall',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${SOURCE.account}:user/${USER}` },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
  });
}
