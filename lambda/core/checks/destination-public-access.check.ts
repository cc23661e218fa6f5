import type { Fact } from '../facts/fact';
import type { PublicAccessBlock } from '../facts/bucket-state';
import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { CheckContext, Remedy } from './check';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, unread, without } from './judgement';
import { readDestination, readRule, readSetting, sourceOf } from './replication-subject';

/**
 * A public ACL is copied with its object, unless the replica changes its owner or ACLs are off at the destination.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const destinationPublicAccess = defineCheck({
  id: 'destination-public-access',
  level: 'objects',
  looksAt: 'whether the ACL of the object is one that the destination refuses as public',
  facts: [
    'source-replication',
    'source-object-acl',
    'destination-bucket',
    'destination-ownership',
    'destination-public-access-block',
    'destination-account-public-access-block',
  ],
  judge(context) {
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const acl = context.fact('source-object-acl');
    if (acl.state !== 'known') return without(acl);
    if (!acl.value.grants.some(({ isPublic }) => isPublic)) {
      return ruledOut(`The ACL of ${nameOf(context)} grants nothing to everyone.`);
    }
    const evidence = `The ACL of ${nameOf(context)} grants access to everyone.`;
    const rule = readRule(context);
    const ownership = readSetting(context, 'destination-ownership');
    if (ownership.state === 'absent') return without(ownership);
    if (rule.state === 'known' && rule.value.destination.ownerOverride) {
      return notApplicable('the rule gives replicas another owner, so their ACL is not copied');
    }
    if (rule.state !== 'known' || ownership.state !== 'known') return unread([rule, ownership], evidence);
    const { bucket } = destination.value;
    if (ownership.value?.ownership === 'BucketOwnerEnforced') {
      return notApplicable(`ACLs are off in ${quote(bucket)}, so none is copied`);
    }
    const own = readSetting(context, 'destination-public-access-block');
    const all = readSetting(context, 'destination-account-public-access-block');
    const blocks = [
      ...(isBlocking(own) ? [quote(bucket)] : []),
      ...(isBlocking(all) ? ['the account of the bucket'] : []),
    ];
    if (blocks.length > 0) {
      const told = `Block Public Access of ${blocks.join(' and of ')} refuses such ACLs.`;
      const subject = `${sourceOf(context).arn}/${context.subject.object?.key ?? ''}`;
      const title = 'The object is public, and Block Public Access of the destination refuses it';
      return confirmed([evidence, told], { title, subject, owner: 'source-account' }, makePrivate(context));
    }
    if (own.state === 'unreadable' || all.state === 'unreadable') return unread([own, all], evidence);
    return ruledOut([evidence, `Neither ${quote(bucket)} nor its account refuses such ACLs.`]);
  },
});

function isBlocking(block: Fact<PublicAccessBlock | undefined>): boolean {
  return block.state === 'known' && block.value?.blockPublicAcls === true;
}

function nameOf({ subject }: CheckContext): string {
  return subject.object === undefined ? 'the object' : quote(subject.object.key);
}

function makePrivate(context: CheckContext): readonly Remedy[] {
  const { object } = context.subject;
  if (object === undefined) return [];
  const { bucket } = sourceOf(context);
  return [
    {
      text: `If ${quote(object.key)} need not be public, make its ACL private: this takes public access to the source object away at once. Otherwise, in the rule, give replicas to the owner of the destination bucket.`,
      command: awsCommand({
        operation: 's3api put-object-acl',
        options: { bucket, key: object.key, 'version-id': object.versionId, acl: 'private' },
      }),
    },
  ];
}
