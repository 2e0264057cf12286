import { describe, expect, it } from 'vitest';
import { compact } from './compact';
import { judgeDrop } from './drop';
import { member } from './fixture';
import { chosenOf, judgeGroup } from './group';
import { layout, nodeHeight, nodeWidth, zoomFor } from './layout';
import { healthOf } from './marks';
import { shortNames } from './names';
import { buildForest, descendants, type TreeNode } from './tree';

const five = [member('db2', 'db1'), member('db1', null), member('db3', 'db1', { role: 'intermediate' }), member('db4', 'db3'), member('db10', 'db1')];
const shape = (nodes: TreeNode[]): unknown => nodes.map((n) => [n.instance.key.host, shape(n.children)]);

describe('buildForest', () => {
  it('puts replicas below their sources', () => expect(shape(buildForest(five))).toEqual([['db1', [['db3', [['db4', []]]], ['db2', []], ['db10', []]]]]));
  it('makes roots of whose source is not known', () => expect(shape(buildForest([member('a', null), member('b', 'gone')]))).toEqual([['a', []], ['b', []]]));
  it('shows each of a ring once', () => {
    const ring = [member('a', 'b', { role: 'coPrimary' }), member('b', 'a', { role: 'coPrimary' }), member('c', 'b')];
    expect(shape(buildForest(ring))).toEqual([['a', [['b', [['c', []]]]]]]);
  });
  it('is nothing without members', () => expect(buildForest([])).toEqual([]));
});

describe('descendants', () => {
  it('are all below', () => expect([...descendants(five, 'db1:3306')].sort()).toEqual(['db10:3306', 'db2:3306', 'db3:3306', 'db4:3306']));
  it('end in a ring', () => expect([...descendants([member('a', 'b'), member('b', 'a')], 'a:3306')]).toEqual(['b:3306']));
});

describe('judgeDrop', () => {
  const by = (host: string) => five.find((m) => m.key.host === host)!;
  it.each([
    ['db2', 'db3', 'drop.ok'], ['db4', 'db1', 'drop.ok'], ['db4', 'db2', 'drop.ok'], ['db2', 'db2', 'drop.self'], ['db1', 'db2', 'drop.primary'],
    ['db3', 'db4', 'drop.descendant'], ['db4', 'db3', 'drop.already'], ['db2', 'db1', 'drop.promote'],
  ])('%s onto %s: %s', (instance, target, reason) => expect(judgeDrop(five, by(instance), by(target)).reason).toBe(reason));
  it.each([
    [member('x', 'db1', { valid: false }), member('y', 'db1'), 'drop.instanceDead'],
    [member('x', 'db1'), member('y', 'db1', { valid: false }), 'drop.targetDead'],
    [member('x', 'db1'), member('y', 'db1', { logUpdates: false }), 'drop.noLog'],
  ])('refuses', (instance, target, reason) => expect(judgeDrop([...five, instance, target], instance, target)).toEqual({ may: false, reason }));
});

describe('compact', () => {
  const many = [member('p', null), ...Array.from({ length: 300 }, (_, i) => member(`r${i}`, 'p', { dataCenter: i % 2 ? 'east' : 'west', valid: i !== 7 }))];
  it('leaves all where it is off', () => expect(layout(compact(buildForest(many), false, new Set()))).toHaveLength(301));
  it('gathers who is well, by data centre, and shows who is not', () => {
    const placed = layout(compact(buildForest(many), true, new Set()));
    expect(placed.map((p) => (p.item.kind === 'group' ? p.item.members.length : p.item.id))).toEqual(['p:3306', 'r7:3306', 150, 149]);
  });
  it('opens what somebody opened', () => expect(layout(compact(buildForest(many), true, new Set(['p:3306/west'])))).toHaveLength(153));
});

describe('layout', () => {
  it('gives each tier a column and lets no two overlap', () => {
    const placed = layout(compact(buildForest(five), false, new Set()));
    expect(new Set(placed.map((p) => p.x)).size).toBe(3);
    for (const a of placed) for (const b of placed) if (a !== b && a.x === b.x) expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(nodeHeight);
    expect(placed.find((p) => p.item.id === 'db4:3306')?.parent).toBe('db3:3306');
  });
});

