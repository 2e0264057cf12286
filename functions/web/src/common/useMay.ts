import { denialOf } from '../api/may';
import { useMe } from '../api/queries';
import type { AccessRole } from '../api/types';
import { useT } from '../i18n/I18n';

/** Why the caller may not do what needs this role, in words; null where they may. */
export function useMay(role: AccessRole): string | null {
  const t = useT();
  const me = useMe().data;
  const denial = denialOf(me, role);
  if (!denial) return null;
  return t(`denied.${denial}`, { needed: t(`role.${role}`), has: t(`role.${me?.role ?? 'none'}`) });
}
