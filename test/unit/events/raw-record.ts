import { loadEventFixture } from '../../fixtures/event-fixtures';

type Json = Record<string, unknown>;

/** The documented failure record, with a value put at a dotted path; `undefined` takes the field away. */
export function makeRecord(path?: string, value?: unknown): Json {
  const { Records } = loadEventFixture('s3-failure.json') as { Records: [Json] };
  const [record] = Records;
  if (path === undefined) return record;
  const names = path.split('.');
  const last = names.pop() as string;
  const parent = names.reduce<Json>((object, name) => object[name] as Json, record);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return record;
}

/** The body with these records. */
export function toBody(...records: readonly unknown[]): string {
  return JSON.stringify({ Records: records });
}

/** An SNS envelope around a text. */
export function toEnvelope(message: string): string {
  return JSON.stringify({ Type: 'Notification', Message: message });
}
