import type { AccessRole, MeView } from './types';

const order: AccessRole[] = ['none', 'known', 'agent', 'viewer', 'operator', 'admin'];

export type Denial = 'unknown' | 'read-only' | 'role';

/** Why the caller may not do what needs this role; null where they may, or may on some clusters: then the service decides. */
export function denialOf(me: MeView | undefined, role: AccessRole): Denial | null {
  if (!me) return 'unknown';
  if (me.isReadOnly) return 'read-only';
  const rank = (r: AccessRole) => order.indexOf(r);
  if (rank(me.role) >= rank(role)) return null;
  const limited = (me.limited as { role?: AccessRole }[]).some((grant) => grant.role !== undefined && rank(grant.role) >= rank(role));
  return limited && role !== 'admin' ? null : 'role';
}
