/** The kind of an error, fit to be told: messages quote URLs, headers, bodies and whatever else they stumbled over. */
export function toErrorName(error: unknown): string {
  return error instanceof Error && /^\w{1,64}$/.test(error.name) ? error.name : 'something unknown';
}
