import type { STSClientConfig } from '@aws-sdk/client-sts';

/** Credentials, or a function that yields them, as every SDK client takes them. */
export type Credentials = NonNullable<STSClientConfig['credentials']>;
