const PRINCIPAL_IDS: Readonly<Record<string, string>> = {
  AROA: 'role',
  AIDA: 'user',
  AGPA: 'user group',
  AIPA: 'instance profile',
};

/**
 * What a unique id such as `AROA4KJY2TU23Y7NK62MV` was the id of; `undefined` for any other text. AWS stores roles
 * and users in a resource policy by this id and shows the ARN in its place as long as they exist. An id that is
 * still to be seen belongs to a role or user that was deleted; one made anew under the same name has another id, so
 * such an entry matches nobody.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function toDeletedKind(text: string): string | undefined {
  if (!/^A[A-Z]{3}[A-Z0-9]{6,124}$/.test(text)) return undefined;
  return PRINCIPAL_IDS[text.slice(0, 4)];
}
