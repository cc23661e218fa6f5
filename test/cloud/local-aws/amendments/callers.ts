import type { Amendment } from './amendment';

export interface Callers extends Amendment {
  /** The account that an access key belongs to. */
  readonly accountOf: (accessKeyId: string) => string;
}

const KEY = /<AccessKeyId>([^<]+)<\/AccessKeyId>/;
const ACCOUNT = /<Arn>arn:aws:sts::(\d{12}):/;

/**
 * Whose access keys are whose: twelve digits are the account itself; keys of users and sessions are learned when they
 * are given out. `home` is the account of the functions, whose sessions the emulator opens by itself.
 */
export function createCallers(home: string): Callers {
  const accounts = new Map<string, string>();
  const accountOf = (accessKeyId: string): string =>
    /^\d{12}$/.test(accessKeyId) ? accessKeyId : (accounts.get(accessKeyId) ?? home);
  return {
    accountOf,
    after: ({ action, accessKeyId }, { body }) => {
      const given = KEY.exec(body)?.[1];
      if (given === undefined) return undefined;
      if (action === 'CreateAccessKey') accounts.set(given, accountOf(accessKeyId));
      const assumed = ACCOUNT.exec(body)?.[1];
      if (action === 'AssumeRole' && assumed !== undefined) accounts.set(given, assumed);
      return undefined;
    },
  };
}
