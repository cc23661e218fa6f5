import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const SCHEMA_FILE = join(__dirname, '..', '..', 'schema', 's3-replication-alert-1.json');

/**
 * Checks documents against the JSON Schema that is published, with a validator that knows nothing of this project:
 * what a dashboard or a pager would do.
 *
 * @throws by the returned function, with every violation, when a document is not valid.
 */
export function createAlertValidator(): (document: unknown) => void {
  const ajv = addFormats(new Ajv2020({ allErrors: true }));
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as object);
  return (document) => {
    if (!validate(document)) {
      throw new Error(
        `${ajv.errorsText(validate.errors, { separator: '\n' })}\n${JSON.stringify(document, null, 2)}`,
      );
    }
  };
}
