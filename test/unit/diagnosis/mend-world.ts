import { findAnswer, type WorldForm, type Worlds } from './world';

type Answers = WorldForm['answers'];

/** A call of the AWS CLI as what it changes in a world. */
type Mend = (option: (name: string) => string, now: (question: string) => Form) => Answers;

/** Short form of an answer. Only those of roles and their lists of policies are added to. */
type Form = Readonly<Record<string, unknown>>;

const inline = (name: string): string => `role-inline-policies ${name}`;

const MENDS: Readonly<Record<string, Mend>> = {
  's3api put-bucket-policy': (option) => ({
    [`bucket-policy ${option('bucket')}`]: toPolicy(option('policy')),
  }),
  'kms put-key-policy': (option) => ({ [`kms-key-policy ${option('key-id')}`]: toPolicy(option('policy')) }),
  'iam create-policy-version': (option) => ({
    [`managed-policy ${option('policy-arn')}`]: toPolicy(option('policy-document')),
  }),
  'iam put-role-policy': (option, now) => {
    const question = inline(option('role-name'));
    const { policies = [] } = now(question) as { policies?: readonly Form[] };
    const policy = { name: option('policy-name'), policy: toPolicy(option('policy-document')) };
    return { [question]: { policies: [...policies.filter(({ name }) => name !== policy.name), policy] } };
  },
  'iam update-assume-role-policy': (option, now) => {
    const question = `role ${option('role-name')}`;
    return { [question]: { ...now(question), trustPolicy: toPolicy(option('policy-document')) } };
  },
  's3api put-bucket-versioning': (option) => ({ [`bucket-versioning ${option('bucket')}`]: {} }),
  's3api put-object-lock-configuration': (option) => ({ [`bucket-object-lock ${option('bucket')}`]: {} }),
  's3api put-bucket-request-payment': (option) => ({
    [`bucket-request-payment ${option('bucket')}`]: { payer: 'bucket-owner' },
  }),
  's3api put-object-acl': (option) => ({ [`object-acl ${option('bucket')}/${option('key')}`]: {} }),
  's3api put-bucket-ownership-controls': (option) => ({
    [`bucket-ownership ${option('bucket')}`]: { ownership: 'BucketOwnerEnforced' },
  }),
  'kms cancel-key-deletion': (option) => toKey(option('key-id'), 'Disabled'),
  'kms enable-key': (option) => toKey(option('key-id'), 'Enabled'),
};

/** Whether a fix holds nothing but reads and changes that `mendWorld` can make, one change at least. */
export function isMendable(calls: readonly (readonly string[])[]): boolean {
  const operations = calls.map(toOperation);
  const isRead = (operation: string): boolean => /^\w+ (get|list|head)-/.test(operation);
  return (
    operations.some((operation) => Object.hasOwn(MENDS, operation)) &&
    operations.every((operation) => isRead(operation) || Object.hasOwn(MENDS, operation))
  );
}

/** The world after somebody has pasted these commands into it. */
export function mendWorld(
  world: WorldForm,
  calls: readonly (readonly string[])[],
  worlds: Worlds,
): WorldForm {
  return calls.reduce((mended, call) => {
    const mend = MENDS[toOperation(call)];
    if (mend === undefined) return mended;
    const option = (name: string): string => call[call.indexOf(`--${name}`) + 1] ?? '';
    const now = (question: string): Form => findAnswer(mended, worlds, question) as Form;
    return { ...mended, answers: { ...mended.answers, ...mend(option, now) } };
  }, world);
}

function toOperation([, service, operation]: readonly string[]): string {
  return `${service} ${operation}`;
}

function toPolicy(text: string): Form {
  return { document: JSON.parse(text) as unknown };
}

function toKey(arn: string, state: string): Answers {
  return { [`kms-key ${arn}`]: { arn, state } };
}
