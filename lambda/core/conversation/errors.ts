/** Too many others wrote the same incident at the same time. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';

  constructor(id: string, attempts: number) {
    super(`incident ${id} was written by others ${attempts} times in a row`);
  }
}

/** What is stored under the id is no incident of this release: its failures must not open another one over it. */
export class UnreadableIncidentError extends Error {
  override readonly name = 'UnreadableIncidentError';

  constructor(id: string) {
    super(`what is stored as incident ${id} cannot be read`);
  }
}

/** The invocation is about to be killed: nothing more is begun that could be cut in the middle. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';

  constructor(id: string) {
    super(`no time was left to count failures in incident ${id}`);
  }
}
