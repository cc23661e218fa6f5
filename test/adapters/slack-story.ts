import type { IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import { makeIncidentAlert } from '../contract/alert-fixture';

type Incident = IncidentAlert['incident'];
type Diagnosis = IncidentAlert['diagnosis'];

/** One alert of a story; times are of the day `2026-01-01` unless they name another. */
export interface StoryStep {
  readonly time: string;
  readonly type: IncidentAlert['type'];
  readonly why: string;
  readonly incident?: Partial<Incident>;
  readonly diagnosis?: Diagnosis;
  readonly fix?: IncidentAlert['fix'];
}

const STATEMENTS = Array.from({ length: 2 }, (_, n) => ({
  Sid: `Team${n + 1}`,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::111111111111:role/team-${n + 1}` },
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: `arn:aws:s3:::media-dr/team-${n + 1}/*`,
}));

const DENY = { Sid: 'DenyOutsideVpc', Effect: 'Deny', Principal: '*', Action: 's3:*' };

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    ...STATEMENTS,
    {
      ...DENY,
      Resource: ['arn:aws:s3:::media-dr', 'arn:aws:s3:::media-dr/*'],
      Condition: {
        StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1' },
        ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/media-replication' },
      },
    },
  ],
};

export const POLICY_FIX: IncidentAlert['fix'] = [
  {
    text: 'In the account of the bucket, save its policy as it is now, as the way back. Save a copy of it as `policy.json`.',
    command: 'aws s3api get-bucket-policy --bucket media-dr --query Policy --output text',
  },
  {
    text: 'In the policy of bucket `media-dr`, exempt the role `media-replication` from statement `DenyOutsideVpc`.',
    command: 'aws s3api put-bucket-policy --bucket media-dr --policy file://policy.json',
    policy: POLICY,
    diff: ['+ "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/media-replication" }'],
  },
];

/** What is confirmed, and by which evidence. */
export function makeConfirmed(title: string, evidence: string): Diagnosis {
  return {
    title,
    meaning: 'S3 read the source object, and the replication role was refused the replica.',
    verdict: 'confirmed',
    causes: [],
    cause: { check: 'destination-write-permission', subject: 'arn:aws:s3:::media-dr' },
    findings: [{ check: 'destination-write-permission', verdict: 'confirmed', evidence: [evidence], title }],
    notChecked: [],
    owner: 'destination-account',
    changes: [],
  };
}

/** The alert of a step of the incident that `makeIncidentAlert` is about. */
export function toStoryAlert({ time, type, why, incident = {}, diagnosis, fix }: StoryStep): IncidentAlert {
  const base = makeIncidentAlert();
  return makeIncidentAlert({
    id: `${why}-${time}`,
    time: toTime(time),
    type,
    why,
    incident: { ...base.incident, ...toSized(incident), ...incident },
    ...(diagnosis !== undefined && { diagnosis }),
    ...(fix !== undefined && { fix }),
  });
}

/** Every version has 10 MB, and lies where all the others are. */
function toSized({ failures = 1 }: Partial<Incident>): Partial<Incident> {
  return {
    sizeBytes: failures * 10_000_000,
    operations: { OBJECT_PUT: failures },
    prefixes: [{ prefix: 'video/2026/', failures }],
  };
}

/** `09:59` or `2026-01-02 09:59`. */
export function toTime(time: string): string {
  const [day, clock] = time.includes(' ') ? time.split(' ') : ['2026-01-01', time];
  return `${day ?? ''}T${clock ?? ''}:00.000Z`;
}
