import type { Amendment, ProxiedCall } from './amendment';

/**
 * A key of another account is denied, whether or not it exists. The emulator says that there is none.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function createForeignKey(accountOf: (accessKeyId: string) => string): Amendment {
  return {
    after: (call, answer) => {
      if (call.service !== 'kms' || !answer.body.includes('NotFoundException')) return undefined;
      const account = readKeyAccount(call);
      if (account === undefined || account === accountOf(call.accessKeyId)) return undefined;
      const __type = 'AccessDeniedException';
      const message = `not authorized to perform: kms:${call.action} on this resource`;
      return { ...answer, status: 400, body: JSON.stringify({ __type, message }) };
    },
  };
}

function readKeyAccount({ body }: ProxiedCall): string | undefined {
  const { KeyId } = JSON.parse(body) as { readonly KeyId?: string };
  return /^arn:aws:kms:[^:]*:(\d{12}):/.exec(KeyId ?? '')?.[1];
}
