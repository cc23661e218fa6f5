import { batchJobPermission } from './batch-job-permission.check';
import { destinationAnnotationPermission } from './destination-annotation-permission.check';
import { destinationDeletePermission } from './destination-delete-permission.check';
import { destinationKeyPermission } from './destination-key-permission.check';
import { destinationLockPermission } from './destination-lock-permission.check';
import { destinationOrganizationPolicy } from './destination-organization-policy.check';
import { destinationOwnerOverridePermission } from './destination-owner-override-permission.check';
import { destinationTagPermission } from './destination-tag-permission.check';
import { destinationWritePermission } from './destination-write-permission.check';
import { roleTrust } from './role-trust.check';
import { sourceAclPermission } from './source-acl-permission.check';
import { sourceAnnotationPermission } from './source-annotation-permission.check';
import { sourceKeyPermission } from './source-key-permission.check';
import { sourceLockPermission } from './source-lock-permission.check';
import { sourceOrganizationPolicy } from './source-organization-policy.check';
import { sourceReadPermission } from './source-read-permission.check';
import { sourceTaggingPermission } from './source-tagging-permission.check';

/** The checks over policies: may it? In alphabetical order. */
export const ACCESS_CHECKS = [
  batchJobPermission,
  destinationAnnotationPermission,
  destinationDeletePermission,
  destinationKeyPermission,
  destinationLockPermission,
  destinationOrganizationPolicy,
  destinationOwnerOverridePermission,
  destinationTagPermission,
  destinationWritePermission,
  roleTrust,
  sourceAclPermission,
  sourceAnnotationPermission,
  sourceKeyPermission,
  sourceLockPermission,
  sourceOrganizationPolicy,
  sourceReadPermission,
  sourceTaggingPermission,
] as const;
