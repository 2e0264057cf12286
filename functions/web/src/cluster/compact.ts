import type { InstanceView } from '../api/types';
import { healthOf } from './marks';
import type { TreeNode } from './tree';

export interface Group {
  kind: 'group';
  id: string;
  dataCenter: string;
  members: InstanceView[];
}

export interface Single {
  kind: 'single';
  id: string;
  node: TreeNode;
  children: Item[];
}

export type Item = Group | Single;

const smallest = 3;

/**
 * Puts replicas of the same source that are well, have none of their own and lie in the same data centre into one box. Who has a problem stands alone,
 * so that trouble never hides in a number. Groups that somebody opened stay open.
 */
export function compact(nodes: TreeNode[], isCompact: boolean, open: ReadonlySet<string>, parent = ''): Item[] {
  const groups = new Map<string, TreeNode[]>();
  const items: Item[] = [];
  for (const node of nodes) {
    const id = `${parent}/${node.instance.snapshot.dataCenter}`;
    const isPlain = isCompact && parent !== '' && node.children.length === 0 && healthOf(node.instance) === 'ok' && !open.has(id);
    if (isPlain) groups.set(id, [...(groups.get(id) ?? []), node]);
    else items.push(single(node, isCompact, open));
  }
  for (const [id, members] of groups) {
    if (members.length < smallest) items.push(...members.map((node) => single(node, isCompact, open)));
    else items.push({ kind: 'group', id, dataCenter: members[0]!.instance.snapshot.dataCenter, members: members.map((m) => m.instance) });
  }
  return items;
}

const single = (node: TreeNode, isCompact: boolean, open: ReadonlySet<string>): Single => ({ kind: 'single', id: node.id, node, children: compact(node.children, isCompact, open, node.id) });
