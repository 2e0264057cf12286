import { describe, expect, it } from 'vitest';
import type { ClusterSummary, Finding } from '../api/types';
import { matches, rank, stateOf } from './state';

const finding = (change: Partial<Finding>): Finding => ({ code: 'noProblem', action: 'none', warnings: [], isSkippable: false, isDowntimed: false, description: '', ...change }) as Finding;
const key = { engine: 'mysql', host: 'db1', port: 3306 } as const;
const cluster = (change: Partial<ClusterSummary>): ClusterSummary => ({
  clusterId: 'c1', name: 'db1:3306', alias: 'shop', domain: '', primary: key, durability: 'asynchronous', instances: 3, instancesWithProblems: 0, lagSeconds: null,
  findings: [], outlook: { candidate: key, blockers: [] }, answers: [], isRecovering: false, probedAt: null, isStale: false, ...change,
});

describe('stateOf', () => {
  it.each([
    ['healthy', {}],
    ['healthy', { findings: [finding({})] }],
    ['healthy', { outlook: null }],
    ['blocked', { outlook: { candidate: null, blockers: [] } }],
    ['blocked', { outlook: { candidate: key, blockers: [{ code: 'lag', reason: '' }] } }],
    ['problems', { instancesWithProblems: 1 }],
    ['stale', { isStale: true, findings: [finding({ warnings: ['errantGtid'] })] }],
    ['broken', { isStale: true, findings: [finding({ code: 'deadPrimary', action: 'recoverPrimary' })] }],
    ['warning', { findings: [finding({ warnings: ['errantGtid'] })] }],
    ['warning', { findings: [finding({ code: 'deadPrimary', isDowntimed: true, action: 'recoverPrimary' })] }],
    ['warning', { findings: [finding({ code: 'primarySingleReplicaNotReplicating', action: 'detect' })] }],
    ['broken', { findings: [finding({ code: 'deadPrimary', action: 'recoverPrimary' })] }],
    ['broken', { findings: [finding({ code: 'unreachablePrimary', action: 'detect' })] }],
    ['recovering', { isRecovering: true, findings: [finding({ code: 'deadPrimary', action: 'recoverPrimary' })] }],
  ] as [string, Partial<ClusterSummary>][])('%s', (expected, change) => expect(stateOf(cluster(change))).toBe(expected));
});

describe('rank', () => {
  it('puts the worst first and numbers in their order', () => {
    const list = [cluster({ alias: 'c10' }), cluster({ alias: 'c9' }), cluster({ alias: 'z', isRecovering: true }), cluster({ alias: 'y', findings: [finding({ code: 'deadPrimary' })] })];
    expect(rank(list).map((r) => r.cluster.alias)).toEqual(['z', 'y', 'c9', 'c10']);
  });
});

describe('matches', () => {
  const [one] = rank([cluster({ findings: [finding({ code: 'deadPrimary', description: 'cannot be reached' })] })]);
  it.each([['', true], ['SHOP', true], ['db1:33', true], ['dead reached', true], ['mysql broken', true], ['dead absent', false]])('%s', (filter, expected) => expect(matches(one!, filter)).toBe(expected));
});
