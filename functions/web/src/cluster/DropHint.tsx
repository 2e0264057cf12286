import { keyText } from '../api/key';
import { useOperationPlan } from '../api/queries';
import type { InstanceView } from '../api/types';
import { useT } from '../i18n/I18n';
import type { DropVerdict } from './drop';

/** What a drop would mean, while it is still held: what the page knows at once, what the service says as soon as it says it. */
export function DropHint({ clusterId, instance, target, verdict }: { clusterId: string; instance: InstanceView; target: InstanceView; verdict: DropVerdict }) {
  const t = useT();
  const names = { instance: keyText(instance.key), target: keyText(target.key) };
  const plan = useOperationPlan(clusterId, verdict.may ? { kind: 'relocate', instance: names.instance, below: names.target } : null);
  const refusal = plan.error?.message ?? plan.data?.refusals[0];
  const may = verdict.may && !refusal;
  return (
    <div className="drop-hint untrusted" data-may={may} role="status">
      {t(verdict.reason, names)}
      {refusal && `. ${refusal}`}
    </div>
  );
}
