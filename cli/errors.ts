/** The user gave something that cannot be used: told in one line, without a stack trace, exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
