import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { CheckContext, Remedy } from './check';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, unread, without } from './judgement';
import { sourceOf } from './replication-subject';

/**
 * An object that another account wrote may belong to it, and then the bucket's own role may not read its ACL.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html
 */
export const sourceObjectOwner = defineCheck({
  id: 'source-object-owner',
  level: 'objects',
  looksAt: 'whether the source object belongs to the owner of its bucket',
  facts: ['source-ownership', 'source-object-acl', 'source-acl'],
  judge(context) {
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    const { bucket, arn } = sourceOf(context);
    const ownership = context.fact('source-ownership');
    if (ownership.state === 'known' && ownership.value.ownership === 'BucketOwnerEnforced') {
      return ruledOut(`Every object in ${quote(bucket)} belongs to the bucket owner: its ACLs are off.`);
    }
    const [own, all] = [context.fact('source-object-acl'), context.fact('source-acl')];
    if (own.state === 'absent') return without(own);
    if (all.state === 'absent') return without(all);
    if (own.state === 'unreadable' || all.state === 'unreadable') return unread([own, all]);
    const key = quote(object.key);
    if (own.value.ownerId === all.value.ownerId) {
      return ruledOut(`${key} belongs to the owner of ${quote(bucket)}.`);
    }
    // What could not be read may say that ACLs are off, and then nothing of this counts.
    if (ownership.state === 'unreadable')
      return unread([ownership], `${key} was written by another account.`);
    return confirmed(
      `${key} belongs to another account (canonical id ${quote(own.value.ownerId)}) than ${quote(bucket)} does.`,
      {
        title: 'The source object belongs to another account than its bucket',
        subject: `${arn}/${object.key}`,
        owner: 'either-account',
      },
      toRemedies(context),
    );
  },
});

function toRemedies(context: CheckContext): readonly Remedy[] {
  const { bucket } = sourceOf(context);
  const { key = '', versionId } = context.subject.object ?? {};
  return [
    {
      text: `For this object: let the account that wrote ${quote(key)} give the bucket owner full control.`,
      command: awsCommand({
        operation: 's3api put-object-acl',
        options: { bucket, key, 'version-id': versionId, acl: 'bucket-owner-full-control' },
      }),
    },
    {
      text: `For all objects, instead: see which ownership setting ${quote(bucket)} has.`,
      command: awsCommand({ operation: 's3api get-bucket-ownership-controls', options: { bucket } }),
    },
    {
      text: `Then let ${quote(bucket)} own everything in it. This turns all of its ACLs off: make sure that nobody depends on one.`,
      command: awsCommand({
        operation: 's3api put-bucket-ownership-controls',
        options: { bucket, 'ownership-controls': 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]' },
      }),
    },
  ];
}
