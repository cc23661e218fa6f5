import { findReason } from '../../catalog/find-reason';
import type { FactId } from '../../facts/fact-id';
import type { Side } from '../../facts/locate-buckets';
import type { SimulatedDecision } from '../../facts/role-state';
import type { CheckContext, Judgement } from '../check';
import { confirmed, notApplicable, ruledOut, undecided, without } from '../judgement';
import { readRoleArn } from './read-role';

/** What every failure on that side is about, unless its reason names another action. */
const MAIN_ACTION = {
  source: 's3:GetObjectVersionForReplication',
  destination: 's3:ReplicateObject',
} as const;

/**
 * Whether a service control policy keeps the role from the action: only AWS knows, and tells no more than yes or no.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_OrganizationsDecisionDetail.html
 */
export function judgeOrganization(context: CheckContext, side: Side): Judgement {
  const simulation = context.fact(`${side}-simulation`);
  if (simulation.state !== 'known') return without(simulation);
  const role = readRoleArn(context, 'replication-role');
  if (role.state === 'judged') return role.judgement;
  const actions = toActions(context.reason, side);
  const decisions = simulation.value.decisions.filter(({ action }) => actions.has(action));
  if (decisions.length === 0) {
    return simulation.value.isTruncated
      ? undecided('AWS was not asked about all actions')
      : notApplicable('AWS was not asked about the actions of this failure');
  }
  const denied = decisions.filter(({ allowedByOrganization }) => allowedByOrganization === false);
  const certain = denied.filter(({ missingContext }) => missingContext.length === 0);
  if (certain.length > 0) return confirm(certain, role.value, context);
  if (denied.length > 0) return leaveOpen(denied);
  const silent = decisions.filter(isSilent);
  if (silent.length === 0) return ruledOut(decisions.map(describe));
  return undecided(
    'AWS does not say what the organization allows where the role itself is refused',
    silent.map(
      ({ action, decision }) =>
        `The policy simulator says \`${decision}\` for \`${action}\` and nothing of an organization.`,
    ),
  );
}

/** A policy with a condition looks like a refusal where the simulation was not given the key. */
function leaveOpen(denied: readonly SimulatedDecision[]): Judgement {
  const keys = [...new Set(denied.flatMap(({ missingContext }) => missingContext))];
  const listed = keys.map((key) => `\`${key}\``).join(', ');
  return undecided(
    `the simulation hangs on ${listed}, which it was not given`,
    denied.map(({ action }) => `A service control policy may keep the role from \`${action}\`.`),
  );
}

/** The actions that the catalog names for the reason, as far as they belong to this side. */
function toActions(reason: string, side: Side): ReadonlySet<string> {
  const isOfSide = (action: string): boolean => action.startsWith('s3:Get') === (side === 'source');
  const named = findReason(reason).row.permissions.map(({ action }) => action);
  const own = named.filter((action) => action.startsWith('s3:') && isOfSide(action));
  return new Set(own.length > 0 ? own : [MAIN_ACTION[side]]);
}

/** What is allowed in the end no organization keeps back. */
function isSilent({ decision, allowedByOrganization }: SimulatedDecision): boolean {
  return allowedByOrganization === undefined && decision !== 'allowed';
}

function describe({ action, resourceArn }: SimulatedDecision): string {
  return `No service control policy keeps the role from \`${action}\` on \`${resourceArn}\`, says the policy simulator.`;
}

function confirm(
  denied: readonly SimulatedDecision[],
  roleArn: string,
  { subject }: CheckContext,
): Judgement {
  const [, , , , account = subject.sourceAccount ?? ''] = roleArn.split(':');
  const actions = denied.map(({ action }) => `\`${action}\``).join(' and ');
  const resources = [...new Set(denied.map(({ resourceArn }) => `\`${resourceArn}\``))].join(' and ');
  return confirmed(
    [
      `A service control policy of the organization keeps \`${roleArn}\` from ${actions} on ${resources}, says the policy simulator.`,
      'Which policy it is, the simulator does not tell; the management account can see it.',
    ],
    {
      title: `A service control policy keeps the replication role from ${denied[0]?.action ?? 'it'}`,
      subject: `service control policies of account ${account}`,
      owner: 'source-account',
    },
    [
      {
        text: `In the management account of the organization, see which policies are attached to account ${account}.`,
        command: toPoliciesOf(account),
      },
      {
        text: `The policies of all that it is in apply to it too: see what that is, and ask the same of each, up to the root. Then exempt the role from the one that refuses ${actions}.`,
        command: ['aws', 'organizations', 'list-parents', '--child-id', account],
      },
    ],
  );
}

/**
 * Only what is attached to the account itself: what it inherits is asked for at its parents.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html
 */
function toPoliciesOf(account: string): readonly string[] {
  const target = ['--target-id', account, '--filter', 'SERVICE_CONTROL_POLICY'];
  return ['aws', 'organizations', 'list-policies-for-target', ...target];
}

export function factsOfOrganization(side: Side): readonly FactId[] {
  return ['source-replication', `${side}-simulation`];
}
