/** The parts of `arn:partition:service:region:account:resource`; the resource may hold colons of its own. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** `undefined` for a text that is no ARN of six parts. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...rest] = text.split(':');
  if (prefix !== 'arn' || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || rest.length === 0) return undefined;
  return { partition, service, region, account, resource: rest.join(':') };
}

/** The account of an account principal: `111122223333` or `arn:aws:iam::111122223333:root`. */
export function toAccountPrincipal(text: string): { account: string; partition?: string } | undefined {
  if (/^\d{12}$/.test(text)) return { account: text };
  const arn = parseArn(text);
  if (arn?.service !== 'iam' || arn.resource !== 'root') return undefined;
  return { account: arn.account, partition: arn.partition };
}
