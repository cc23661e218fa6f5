import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type {
  AccessRequest,
  NamedPolicy,
  RequestPrincipal,
} from '../../../lambda/core/policy/evaluate-access';

const FOLDER = join(__dirname, '../../cases/policy');

const request = z.strictObject({
  /** An ARN, or the name of a service. */
  principal: z.string().optional(),
  action: z.string().optional(),
  resource: z.string().optional(),
  resourceAccount: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  context: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  unreadable: z.array(z.enum(['identity', 'boundary', 'resource'])).optional(),
});

/** Statements of one policy in the current version, or whole documents of any shape. Empty: there is no policy. */
const policies = z.array(
  z.union([
    z.strictObject({ name: z.string().optional(), document: z.unknown() }),
    z.looseObject({ Effect: z.enum(['Allow', 'Deny']) }),
  ]),
);

const policyCase = z.strictObject({
  name: z.string().regex(/^\S.{9,138}\S$/, 'a sentence'),
  source: z.url().optional(),
  request: request.optional(),
  identity: policies.optional(),
  boundary: policies.optional(),
  resource: policies.optional(),
  expect: z.strictObject({
    decision: z.enum(['allowed', 'explicit-deny', 'implicit-deny', 'unknown']),
    /** `policy/statement Effect`, in any order. */
    decidedBy: z.array(z.string().regex(/^.+\/.+ (Allow|Deny)$/)),
    /** Parts of the first near misses, one each, in their order; an empty list says that there are none. */
    nearMisses: z.array(z.string().min(3)).optional(),
    missingContext: z.array(z.string()).optional(),
    /** Parts of the problems, in their order; left out: there are none. */
    problems: z.array(z.string()).optional(),
    /** Parts of what `decidedBecause` tells, one each, in their order. */
    because: z.array(z.string()).optional(),
  }),
});

const policyFamily = z.strictObject({
  family: z.string(),
  about: z.string().min(20),
  source: z.url(),
  /** What the cases share unless they say otherwise. */
  request,
  resourceName: z.enum(['bucket-policy', 'key-policy', 'trust-policy']).optional(),
  cases: z.array(policyCase).min(5),
});

export type PolicyCase = z.infer<typeof policyCase>;
export type PolicyFamily = z.infer<typeof policyFamily>;

/** All families, each checked against the schema. */
export function readFamilies(): readonly { readonly file: string; readonly family: PolicyFamily }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      file,
      family: policyFamily.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
    }));
}

/** The request a case describes, over what its family shares. */
export function toAccessRequest(
  family: PolicyFamily,
  { identity, boundary, resource, ...rest }: PolicyCase,
): AccessRequest {
  const shared = { ...family.request, ...rest.request };
  const {
    principal = '',
    action = '',
    resource: arn = '',
    resourceAccount = '',
    context = {},
    unreadable,
  } = shared;
  const [permissionsBoundary] = toPolicies(boundary, 'boundary');
  const [resourcePolicy] = toPolicies(resource, family.resourceName ?? 'bucket-policy');
  return {
    principal: toPrincipal(principal),
    action,
    resource: { arn, account: resourceAccount },
    context: { ...family.request.context, ...context },
    identityPolicies: toPolicies(identity, 'role-policy'),
    ...(permissionsBoundary && { permissionsBoundary }),
    ...(resourcePolicy && { resourcePolicy }),
    ...(unreadable && { unreadable }),
  };
}

function toPrincipal(text: string): RequestPrincipal {
  if (!text.startsWith('arn:')) return { service: text };
  return { arn: text, account: text.split(':')[4] ?? '' };
}

function toPolicies(list: PolicyCase['identity'], name: string): readonly NamedPolicy[] {
  if (list === undefined || list.length === 0) return [];
  const documents = list.filter((entry) => 'document' in entry);
  if (documents.length > 0) {
    return documents.map((entry) => ({
      name: typeof entry.name === 'string' ? entry.name : name,
      document: entry.document,
    }));
  }
  return [{ name, document: { Version: '2012-10-17', Statement: list } }];
}
