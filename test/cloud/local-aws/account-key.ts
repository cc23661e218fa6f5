export interface Place {
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
}

/**
 * The `authorization` header of a call for which no client package is worth installing. The emulator reads account,
 * Region and service from it; the signature of the account's own key it does not check, so none is made.
 */
export function toAuthorization({ account, region }: Place, service: string): string {
  const scope = `${account}/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
}
