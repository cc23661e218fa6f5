import type { FixOwner } from '../catalog/reason-row';
import type { Fact } from '../facts/fact';
import type { FactId, FactValue } from '../facts/fact-id';
import type { FactSubject } from '../facts/fact-subject';

/** The facts that were collected for one diagnosis. A fact that was not asked for is `unreadable`. */
export type FactReader = <Id extends FactId>(id: Id) => Fact<FactValue<Id>>;

/** What a check judges: who and what the failure was about, and what was found when looking. */
export interface CheckContext {
  readonly subject: FactSubject;
  /** Catalog spelling of the reason, or `Unknown` / `Absent`. */
  readonly reason: string;
  /** `s3Operation` of the failure, where the event told. */
  readonly operation?: string;
  readonly fact: FactReader;
}

/**
 * `config` reads configuration only; `objects` reads the metadata of single objects, which takes a permission that
 * could also read content, and is therefore opt-in.
 */
export type CheckLevel = 'config' | 'objects';

/** One change that would remove a confirmed cause. Real names; nothing is left to fill in. */
export interface Remedy {
  /** An imperative sentence. */
  readonly text: string;
  /** AWS CLI as an argument vector; quoted for the shell where it is rendered. */
  readonly command?: readonly string[];
  /** The statement or document to add, as IAM policy JSON. */
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** What one check found. Evidence is sentences about what was read, names in backticks, most telling first. */
export type Judgement =
  | {
      readonly verdict: 'confirmed';
      readonly evidence: readonly string[];
      /** What has to be changed: ARN of a role, policy, key or bucket; and the statement within it. */
      readonly cause: { readonly subject: string; readonly statement?: string; readonly owner: FixOwner };
      readonly fix: readonly Remedy[];
    }
  | { readonly verdict: 'ruled-out'; readonly evidence: readonly string[] }
  | {
      readonly verdict: 'inconclusive';
      readonly evidence: readonly string[];
      /** Why it could not be told, as a clause. */
      readonly because: string;
      /** IAM actions that the responder lacks for it. */
      readonly needs: readonly string[];
    }
  /** The question does not arise: no KMS key, no owner override, another operation. */
  | { readonly verdict: 'not-applicable'; readonly because: string };

/**
 * One question about a replication, answered from facts alone. Named after what it looks at, never after its verdict;
 * the file is `<id>.check.ts`. `judge` is pure and total: facts of any state in, a judgement out.
 */
export interface Check {
  readonly id: string;
  readonly level: CheckLevel;
  /** What it looks at, as a noun: "versioning of the destination bucket". */
  readonly looksAt: string;
  /** What it finds keeps failures from being reported, not objects from being replicated: never the cause of one. */
  readonly isAside?: true;
  /** Everything `judge` may read; the permissions of the function follow from it. */
  readonly facts: readonly FactId[];
  judge(context: CheckContext): Judgement;
}
