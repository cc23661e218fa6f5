import type { FixOwner } from '../catalog/reason-row';

/** A policy statement as JSON; its elements are as found, and nothing is assumed of them. */
export type Statement = Readonly<Record<string, unknown>>;

/** Where a policy hangs, which decides how it is read and put back. */
export type PolicyPlace =
  | { readonly kind: 'inline'; readonly roleArn: string; readonly roleName: string; readonly name: string }
  | { readonly kind: 'managed' | 'boundary'; readonly arn: string; readonly name: string }
  | { readonly kind: 'trust'; readonly roleArn: string; readonly roleName: string }
  | { readonly kind: 'bucket'; readonly arn: string; readonly bucket: string }
  | { readonly kind: 'key'; readonly arn: string; readonly region: string };

/**
 * One edit of a policy, said so that it still means the same after other edits: it names what is to be true of a
 * statement, not what the statement looks like afterwards. `at` counts the statements of the policy as it was read.
 */
export type StatementEdit = AddStatement | ExemptRole | NameRole | SetConditions;

export interface AddStatement {
  readonly kind: 'add';
  readonly statement: Statement;
  /** What to call it; where the name is taken, a number is added. Left out: it gets no Sid. */
  readonly sid?: string;
  /** A clause that begins with a verb: "allow `s3:ReplicateObject`". So in the others. */
  readonly text: string;
}

/** The statement stays for everybody that it is for, but the role. */
export interface ExemptRole {
  readonly kind: 'exempt-role';
  readonly at: number;
  /** What the statement is called. */
  readonly name: string;
  readonly roleArn: string;
}

/** The role in place of the ids of deleted roles. */
interface NameRole {
  readonly kind: 'name-role';
  readonly at: number;
  readonly roleArn: string;
  readonly text: string;
}

/** Right values for condition keys, wherever the statement names them. */
interface SetConditions {
  readonly kind: 'set-conditions';
  readonly at: number;
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A change of one policy, as data: the changes that several checks want of the same policy become one document. */
export interface PolicyChange {
  readonly place: PolicyPlace;
  /** As it was read; `undefined`: there is none yet, as far as could be seen. */
  readonly document: unknown;
  readonly edits: readonly StatementEdit[];
  /** Who can make it. */
  readonly owner: FixOwner;
}
