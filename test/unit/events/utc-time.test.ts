import { isUtcTime } from '../../../lambda/core/events/utc-time';

test.each([
  '2026-01-15T09:59:12.527Z',
  '2026-01-15T09:59:12Z',
  '2026-01-15T09:59:12.123456789Z',
  '1970-01-01T00:00:00.000Z',
  '2026-12-31T23:59:59.999Z',
  '2024-02-29T12:00:00.000Z',
  '2000-02-29T12:00:00.000Z',
  '2026-04-30T12:00:00.000Z',
])('%s is a time in UTC', (text) => expect(isUtcTime(text)).toBe(true));

test.each([
  ['nothing', ''],
  ['a date', '2026-01-15'],
  ['no zone', '2026-01-15T09:59:12.527'],
  ['another zone', '2026-01-15T09:59:12.527+02:00'],
  ['a space for the T', '2026-01-15 09:59:12Z'],
  ['small letters', '2026-01-15t09:59:12z'],
  ['month 0', '2026-00-15T09:59:12Z'],
  ['month 13', '2026-13-15T09:59:12Z'],
  ['day 0', '2026-01-00T09:59:12Z'],
  ['day 32', '2026-01-32T09:59:12Z'],
  ['April 31', '2026-04-31T09:59:12Z'],
  ['February 29 of a common year', '2026-02-29T09:59:12Z'],
  ['February 29 of 1900', '1900-02-29T09:59:12Z'],
  ['February 30', '2024-02-30T09:59:12Z'],
  ['hour 24', '2026-01-15T24:00:00Z'],
  ['minute 60', '2026-01-15T09:60:00Z'],
  ['second 60', '2026-01-15T09:59:60Z'],
  ['a fraction without digits', '2026-01-15T09:59:12.Z'],
  ['a fraction of ten digits', '2026-01-15T09:59:12.0123456789Z'],
  ['a line feed behind', '2026-01-15T09:59:12Z\n'],
  ['something before', ' 2026-01-15T09:59:12Z'],
  ['five-digit years', '12026-01-15T09:59:12Z'],
  ['digits of another script', '２026-01-15T09:59:12Z'],
])('%s is no time in UTC', (_, text) => expect(isUtcTime(text)).toBe(false));
