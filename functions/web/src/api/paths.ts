import { keyText } from './key';
import type { InstanceKey } from './types';

/** Paths of resources; every name is encoded here and nowhere else. */
export const paths = {
  cluster: (id: string, rest = ''): string => `/clusters/${encodeURIComponent(id)}${rest}`,
  instance: (key: InstanceKey, rest = ''): string => `/instances/${encodeURIComponent(keyText(key))}${rest}`,
  recovery: (uid: string, rest = ''): string => `/recoveries/${encodeURIComponent(uid)}${rest}`,
  operation: (uid: string, rest = ''): string => `/operations/${encodeURIComponent(uid)}${rest}`,
};

export function query(values: Record<string, string | number | undefined>): string {
  const text = new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))).toString();
  return text ? `?${text}` : '';
}
