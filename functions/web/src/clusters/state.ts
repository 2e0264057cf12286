import type { ClusterSummary, Finding } from '../api/types';

export type ClusterState = 'recovering' | 'broken' | 'stale' | 'warning' | 'problems' | 'blocked' | 'healthy';

const order: ClusterState[] = ['recovering', 'broken', 'stale', 'warning', 'problems', 'blocked', 'healthy'];

export const stateColor: Record<ClusterState, string> = { recovering: 'blue', broken: 'red', stale: 'dark', warning: 'orange', problems: 'yellow', blocked: 'grape', healthy: 'green' };

/** A finding that says that clients are without service, or are about to be. */
export function isBroken(finding: Finding): boolean {
  if (finding.code === 'noProblem' || finding.isSkippable || finding.isDowntimed) return false;
  return finding.action.startsWith('recover') || finding.action === 'makeWritable' || /^(dead|unreachable|locked|noWriteable|all)/.test(finding.code);
}

export const isWarning = (finding: Finding): boolean => finding.code !== 'noProblem' || finding.warnings.length > 0;

/** The one word for how a cluster is: its worst. */
export function stateOf(cluster: ClusterSummary): ClusterState {
  if (cluster.isRecovering) return 'recovering';
  if (cluster.findings.some(isBroken)) return 'broken';
  if (cluster.isStale) return 'stale';
  if (cluster.findings.some(isWarning)) return 'warning';
  if (cluster.instancesWithProblems > 0) return 'problems';
  if (cluster.outlook && (!cluster.outlook.candidate || cluster.outlook.blockers.length > 0)) return 'blocked';
  return 'healthy';
}

export interface RankedCluster {
  cluster: ClusterSummary;
  state: ClusterState;
}

/** Worst first, then by name. */
export function rank(clusters: ClusterSummary[]): RankedCluster[] {
  return clusters
    .map((cluster) => ({ cluster, state: stateOf(cluster) }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.cluster.alias.localeCompare(b.cluster.alias, undefined, { numeric: true }));
}

/** Whether every word of the filter is somewhere in what is shown of the cluster. */
export function matches(ranked: RankedCluster, filter: string): boolean {
  const { cluster, state } = ranked;
  const primary = cluster.primary ? `${cluster.primary.engine} ${cluster.primary.host}:${cluster.primary.port}` : '';
  const text = [cluster.alias, cluster.name, cluster.clusterId, cluster.domain, primary, cluster.durability, state, ...cluster.findings.map((f) => `${f.code} ${f.description}`)].join(' ').toLowerCase();
  return filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
