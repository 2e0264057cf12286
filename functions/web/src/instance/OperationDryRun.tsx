import type { InstanceView } from '../api/types';
import { useInstanceOperationPlan } from '../api/queries';
import { Loaded } from '../common/Loaded';
import { OperationPlanView } from '../plan/OperationPlanView';

export function OperationDryRun({ instance, kind }: { instance: InstanceView; kind: string }) {
  return <Loaded query={useInstanceOperationPlan(instance.key, kind)}>{(plan) => <OperationPlanView plan={plan} />}</Loaded>;
}
