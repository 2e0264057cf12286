import type { InstanceKey } from './types';

/** An address as the service writes it: an IPv6 host stands in brackets. */
export function keyText(key: InstanceKey): string {
  return key.host.includes(':') ? `[${key.host}]:${key.port}` : `${key.host}:${key.port}`;
}

export function sameKey(a: InstanceKey | null | undefined, b: InstanceKey | null | undefined): boolean {
  return !!a && !!b && a.host === b.host && a.port === b.port && a.engine === b.engine;
}
