import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKS } from '../../../lambda/core/checks/checks';
import { worldForm } from './world';

const FOLDER = join(__dirname, '../../cases/reasons');

const checkId = z.enum(CHECKS.map(({ id }) => id) as [string, ...string[]]);
const checkIds = z.array(checkId).default([]);
const texts = z.array(z.string().min(3)).default([]);

/** One failure, the world it happened in, and what the on-call engineer is told of it. */
const reasonCase = z.strictObject({
  name: z.string().regex(/^[A-Z`].{14,138}[^.\s]$/, 'a sentence'),
  /** Where the world comes from: an AWS page that describes it, or our own head. */
  provenance: z.union([
    z.literal('synthetic'),
    z.string().regex(/^documented: https:\/\/docs\.aws\.amazon\.com\/\S+$/),
  ]),
  /** Fields of the event that are not as in `reason-investigation.ts`; `null` takes one away. */
  event: z
    .strictObject({
      failureReason: z.string().nullable().exactOptional(),
      region: z.string().exactOptional(),
      partition: z.string().exactOptional(),
      sourceBucket: z.string().exactOptional(),
      destinationBucket: z.string().nullable().exactOptional(),
      ruleId: z.string().nullable().exactOptional(),
      key: z.string().exactOptional(),
      versionId: z.string().nullable().exactOptional(),
      operation: z.string().exactOptional(),
    })
    .default({}),
  /** What a completion report tells and an event does not. */
  report: z
    .strictObject({ jobId: z.string(), destinationRegion: z.string().exactOptional() })
    .exactOptional(),
  level: z.enum(['config', 'objects']).default('config'),
  accounts: z
    .strictObject({
      home: z.string().exactOptional(),
      ofBucket: z.record(z.string(), z.string()).exactOptional(),
    })
    .default({ home: '111111111111' }),
  world: worldForm,
  expect: z.strictObject({
    verdict: z.enum(['confirmed', 'likely', 'unknown', 'benign']),
    owner: z.enum(['source-account', 'destination-account', 'either-account', 'nobody']),
    /** Where it is not the catalog's. */
    title: z.string().exactOptional(),
    /** All of it; left out when there is none. */
    cause: z
      .strictObject({ check: checkId, subject: z.string(), statement: z.string().exactOptional() })
      .exactOptional(),
    /** Every sentence of the evidence for the cause, word for word. */
    why: texts,
    /** Every check that found something, in the order of the alert. */
    findings: z
      .strictObject({
        confirmed: checkIds,
        inconclusive: checkIds,
        'ruled-out': checkIds,
        'not-applicable': checkIds,
      })
      .prefault({}),
    /** Parts of the evidence of other checks. */
    evidence: z.partialRecord(checkId, texts).default({}),
    /** All that could not be looked at, with every action that is missing. */
    notChecked: z.record(z.string(), z.array(z.string())).default({}),
    /** All that there were no reads left for. */
    outOfReads: z.array(z.string()).default([]),
    /** Events of CloudTrail, the likely culprit first. */
    changes: z.array(z.string()).default([]),
    /** Each is part of some step: its text, its command, or its policy as compact JSON. */
    fix: texts,
    /** Each is part of none. */
    notInFix: texts,
  }),
});

export type ReasonCase = z.infer<typeof reasonCase>;

export interface FiledReasonCase {
  /** Catalog spelling, or `Unknown` or `Absent`. */
  readonly reason: string;
  readonly file: string;
  readonly reasonCase: ReasonCase;
}

/** Every case of `test/cases/reasons`, checked against the schema. */
export function readReasonCases(): readonly FiledReasonCase[] {
  return readdirSync(FOLDER).flatMap((reason) =>
    readdirSync(join(FOLDER, reason)).map((file) => readCase(reason, file)),
  );
}

function readCase(reason: string, file: string): FiledReasonCase {
  const parsed = reasonCase.safeParse(JSON.parse(readFileSync(join(FOLDER, reason, file), 'utf8')));
  if (!parsed.success) throw new Error(`${reason}/${file}: ${z.prettifyError(parsed.error)}`);
  return { reason, file, reasonCase: parsed.data };
}
