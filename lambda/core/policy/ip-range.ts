/** Addresses that share their first `prefix` bits. */
export interface IpRange {
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

/**
 * `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. Without a prefix: the one address. `undefined` for any other
 * text. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseRange(text: string): IpRange | undefined {
  const [base, length, ...more] = text.split('/');
  const parsed = parseAddress(base as string);
  if (parsed === undefined || more.length > 0) return undefined;
  const prefix = length === undefined ? parsed.bits : /^\d{1,3}$/.test(length) ? Number(length) : undefined;
  return prefix === undefined || prefix > parsed.bits ? undefined : { ...parsed, prefix };
}

/** Whether all of `inner` lies in `outer`. An IPv4 address is never in an IPv6 range, nor the other way round. */
export function isInRange(inner: IpRange, outer: IpRange): boolean {
  if (inner.bits !== outer.bits || inner.prefix < outer.prefix) return false;
  const shift = BigInt(outer.bits - outer.prefix);
  return inner.address >> shift === outer.address >> shift;
}

type Address = Omit<IpRange, 'prefix'>;

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return { bits: 32, address: joinWords(parts.map(Number), 8n) };
}

function parseIpv6(text: string): Address | undefined {
  const [head, tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const left = toWords(head as string, tail === undefined);
  const right = tail === undefined ? [] : toWords(tail, true);
  if (left === undefined || right === undefined) return undefined;
  const gap = 8 - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const zeros = new Array<number>(gap).fill(0);
  return { bits: 128, address: joinWords([...left, ...zeros, ...right], 16n) };
}

/** The 16-bit words of one side of `::`; at the end an IPv4 address may stand for the last two. */
function toWords(text: string, isEnd: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const words: number[] = [];
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    const ipv4 = isEnd && at === parts.length - 1 ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) words.push(Number(ipv4.address >> 16n), Number(ipv4.address & 0xffffn));
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) words.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return words;
}

function joinWords(words: readonly number[], bits: bigint): bigint {
  return words.reduce((address, word) => (address << bits) | BigInt(word), 0n);
}
