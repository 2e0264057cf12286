import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { dryRun, get, getPage } from './client';
import { keyText } from './key';
import { paths, query } from './paths';
import type * as T from './types';

export const useMe = () => useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<T.MeView>('/me', signal), staleTime: 60_000 });

// Events tell of changes; that nobody probes any more is no change, and is seen only by who asks.
const unasked = 15_000;

export const useClusters = () => useQuery({ queryKey: ['clusters'], queryFn: ({ signal }) => get<T.ClusterSummary[]>('/clusters', signal), refetchInterval: 4 * unasked });

export const useCluster = (id: string) =>
  useQuery({ queryKey: ['cluster', id], queryFn: ({ signal }) => get<T.ClusterDetail>(paths.cluster(id), signal), placeholderData: keepPreviousData, refetchInterval: unasked });

export const useInstances = (enabled: boolean) =>
  useQuery({ queryKey: ['instances'], queryFn: ({ signal }) => get<T.InstanceView[]>('/instances', signal), enabled, staleTime: 30_000 });

export const useFindings = () => useQuery({ queryKey: ['analysis'], queryFn: ({ signal }) => get<T.FindingView[]>('/analysis', signal) });

export const useProblemInstances = () =>
  useQuery({ queryKey: ['problem-instances'], queryFn: ({ signal }) => get<T.InstanceView[]>('/instances?problem=true', signal) });

export const useSettings = () => useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => get<T.SettingsView>('/settings', signal) });

export const useTags = (key: T.InstanceKey) =>
  useQuery({ queryKey: ['tags', key], queryFn: ({ signal }) => get<T.TagView[]>(paths.instance(key, '/tags?size=200'), signal) });

/** Tags of a cluster's instances, by address. */
export const useClusterTags = (id: string) =>
  useQuery({
    queryKey: ['tags', 'cluster', id],
    queryFn: ({ signal }) => get<T.TaggedView[]>(paths.cluster(id, '/tags'), signal),
    select: byAddress,
    staleTime: 60_000,
  });

const byAddress = (tagged: T.TaggedView[]): ReadonlyMap<string, T.TagView[]> => new Map(tagged.map((one) => [keyText(one.instance), one.tags]));

export const useAgents = () => useQuery({ queryKey: ['agents'], queryFn: ({ signal }) => get<T.AgentView[]>('/agents', signal), refetchInterval: 10_000 });

export const useMeasurements = (key: T.InstanceKey) =>
  useQuery({ queryKey: ['measurements', keyText(key)], queryFn: ({ signal }) => get<T.MeasurementsView>(paths.instance(key, '/measurements'), signal), refetchInterval: 60_000 });

export const useWork = () => useQuery({ queryKey: ['work'], queryFn: ({ signal }) => get<T.WorkView>('/work', signal), refetchInterval: 5_000 });

/** Why the service refuses what is about to be asked for, before it is asked for. */
export const useRefusal = (path: string, body: unknown, enabled: boolean) =>
  useQuery({ queryKey: ['refusal', path, body], queryFn: ({ signal }) => dryRun<unknown>(path, body, signal), enabled, retry: false, staleTime: 2_000 }).error?.message ?? null;

export const useAnalysisChanges = (page: number, filter: Record<string, string>, enabled = true) =>
  useQuery({
    queryKey: ['analysis', 'changes', page, filter],
    queryFn: ({ signal }) => getPage<T.AnalysisChangeView>(`/analysis/changes${query({ page, size: 20, ...filter })}`, signal),
    enabled,
    placeholderData: keepPreviousData,
  });

export const usePlan = (id: string, choice: { failed?: string; takeover?: string }) =>
  useQuery({
    queryKey: ['plan', id, choice],
    queryFn: ({ signal }) => get<T.RecoveryPlan>(paths.cluster(id, `/plan${query(choice)}`), signal),
    enabled: !!choice.failed || !!choice.takeover,
    placeholderData: keepPreviousData,
  });

export interface OperationBody {
  kind: string;
  instance: string;
  below?: string;
}

