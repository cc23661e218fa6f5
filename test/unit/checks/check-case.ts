import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CheckContext } from '../../../lambda/core/checks/check';
import { absent, type Fact, known, unreadable } from '../../../lambda/core/facts/fact';
import { FACT_IDS, FACT_LOOKUPS, type FactId, type FactValue } from '../../../lambda/core/facts/fact-id';
import type { FactSubject } from '../../../lambda/core/facts/fact-subject';
import { neededActions } from '../../../lambda/core/facts/lookup-catalog';
import type { ReadPolicy } from '../../../lambda/core/facts/bucket-state';
import { FACT_FORMS, UNNAMED_POLICY } from './fact-forms';

const FOLDER = join(__dirname, '../../cases/checks');

/** What a case does not say about its subject; `null` takes a field away. */
const SUBJECT = {
  partition: 'aws',
  sourceBucket: 'media-prod',
  sourceRegion: 'us-east-1',
  sourceAccount: '111111111111',
  destinationBucket: 'media-dr',
  destinationRegion: 'eu-west-1',
  ruleId: 'all-media',
  object: { key: 'video/2026/intro.mp4', versionId: 'version-1' },
} as const satisfies FactSubject;

const FAILURES = ['throttled', 'timeout', 'network', 'malformed', 'budget', 'refused', 'failed'] as const;

/**
 * A fact: a value in short form (`fact-forms.ts`), or a word: `denied` with the action that its lookup needs,
 * `other-account`, `throttled`, …, or `absent: <because>`. A fact that is not given was not looked for.
 */
export const factForm = z.union([
  z.string().regex(/^absent: .{5,}$/),
  z.enum(['denied', 'other-account', 'dependency', ...FAILURES]),
  z.record(z.string(), z.unknown()),
  z.array(z.unknown()),
]);

const optionalText = z.string().nullable().exactOptional();

const checkCase = z.strictObject({
  name: z.string().regex(/^\S.{9,138}\S$/, 'a sentence'),
  subject: z
    .strictObject({
      partition: z.string().exactOptional(),
      sourceBucket: z.string().exactOptional(),
      sourceRegion: z.string().exactOptional(),
      sourceAccount: optionalText,
      destinationBucket: optionalText,
      destinationRegion: optionalText,
      destinationAccount: optionalText,
      ruleId: optionalText,
      object: z
        .strictObject({ key: z.string(), versionId: z.string().exactOptional() })
        .nullable()
        .exactOptional(),
      readsObjects: z.boolean().exactOptional(),
      jobId: optionalText,
      firstFailure: optionalText,
    })
    .default({}),
  reason: z.string(),
  facts: z.partialRecord(z.enum(FACT_IDS as [FactId, ...FactId[]]), factForm),
  expect: z.strictObject({
    verdict: z.enum(['confirmed', 'ruled-out', 'inconclusive', 'not-applicable']),
    /** Each is part of some sentence of the evidence. */
    evidence: z.array(z.string().min(3)).default([]),
    /** Each is part of none. */
    notInEvidence: z.array(z.string().min(3)).default([]),
    /** All of the cause. */
    cause: z
      .strictObject({
        subject: z.string(),
        statement: z.string().exactOptional(),
        owner: z.enum(['source-account', 'destination-account', 'either-account', 'nobody']),
      })
      .exactOptional(),
    /** The whole title of the cause. */
    title: z.string().exactOptional(),
    /** Part of why it could not be told, or why the question does not arise. */
    because: z.string().min(3).exactOptional(),
    /** All of the missing actions. */
    needs: z.array(z.string()).default([]),
    /** Each is part of some step: its text, its command quoted for the shell, or its policy as compact JSON. */
    fix: z.array(z.string().min(3)).default([]),
  }),
});

export type CheckCase = z.infer<typeof checkCase>;

export interface FiledCase {
  readonly check: string;
  readonly file: string;
  readonly checkCase: CheckCase;
}

/** Every case of `test/cases/checks`, checked against the schema. */
export function readCheckCases(): readonly FiledCase[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: check }) => readdirSync(join(FOLDER, check)).map((file) => readCase(check, file)));
}

function readCase(check: string, file: string): FiledCase {
  const parsed = checkCase.safeParse(JSON.parse(readFileSync(join(FOLDER, check, file), 'utf8')));
  if (!parsed.success) throw new Error(`${check}/${file}: ${z.prettifyError(parsed.error)}`);
  return { check, file, checkCase: parsed.data };
}

export type FactTable = Partial<Readonly<Record<FactId, Fact<unknown>>>>;

/** The facts of a case in full. */
export function toFacts({ facts, subject }: CheckCase): FactTable {
  const all = toSubject(subject);
  return Object.fromEntries(Object.entries(facts).map(([id, form]) => [id, toFact(id as FactId, form, all)]));
}

function toFact(id: FactId, form: z.infer<typeof factForm>, subject: FactSubject): Fact<unknown> {
  if (typeof form !== 'string') return known(toValue(id, form, subject));
  if (form.startsWith('absent: ')) return absent(form.slice('absent: '.length));
  if (form === 'denied') return denied(id);
  if (form === 'other-account') return unreadable('other-account', 'only the account that owns it may ask');
  return unreadable(form as 'throttled', `it ended in ${form}`);
}

/** What AWS answers when the responder may not look. */
export function denied(id: FactId): Fact<never> {
  const needs = neededActions(FACT_LOOKUPS[id]);
  return unreadable('denied', 'access was denied (AccessDenied)', { needs });
}

function toValue(id: FactId, form: unknown, subject: FactSubject): unknown {
  const value = FACT_FORMS[FACT_LOOKUPS[id]].safeParse(form);
  if (!value.success) throw new Error(`${id}: ${z.prettifyError(value.error)}`);
  return isUnnamedPolicy(value.data) ? { ...value.data, name: toPolicyName(id, subject) } : value.data;
}

export function isUnnamedPolicy(value: unknown): value is ReadPolicy {
  return typeof value === 'object' && value !== null && 'text' in value && 'name' in value
    ? value.name === UNNAMED_POLICY
    : false;
}

function toPolicyName(id: FactId, { sourceBucket, destinationBucket = '' }: FactSubject): string {
  if (id === 'source-policy') return `bucket policy of ${sourceBucket}`;
  if (id === 'destination-policy') return `bucket policy of ${destinationBucket}`;
  return id.replaceAll('-', ' ');
}

function toSubject(changes: CheckCase['subject']): FactSubject {
  const all = Object.entries({ ...SUBJECT, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(all) as unknown as FactSubject;
}

/** A context in which reading a fact outside of `declared` is an error: the permissions follow from what is declared. */
export function toContext(
  checkCase: CheckCase,
  facts: FactTable,
  declared: readonly FactId[] = FACT_IDS,
): CheckContext {
  return {
    subject: toSubject(checkCase.subject),
    reason: checkCase.reason,
    fact: <Id extends FactId>(id: Id) => {
      if (!declared.includes(id)) throw new Error(`reads ${id}, which it does not declare`);
      const fact = facts[id] ?? unreadable('dependency', 'it was not looked for');
      return fact as Fact<FactValue<Id>>;
    },
  };
}
