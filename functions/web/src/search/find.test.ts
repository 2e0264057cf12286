import { describe, expect, it } from 'vitest';
import { member } from '../cluster/fixture';
import type { ClusterSummary } from '../api/types';
import { actionsOf, find } from './find';

const clusters = [{ clusterId: 'c/1', name: 'db1:3306', alias: 'shop' }, { clusterId: 'c2', name: 'x:1', alias: 'workshop' }] as ClusterSummary[];
const instances = [{ ...member('db1', null), clusterId: 'c/1' }, { ...member('shopdb', null), clusterId: 'c2' }];

describe('find', () => {
  it('puts first what begins so', () => expect(find('shop', clusters, instances, []).map((h) => h.text)).toEqual(['shop', 'shopdb:3306', 'workshop']));
  it('wants every word', () => expect(find('db1 primary', clusters, instances, []).map((h) => h.kind)).toEqual(['instance']));
  it('encodes addresses', () => expect(find('shop', clusters, [], [])[0]?.href).toBe('/clusters/c%2F1'));
  it('offers what can be done with what matches, after it', () => {
    const actions = actionsOf(clusters, instances, { whatIf: 'What if it dies?', takeOver: 'Planned takeover', makePrimary: 'Make it the primary', past: 'History' });
    expect(find('takeover shop', clusters, instances, [], actions).map((h) => h.href)).toEqual(['/clusters/c%2F1/plan?takeover=auto', '/clusters/c2/plan?takeover=auto']);
    expect(find('dies shopdb', clusters, instances, [], actions).map((h) => h.href)).toEqual(['/clusters/c2/plan?failed=shopdb%3A3306']);
    expect(find('db1', clusters, instances, [], actions).map((h) => h.kind)).toEqual(['instance', 'cluster', 'action']);
    expect(find('make', clusters, instances, [], actions)).toEqual([]);
    expect(find('', clusters, instances, [], actions).filter((h) => h.kind === 'action')).toEqual([]);
  });
  it('shows something before anything is typed', () => expect(find('', clusters, instances, [])).toHaveLength(4));
});
