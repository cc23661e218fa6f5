import { ENV } from '../lambda/core/env-names';
import type { IncidentTable } from './incident-table';
import { type NotifyTimersProps, toTimersEnvironment } from './notify-timers';

/** What keeping incidents takes of a function: the table, and settings. */
export interface IncidentAccess {
  readonly table: IncidentTable;
  readonly environment: Readonly<Record<string, string>>;
}

/** Beside the batches, one sweep may post to Slack. */
const SWEEPS_AT_ONCE = 1;

export function createIncidentAccess(
  table: IncidentTable,
  { timers, maxConcurrency }: { readonly timers: NotifyTimersProps; readonly maxConcurrency: number },
): IncidentAccess {
  return {
    table,
    environment: {
      [ENV.incidentTableName]: table.table.tableName,
      [ENV.slackWorkers]: String(maxConcurrency + SWEEPS_AT_ONCE),
      ...toTimersEnvironment(timers),
    },
  };
}
