/** One AWS API call, as far as amendments look at it. */
export interface ProxiedCall {
  /** From the credential scope of the signature: `s3`, `kms`, … */
  readonly service: string;
  readonly region: string;
  /** `PutKeyPolicy`; for REST services method and path with query. */
  readonly action: string;
  readonly accessKeyId: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Something that AWS does and the emulator does not; docs/testing.md lists them all. */
export interface Amendment {
  /** Answers in the emulator's place; `undefined`: let it answer. */
  instead?(call: ProxiedCall): Answer | undefined;
  /** Gets to know of an answer, as far as other amendments left it as it was, and may change it. */
  after?(call: ProxiedCall, answer: Answer): Answer | undefined;
}

/** Bucket and subresource of a call to S3: `PUT /media?policy=`. `undefined` for what is about an object. */
export function parseBucketCall(
  call: ProxiedCall,
): { readonly method: string; readonly bucket: string; readonly subresource: string } | undefined {
  if (call.service !== 's3') return undefined;
  const [, method, bucket, query = ''] = /^([A-Z]+) \/([^/?]+)\/?(?:\?(.*))?$/.exec(call.action) ?? [];
  if (method === undefined || bucket === undefined) return undefined;
  const names = [...new URLSearchParams(query).keys()].filter((name) => name !== 'x-id');
  return { method, bucket, subresource: names[0] ?? '' };
}
