export interface KeyPlace {
  readonly region: string;
  readonly account: string;
  /** Aliases can be described, but their policy can only be asked for by key. */
  readonly isAlias: boolean;
}

const KEY_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):(key|alias)\/[\w/+=:-]{1,256}$/;

/** Where a KMS key is, from the ARN of the key or of an alias; `undefined` for a bare id or name. */
export function parseKmsKeyArn(arn: string): KeyPlace | undefined {
  const [, region, account, kind] = KEY_ARN.exec(arn) ?? [];
  if (region === undefined || account === undefined) return undefined;
  return { region, account, isAlias: kind === 'alias' };
}

/** Whether `keyId` names an alias, by ARN or by name. */
export function isKmsAlias(keyId: string): boolean {
  return keyId.startsWith('alias/') || parseKmsKeyArn(keyId)?.isAlias === true;
}
