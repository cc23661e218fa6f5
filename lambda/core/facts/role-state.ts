import type { ReadPolicy } from './bucket-state';
import type { Fact } from './fact';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export interface RoleState {
  readonly arn: string;
  /** `AROA…`: a role that was deleted and made again has another, and bucket policies hold on to the old one. */
  readonly roleId: string;
  readonly name: string;
  readonly path: string;
  readonly trustPolicy: ReadPolicy;
  readonly boundaryArn?: string;
}

/** A policy that the role has; its text is a fact of its own, since each is one read and may be refused alone. */
export interface RolePolicy {
  readonly name: string;
  /** Of a managed policy. */
  readonly arn?: string;
  readonly policy: Fact<ReadPolicy>;
}

export interface RolePolicies {
  readonly policies: readonly RolePolicy[];
  /** The list had more pages than were read: a permission that is not here may still be granted. */
  readonly isTruncated: boolean;
}

export interface SimulatedDecision {
  readonly action: string;
  readonly resourceArn: string;
  readonly decision: 'allowed' | 'explicit-deny' | 'implicit-deny';
  /** Service control policies; absent when the account is in no organization, or AWS did not say. */
  readonly allowedByOrganization?: boolean;
  readonly allowedByBoundary?: boolean;
  /** Condition keys that decide and were not given. */
  readonly missingContext: readonly string[];
}

/**
 * What AWS says of the role's own side: its policies, boundary and service control policies. Bucket and key policies
 * are not part of it. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export interface RoleSimulation {
  readonly decisions: readonly SimulatedDecision[];
  readonly isTruncated: boolean;
}
