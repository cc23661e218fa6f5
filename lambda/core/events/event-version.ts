/**
 * Major 2, minor 2 or higher, compared as numbers: `2.10` is newer than `2.2`. AWS asks receivers to compare the
 * major number for equality and the minor one with "greater than or equal"; replication events began with 2.2.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
const SUPPORTED_VERSION = /^2\.(?:[2-9]|[1-9]\d+)$/;

/** Whether a replication event of this version has the fields we read. */
export function isSupportedVersion(version: string): boolean {
  return SUPPORTED_VERSION.test(version);
}
