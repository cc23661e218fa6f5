import type { FixOwner } from '../catalog/reason-row';
import type { Fact } from '../facts/fact';
import type { FactId, FactValue } from '../facts/fact-id';
import type { FactSubject } from '../facts/fact-subject';
import type { PolicyChange } from './policy-change';

/** The facts that were collected for one diagnosis. A fact that was not asked for is `unreadable`. */
export type FactReader = <Id extends FactId>(id: Id) => Fact<FactValue<Id>>;

/** What a check judges: who and what the failure was about, and what was found when looking. */
export interface CheckContext {
  readonly subject: FactSubject;
  /** Catalog spelling of the reason, or `Unknown` / `Absent`. */
  readonly reason: string;
  readonly fact: FactReader;
}

/**
 * `config` reads configuration only; `objects` reads the metadata of single objects, which takes a permission that
 * could also read content, and is therefore opt-in.
 */
export type CheckLevel = 'config' | 'objects';

/**
 * What would remove a confirmed cause: a step to take, or a change of a policy, which becomes steps when it is known
 * what else has to change in the same policy. Real names; nothing is left to fill in.
 */
export type Remedy = RemedyStep | { readonly change: PolicyChange };

export interface RemedyStep {
  /** An imperative sentence. */
  readonly text: string;
  /** AWS CLI as an argument vector; quoted for the shell where it is rendered. */
  readonly command?: readonly string[];
  /** The whole policy document that the command puts in place. */
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** What has to be changed, and in one sentence what is wrong with it. */
export interface Cause {
  /** At most 90 characters, no full stop, and no name that anybody chose: it becomes a subject line. */
  readonly title: string;
  /** ARN of a role, policy, key or bucket. */
  readonly subject: string;
  /** Within the subject. */
  readonly statement?: string;
  readonly owner: FixOwner;
}

/** What one check found. Evidence is sentences about what was read, names in backticks, most telling first. */
export type Judgement =
  | {
      readonly verdict: 'confirmed';
      readonly evidence: readonly string[];
      readonly cause: Cause;
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
