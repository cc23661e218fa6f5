import type { Incident, Told } from './incident';
import { presentCause } from './record-look';

/** What a message says that is made from this incident, as far as later decisions depend on it. */
export function toSaid(incident: Incident, related: number): Omit<Told, 'at' | 'why'> {
  const { failures, looked } = incident;
  const cause = presentCause(incident);
  return {
    failures,
    ...(looked !== undefined && { verdict: looked.investigation.diagnosis.verdict }),
    ...(cause !== undefined && { check: cause.check, subject: cause.subject }),
    ...(related > 0 && { related }),
  };
}
