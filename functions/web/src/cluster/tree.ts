import { keyText } from '../api/key';
import type { InstanceView } from '../api/types';

export interface TreeNode {
  id: string;
  instance: InstanceView;
  children: TreeNode[];
}

const rank = (i: InstanceView): number => ({ primary: 0, coPrimary: 1, intermediate: 2, replica: 3, detached: 4 })[i.role];

const byRank = (a: TreeNode, b: TreeNode): number => rank(a.instance) - rank(b.instance) || a.id.localeCompare(b.id, undefined, { numeric: true });

/** Who replicates from whom. Whoever has no known source is a root, and of a ring the member that ranks first. */
export function buildForest(members: InstanceView[]): TreeNode[] {
  const nodes = new Map(members.map((instance) => [keyText(instance.key), { id: keyText(instance.key), instance, children: [] } as TreeNode]));
  const roots: TreeNode[] = [];
  const placed = new Set<string>();
  for (const node of [...nodes.values()].sort(byRank)) {
    const source = node.instance.source ? nodes.get(keyText(node.instance.source)) : undefined;
    if (!source || node.instance.role === 'primary') roots.push(node);
    else source.children.push(node);
  }
  const place = (node: TreeNode): void => {
    placed.add(node.id);
    node.children = node.children.filter((child) => !placed.has(child.id)).sort(byRank);
    node.children.forEach(place);
  };
  roots.forEach(place);
  for (const node of [...nodes.values()].sort(byRank)) {
    if (placed.has(node.id)) continue;
    roots.push(node);
    place(node);
  }
  return roots;
}

/** Everybody below an instance. */
export function descendants(members: InstanceView[], id: string): Set<string> {
  const found = new Set<string>();
  const visit = (above: string): void => {
    for (const member of members) {
      const own = keyText(member.key);
      if (member.source && keyText(member.source) === above && !found.has(own) && own !== id) {
        found.add(own);
        visit(own);
      }
    }
  };
  visit(id);
  return found;
}