describe('healthOf', () => {
  it.each([
    [member('a', 'b'), 'ok'], [member('a', 'b', { valid: false }), 'error'], [member('a', 'b', { running: false }), 'error'], [member('a', 'b', { problems: ['lag'] }), 'warning'],
    [{ ...member('a', 'b', { valid: false }), downtime: { owner: '', reason: '', beginsAt: '', endsAt: '' } }, 'muted'],
  ])('%#', (instance, expected) => expect(healthOf(instance)).toBe(expected));
});

describe('shortNames', () => {
  const key = (host: string) => ({ engine: 'mysql' as const, host, port: 3306 });
  const of = (...hosts: string[]) => [...shortNames(hosts.map(key)).values()];
  it('leaves the domain out', () => expect(of('db1.shop.example', 'db2.shop.example')).toEqual(['db1:3306', 'db2:3306']));
  it('keeps it where it tells two apart', () => expect(of('db1.east.example', 'db1.west.example')).toEqual(['db1.east.example:3306', 'db1.west.example:3306']));
  it('keeps addresses', () => expect(of('10.0.0.1', '::1')).toEqual(['10.0.0.1:3306', '[::1]:3306']));
});

describe('judgeGroup', () => {
  const members = [member('a', null), member('b', 'a'), member('c', 'a'), member('d', 'c'), member('e', 'a', { valid: false })];
  const of = (...hosts: string[]) => members.filter((m) => hosts.includes(m.key.host));
  const judge = (target: string, ...hosts: string[]) => {
    const { movers, left } = judgeGroup(members, of(...hosts), of(target)[0]!);
    return [movers.map((m) => m.key.host).join(), left.map((l) => `${l.instance.key.host}:${l.reason}`).join()];
  };
  it('moves all that may', () => expect(judge('b', 'c', 'd')).toEqual(['c,d', '']));
  it('leaves the one that it is dropped onto', () => expect(judge('b', 'b', 'c')).toEqual(['c', 'b:drop.self']));
  it('leaves who would make a circle, and who cannot be reached', () => expect(judge('d', 'b', 'c', 'e')).toEqual(['b', 'c:drop.descendant,e:drop.instanceDead']));
  it('leaves the primary', () => expect(judge('b', 'a', 'c')).toEqual(['c', 'a:drop.primary']));
  it('knows the chosen ones that are still there', () => expect(chosenOf(members, new Set(['b:3306', 'gone:3306'])).map((m) => m.key.host)).toEqual(['b']));
});

describe('a field of many replicas', () => {
  const many = [member('a', null), member('i', 'a', { role: 'intermediate' }), ...Array.from({ length: 150 }, (_, n) => member(`r${n}`, 'a')), ...Array.from({ length: 5 }, (_, n) => member(`s${n}`, 'i'))];
  const placed = layout(compact(buildForest(many), false, new Set()));
  it('has all of them', () => expect(placed.length).toBe(many.length));
  it('lets none lie upon another', () => {
    const overlaps = placed.flatMap((p, n) => placed.slice(n + 1).filter((q) => Math.abs(p.x - q.x) < nodeWidth && Math.abs(p.y - q.y) < nodeHeight).map((q) => `${p.item.id} ${q.item.id}`));
    expect(overlaps).toEqual([]);
  });
  it('is not much higher than wide', () => {
    const [xs, ys] = [placed.map((p) => p.x), placed.map((p) => p.y)];
    expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(Math.max(...xs) - Math.min(...xs));
  });
});

describe('zoomFor', () => {
  it('shows few at their size', () => expect(zoomFor(layout(compact(buildForest([member('a', null), member('b', 'a')]), false, new Set())), 1440, 900)).toBe(1));
  it('shows many small', () => expect(zoomFor(layout(compact(buildForest([member('a', null), ...Array.from({ length: 100 }, (_, i) => member(`r${i}`, 'a'))]), false, new Set())), 1440, 900)).toBeLessThan(0.5));
  it('shows nothing somehow', () => expect(zoomFor([], 100, 100)).toBe(1));
});
