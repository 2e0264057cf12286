import { describe, expect, it } from 'vitest';
import { member } from '../cluster/fixture';
import type { ClusterSummary } from '../api/types';
import { find } from './find';

const clusters = [{ clusterId: 'c/1', name: 'db1:3306', alias: 'shop' }, { clusterId: 'c2', name: 'x:1', alias: 'workshop' }] as ClusterSummary[];
const instances = [{ ...member('db1', null), clusterId: 'c/1' }, { ...member('shopdb', null), clusterId: 'c2' }];

describe('find', () => {
  it('puts first what begins so', () => expect(find('shop', clusters, instances, []).map((h) => h.text)).toEqual(['shop', 'shopdb:3306', 'workshop']));
  it('wants every word', () => expect(find('db1 primary', clusters, instances, []).map((h) => h.kind)).toEqual(['instance']));
  it('encodes addresses', () => expect(find('shop', clusters, [], [])[0]?.href).toBe('/clusters/c%2F1'));
  it('shows something before anything is typed', () => expect(find('', clusters, instances, [])).toHaveLength(4));
});