export const useOperationPlan = (id: string, body: OperationBody | null) =>
  useQuery({
    queryKey: ['operation-plan', id, body],
    queryFn: ({ signal }) => dryRun<T.OperationPlan>(paths.cluster(id, '/operations'), body, signal),
    enabled: body !== null,
    staleTime: 2_000,
    retry: false,
  });

/** What an operation on one instance would do now; null asks for nothing. */
export const useInstanceOperationPlan = (key: T.InstanceKey, kind: string | null) => {
  const path = paths.instance(key, `/${kind}`);
  return useQuery({ queryKey: ['operation-plan', path], queryFn: ({ signal }) => dryRun<T.OperationPlan>(path, undefined, signal), enabled: kind !== null, retry: false });
};

export const useOperation = (uid: string | null) =>
  useQuery({
    queryKey: ['operation', uid],
    queryFn: ({ signal }) => get<T.OperationResource>(paths.operation(uid!), signal),
    enabled: uid !== null,
    // Steps come by the stream; this is for when it is cut.
    refetchInterval: (q) => (q.state.data?.isDone ? false : 2_000),
  });

export const useRecoveries = (page: number, filter: { cluster?: string; unacknowledged?: string }) =>
  useQuery({
    queryKey: ['recoveries', page, filter],
    queryFn: ({ signal }) => getPage<T.RecoveryRecord>(`/recoveries${query({ page, size: 20, ...filter })}`, signal),
    placeholderData: keepPreviousData,
  });

export const useRecovery = (uid: string) =>
  useQuery({
    queryKey: ['recovery', uid],
    queryFn: ({ signal }) => get<T.RecoveryDetail>(paths.recovery(uid), signal),
    refetchInterval: (q) => (q.state.data && q.state.data.recovery.endedAt === null ? 2_000 : false),
  });

export const useDeliveries = () => useQuery({ queryKey: ['webhooks'], queryFn: ({ signal }) => get<T.WebhookView[]>('/webhooks', signal), refetchInterval: 10_000 });

export const useHistory = (id: string) => useQuery({ queryKey: ['history', id], queryFn: ({ signal }) => get<T.HistoryView>(paths.cluster(id, '/history?size=500'), signal) });

export const usePast = (id: string, at: string | null) =>
  useQuery({
    queryKey: ['past', id, at],
    queryFn: ({ signal }) => get<T.PastTopologyView>(paths.cluster(id, `/history${query({ at: at ?? '' })}`), signal),
    enabled: !!at,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const useAudit = (page: number, filter: Record<string, string>, enabled = true) =>
  useQuery({ queryKey: ['audit', page, filter], queryFn: ({ signal }) => getPage<T.AuditRecord>(`/audit${query({ page, size: 20, ...filter })}`, signal), placeholderData: keepPreviousData, enabled });

export const useDetections = (page: number, filter: Record<string, string>, enabled = true) =>
  useQuery({
    queryKey: ['detections', page, filter],
    queryFn: ({ signal }) => getPage<T.DetectionView>(`/detections${query({ page, size: 20, ...filter })}`, signal),
    enabled,
    placeholderData: keepPreviousData,
  });

export const useOperations = (page: number, filter: Record<string, string>, enabled = true) =>
  useQuery({
    queryKey: ['operations', page, filter],
    queryFn: ({ signal }) => getPage<T.OperationRecord>(`/operations${query({ page, size: 20, ...filter })}`, signal),
    enabled,
    placeholderData: keepPreviousData,
  });

export const useConfiguration = () => useQuery({ queryKey: ['configuration'], queryFn: ({ signal }) => get<T.ConfigurationView>('/configuration', signal) });

export const useWaitingDeliveries = (enabled: boolean) =>
  useQuery({
    queryKey: ['deliveries'],
    queryFn: async ({ signal }) => (await Promise.all(['dead', 'queued'].map((status) => get<T.DeliveryView[]>(`/webhook-deliveries?size=200&status=${status}`, signal)))).flat(),
    enabled,
    refetchInterval: 5_000,
  });
