import { toCanonicalReason, toIncidentId, toIncidentKey } from '../../../lambda/core/incidents/incident-key';
import { makeEvent } from '../../fixtures/make-event';

test('the incident id does not move with time, object, size or operation', () => {
  const id = toIncidentId(toIncidentKey(makeEvent()));
  const later = makeEvent({
    eventTime: '2027-01-01T00:00:00Z',
    key: 'x',
    sizeBytes: 1,
    operation: 'Y',
    versionId: 'z',
  });
  expect(toIncidentId(toIncidentKey(later))).toBe(id);
  expect(id).toMatch(/^[0-9a-f]{16}$/);
});

test('the incident id is the same in every release: dashboards hold on to it', () => {
  expect(toIncidentId(toIncidentKey(makeEvent()))).toMatchInlineSnapshot(`"76c26465c8b4d368"`);
});

test.each([
  ['DstPutObjectNotPermitted', 'DstPutObjectNotPermitted'],
  ['dstputobjectnotpermitted', 'DstPutObjectNotPermitted'],
  ['SomethingNew', 'SomethingNew'],
  [undefined, null],
])('the canonical spelling of %s is %s', (reason, canonical) => {
  expect(toCanonicalReason(reason)).toBe(canonical);
});
