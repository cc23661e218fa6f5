import { z } from 'zod';
import { ALERT_SCHEMA_ID, publishedAlertSchema } from '../../lambda/core/alerts/alert.schema';
import type { GeneratedFile } from '../generated-file';

/**
 * The published JSON Schema of the alert document. It describes what a reader may rely on and lets unknown fields
 * pass: within `/1` fields are added, and a validator of today must accept the alerts of tomorrow.
 */
export function generate(): readonly GeneratedFile[] {
  // `io: 'input'` is what keeps zod from writing `additionalProperties: false`.
  const { $schema, ...schema } = z.toJSONSchema(publishedAlertSchema, {
    target: 'draft-2020-12',
    io: 'input',
  });
  const document = {
    $schema,
    $id: `urn:s3-replication-responder:${ALERT_SCHEMA_ID.replace('/', ':')}`,
    title: ALERT_SCHEMA_ID,
    ...schema,
  };
  const path = `schema/${ALERT_SCHEMA_ID.replace('/', '-')}.json`;
  return [{ path, content: `${JSON.stringify(document, null, 2)}\n` }];
}
