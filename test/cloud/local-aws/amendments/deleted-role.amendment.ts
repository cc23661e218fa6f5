import { type Amendment, type Answer, type ProxiedCall, parseBucketCall } from './amendment';

/**
 * A bucket policy that names a role holds its id. While the role exists, its ARN is shown; afterwards the id, also when
 * a role of the same name was made since. No policy with such an id can be put. The emulator keeps the text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function createDeletedRole(accountOf: (accessKeyId: string) => string): Amendment {
  /** Id by ARN, of the roles that there are. */
  const roles = new Map<string, string>();
  /** By bucket: id by ARN, of the roles that its policy was put with. */
  const bound = new Map<string, ReadonlyMap<string, string>>();

  const learnRole = ({ action, accessKeyId, body }: ProxiedCall, answer: Answer): void => {
    if (action === 'CreateRole') roles.set(readXml(answer.body, 'Arn'), readXml(answer.body, 'RoleId'));
    if (action !== 'DeleteRole') return;
    const name = new URLSearchParams(body).get('RoleName') ?? '';
    roles.delete(`arn:aws:iam::${accountOf(accessKeyId)}:role/${name}`);
  };
  const bind = (policy: string): ReadonlyMap<string, string> =>
    new Map([...roles].filter(([arn]) => policy.includes(`"${arn}"`)));
  const show = (bucket: string, policy: string): string =>
    [...(bound.get(bucket) ?? [])]
      .filter(([arn, id]) => roles.get(arn) !== id)
      .reduce((text, [arn, id]) => text.replaceAll(`"${arn}"`, `"${id}"`), policy);

  return {
    instead: (call) => {
      const asked = parseBucketCall(call);
      if (asked?.method !== 'PUT' || asked.subresource !== 'policy') return undefined;
      return /"AROA[A-Z0-9]{12,}"/.test(call.body) ? INVALID_PRINCIPAL : undefined;
    },
    after: (call, answer) => {
      if (answer.status >= 300) return undefined;
      if (call.service === 'iam') learnRole(call, answer);
      const asked = parseBucketCall(call);
      if (asked?.subresource !== 'policy') return undefined;
      if (asked.method === 'PUT') bound.set(asked.bucket, bind(call.body));
      return asked.method === 'GET' ? { ...answer, body: show(asked.bucket, answer.body) } : undefined;
    },
  };
}

const INVALID_PRINCIPAL: Answer = {
  status: 400,
  contentType: 'application/xml',
  body: '<Error><Code>MalformedPolicy</Code><Message>Invalid principal in policy</Message></Error>',
};

function readXml(text: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
}
