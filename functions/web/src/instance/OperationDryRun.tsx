import { useQuery } from '@tanstack/react-query';
import { dryRun } from '../api/client';
import { paths } from '../api/paths';
import type { InstanceView, OperationPlan } from '../api/types';
import { Loaded } from '../common/Loaded';
import { OperationPlanView } from '../plan/OperationPlanView';

export function OperationDryRun({ instance, kind }: { instance: InstanceView; kind: string }) {
  const path = paths.instance(instance.key, `/${kind}`);
  const plan = useQuery({ queryKey: ['operation-plan', path], queryFn: ({ signal }) => dryRun<OperationPlan>(path, undefined, signal), retry: false });
  return <Loaded query={plan}>{(p) => <OperationPlanView plan={p} />}</Loaded>;
}
