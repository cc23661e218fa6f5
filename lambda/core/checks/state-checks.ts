import { annotationCount } from './annotation-count.check';
import { destinationAccount } from './destination-account.check';
import { destinationBucket } from './destination-bucket.check';
import { destinationEncryptionTypes } from './destination-encryption-types.check';
import { destinationKeyState } from './destination-key-state.check';
import { destinationObjectVersion } from './destination-object-version.check';
import { destinationOwnership } from './destination-ownership.check';
import { destinationPublicAccess } from './destination-public-access.check';
import { destinationRequestPayment } from './destination-request-payment.check';
import { destinationVersioning } from './destination-versioning.check';
import { objectLock } from './object-lock.check';
import { replicationConfiguration } from './replication-configuration.check';
import { replicationMetrics } from './replication-metrics.check';
import { replicationRuleDeleteMarkers } from './replication-rule-delete-markers.check';
import { replicationRuleEncryption } from './replication-rule-encryption.check';
import { replicationRuleFilter } from './replication-rule-filter.check';
import { replicationRuleTags } from './replication-rule-tags.check';
import { sourceBucket } from './source-bucket.check';
import { sourceKeyState } from './source-key-state.check';
import { sourceNotification } from './source-notification.check';
import { sourceObjectOwner } from './source-object-owner.check';
import { sourceObjectVersion } from './source-object-version.check';
import { sourceReplicationStatus } from './source-replication-status.check';
import { sourceVersioning } from './source-versioning.check';
import { storageClass } from './storage-class.check';

/** The checks over state and configuration: is it there, is it on, do the parts agree? In alphabetical order. */
export const STATE_CHECKS = [
  annotationCount,
  destinationAccount,
  destinationBucket,
  destinationEncryptionTypes,
  destinationKeyState,
  destinationObjectVersion,
  destinationOwnership,
  destinationPublicAccess,
  destinationRequestPayment,
  destinationVersioning,
  objectLock,
  replicationConfiguration,
  replicationMetrics,
  replicationRuleDeleteMarkers,
  replicationRuleEncryption,
  replicationRuleFilter,
  replicationRuleTags,
  sourceBucket,
  sourceKeyState,
  sourceNotification,
  sourceObjectOwner,
  sourceObjectVersion,
  sourceReplicationStatus,
  sourceVersioning,
  storageClass,
] as const;
