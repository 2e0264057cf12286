import { keyText, sameKey } from '../api/key';
import type { InstanceView } from '../api/types';
import type { MessageName } from '../i18n/en';
import { descendants } from './tree';

export type DropVerdict = { may: boolean; reason: MessageName; wantsTakeover?: boolean };

/**
 * Whether an instance may be dropped onto another, as far as this page knows: at once and for each pixel. The service's dry run, which knows more, is asked
 * before anything is done, and has the last word.
 */
export function judgeDrop(members: InstanceView[], instance: InstanceView, target: InstanceView): DropVerdict {
  const no = (reason: MessageName): DropVerdict => ({ may: false, reason });
  if (sameKey(instance.key, target.key)) return no('drop.self');
  if (instance.role === 'primary') return no('drop.primary');
  if (!instance.freshness.isLastCheckValid) return no('drop.instanceDead');
  if (!target.freshness.isLastCheckValid) return no('drop.targetDead');
  if (sameKey(instance.source, target.key)) return target.role === 'primary' ? { may: false, reason: 'drop.promote', wantsTakeover: true } : no('drop.already');
  if (descendants(members, keyText(instance.key)).has(keyText(target.key))) return no('drop.descendant');
  if (!target.snapshot.logBin || (!target.snapshot.logReplicaUpdates && target.source !== null)) return no('drop.noLog');
  return { may: true, reason: 'drop.ok' };
}
