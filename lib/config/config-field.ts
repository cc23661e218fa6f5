import { z } from 'zod';
import { responderConfigSchema } from './config.schema';

/** The part of JSON Schema that zod makes of our configuration, and our own `allowed`. */
export interface ConfigField {
  readonly type?: string;
  readonly description?: string;
  readonly allowed?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, ConfigField>>;
  readonly required?: readonly string[];
  readonly items?: ConfigField;
}

/** The configuration as a tree of fields: what error messages, `-c` overrides and the documents look things up in. */
export const CONFIG_FIELDS = z.toJSONSchema(responderConfigSchema, { io: 'input' }) as ConfigField;

/** The field at a path; `undefined` where there is none. Any index finds the items of a list. */
export function findField(path: readonly PropertyKey[]): ConfigField | undefined {
  let field: ConfigField | undefined = CONFIG_FIELDS;
  for (const step of path) {
    const isIndex = typeof step === 'number' || /^\d+$/.test(String(step));
    field = isIndex && field?.items ? field.items : ownProperty(field, String(step));
  }
  return field;
}

function ownProperty(field: ConfigField | undefined, name: string): ConfigField | undefined {
  const properties = field?.properties;
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}
