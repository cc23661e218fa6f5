import type { Incident } from '../../core/incidents/incident';
import { StoreError } from './errors';

/**
 * An item may have 400 KB with the names of its attributes; the rest is for those and for the keys.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export const INCIDENT_JSON_BYTES = 400 * 1_024 - 4_096;

/** Of maps that names of others fill, what is left in the end. */
const FEW = 20;

type Investigation = NonNullable<Incident['looked']>['investigation'];
type FixStep = Investigation['fix'][number];
type Step = (incident: Incident) => Incident;

/** An incident that fits, and its JSON: made once, since it is made for every write. */
export interface FittingIncident {
  readonly incident: Incident;
  readonly json: string;
}

/**
 * The incident as it is where it fits into an item, else without what is largest and easiest to find again: whole
 * policies first, in the end all that was found when looking, and most names. Never touched are the counts, the state,
 * what has to be said and the batches that are counted. Throws `StoreError` if even that is too large.
 */
export function fitIncident(incident: Incident): FittingIncident {
  let fitting = incident;
  let sizeBytes = 0;
  for (const step of [same, ...STEPS]) {
    fitting = step(fitting);
    const json = JSON.stringify(fitting);
    sizeBytes = Buffer.byteLength(json);
    if (sizeBytes <= INCIDENT_JSON_BYTES) return { incident: fitting, json };
  }
  throw new StoreError({
    operation: 'PutItem',
    reason: `incident ${incident.id} has ${sizeBytes} bytes, allowed are ${INCIDENT_JSON_BYTES}`,
    retryable: false,
    fix: 'Delete its item, and it begins anew',
  });
}

const STEPS: readonly Step[] = [
  inFix(withoutPolicy),
  inFix(({ diff: _diff, ...step }) => step),
  inDiagnosis((diagnosis) => ({
    findings: diagnosis.findings.map((finding) =>
      finding.verdict === 'confirmed' ? finding : { ...finding, evidence: [] },
    ),
  })),
  inDiagnosis(({ findings, notChecked, changes }) => ({
    findings: findings.slice(0, FEW),
    notChecked: notChecked.slice(0, FEW),
    changes: changes.slice(0, FEW),
  })),
  ({ looked: _looked, ...incident }) => incident,
  (incident) => ({ ...incident, prefixes: keepLargest(incident.prefixes) }),
  (incident) => ({ ...incident, samples: [] }),
  (incident) => ({ ...incident, operations: keepLargest(incident.operations) }),
];

function same(incident: Incident): Incident {
  return incident;
}

function inInvestigation(change: (investigation: Investigation) => Partial<Investigation>): Step {
  return (incident) => {
    if (incident.looked === undefined) return incident;
    const { investigation } = incident.looked;
    return {
      ...incident,
      looked: { ...incident.looked, investigation: { ...investigation, ...change(investigation) } },
    };
  };
}

function inFix(change: (step: FixStep) => FixStep): Step {
  return inInvestigation(({ fix }) => ({ fix: fix.map((step) => change(step)) }));
}

function inDiagnosis(
  change: (diagnosis: Investigation['diagnosis']) => Partial<Investigation['diagnosis']>,
): Step {
  return inInvestigation(({ diagnosis }) => ({ diagnosis: { ...diagnosis, ...change(diagnosis) } }));
}

/** Its text goes into alerts, so it says what is missing. */
function withoutPolicy({ policy, ...step }: FixStep): FixStep {
  return policy === undefined ? step : { ...step, text: `${step.text} (The policy was too large to keep.)` };
}

/** The others are counted no longer by name; the sum of the incident holds them all the same. */
function keepLargest(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const sorted = Object.entries(counts).sort(([a, most], [b, next]) => next - most || (a < b ? -1 : 1));
  return Object.fromEntries(sorted.slice(0, FEW));
}
