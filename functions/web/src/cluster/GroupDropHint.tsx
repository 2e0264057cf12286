import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';
import { useT } from '../i18n/I18n';
import type { GroupVerdict } from './group';

/** What a drop of several instances would mean, while it is still held. The service's dry runs are asked once it is dropped: there is one for each. */
export function GroupDropHint({ target, verdict: { movers, left } }: { target: InstanceView; verdict: GroupVerdict }) {
  const t = useT();
  const below = keyText(target.key);
  const first = left[0];
  const reason = first ? t(first.reason, { instance: keyText(first.instance.key), target: below }) : '';
  return (
    <div className="drop-hint untrusted" data-may={movers.length > 0} role="status">
      {movers.length === 0 ? t('group.dropNone', { n: left.length, target: below, reason }) : first ? t('group.dropSome', { n: movers.length, target: below, left: left.length, reason }) : t('group.dropOk', { n: movers.length, target: below })}
    </div>
  );
}
