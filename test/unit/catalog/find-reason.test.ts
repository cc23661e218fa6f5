import { findReason } from '../../../lambda/core/catalog/find-reason';
import { REASONS } from '../../../lambda/core/catalog/reasons';

describe('findReason', () => {
  it.each(REASONS.map((row) => row.reason))('finds %s by its own spelling', (reason) => {
    expect(findReason(reason)).toMatchObject({ match: 'exact', row: { reason } });
  });

  it.each([
    ['DstMultipartPartUploadNotPermitted', 'DstMultipartUploadNotPermitted'],
    ['DstPutObjNotPermitted', 'DstPutObjectNotPermitted'],
    ['SrcGetObjNotPermitted', 'SrcGetObjectNotPermitted'],
  ])('takes %s for %s, its name in older pages or on Outposts', (alias, reason) => {
    expect(findReason(alias)).toMatchObject({ match: 'alias', row: { reason } });
  });

  it.each([
    ['dstbucketnotfound', 'DstBucketNotFound'],
    ['DSTPUTOBJNOTPERMITTED', 'DstPutObjectNotPermitted'],
  ])('finds %s in another letter case and says that it did', (written, reason) => {
    expect(findReason(written)).toMatchObject({ match: 'case-insensitive', row: { reason } });
  });

  it('ignores white space around the reason', () => {
    expect(findReason(' \tDstBucketNotFound\r\n')).toMatchObject({
      match: 'exact',
      row: { reason: 'DstBucketNotFound' },
    });
  });

  it.each([undefined, '', '   ', '\n'])('says that there is no reason for %j', (missing) => {
    expect(findReason(missing)).toMatchObject({ match: 'absent', row: { reason: 'Absent' } });
  });

  it.each([
    'DstSomethingNew',
    'Unknown',
    'Absent',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'Dst BucketNotFound',
    'DstBucketNotFound,SrcBucketNotFound',
    '<!channel>',
    'x'.repeat(100_000),
  ])('says that it does not know %.40s', (reason) => {
    expect(findReason(reason)).toMatchObject({ match: 'unknown', row: { reason: 'Unknown' } });
  });

  it('pages for an unknown and for an absent reason: not knowing is not harmless', () => {
    for (const { row } of [findReason('DstSomethingNew'), findReason(undefined)]) {
      expect(row).toMatchObject({ benign: false, severity: 'high' });
    }
  });
});
