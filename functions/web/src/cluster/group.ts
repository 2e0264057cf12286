import { keyText, sameKey } from '../api/key';
import type { InstanceView } from '../api/types';
import type { MessageName } from '../i18n/en';
import { judgeDrop } from './drop';

export interface GroupVerdict {
  /** Those that may go there, as far as this page knows. */
  movers: InstanceView[];
  /** Those that may not, each with why. */
  left: { instance: InstanceView; reason: MessageName }[];
}

/** Whether several instances may be dropped onto another. What is dropped onto one of them is not meant for that one. */
export function judgeGroup(members: InstanceView[], group: InstanceView[], target: InstanceView): GroupVerdict {
  const verdict: GroupVerdict = { movers: [], left: [] };
  for (const instance of group) {
    if (sameKey(instance.key, target.key)) {
      verdict.left.push({ instance, reason: 'drop.self' });
      continue;
    }
    const one = judgeDrop(members, instance, target);
    if (one.may) verdict.movers.push(instance);
    else verdict.left.push({ instance, reason: one.reason });
  }
  return verdict;
}

/** The chosen ones that are still there, in the order of the cluster. */
export const chosenOf = (members: InstanceView[], selected: ReadonlySet<string>): InstanceView[] => members.filter((m) => selected.has(keyText(m.key)));
