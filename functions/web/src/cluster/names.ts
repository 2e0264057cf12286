import { keyText } from '../api/key';
import type { InstanceKey } from '../api/types';

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');

/** Addresses without the domain that they share, by their full text: the part that tells them apart is what fits into a box. Where it would not tell them apart, they stay whole. */
export function shortNames(keys: InstanceKey[]): Map<string, string> {
  const short = keys.map((key) => (isAddress(key.host) ? keyText(key) : `${key.host.split('.')[0]}:${key.port}`));
  const isUnique = new Set(short).size === keys.length;
  return new Map(keys.map((key, i) => [keyText(key), isUnique ? short[i]! : keyText(key)]));
}
