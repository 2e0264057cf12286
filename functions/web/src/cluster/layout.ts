import { hierarchy, tree } from 'd3-hierarchy';
import type { Item } from './compact';

export interface Placed {
  item: Item;
  x: number;
  y: number;
  parent: string | null;
  /** It stands in a field, where the line from its source passes behind others. */
  isBehind?: boolean;
}

export const nodeWidth = 250;
export const nodeHeight = 84;
const columnWidth = nodeWidth + 90;
const rowHeight = nodeHeight + 20;
const cellWidth = nodeWidth + 24;
// As many replicas of one source stand below each other; more of them stand in a field.
const manyLeaves = 12;
const fieldRows = 8;
const mostColumns = 16;

interface Datum {
  item: Item | null;
  children: Datum[];
}

const datum = (item: Item): Datum => ({ item, children: item.kind === 'single' ? item.children.map(datum) : [] });

const childrenOf = (item: Item): Item[] => (item.kind === 'single' ? item.children : []);
const isLeaf = (item: Item): boolean => childrenOf(item).length === 0;
const hasField = (item: Item): boolean => childrenOf(item).filter(isLeaf).length > manyLeaves || childrenOf(item).some(hasField);

/** Places for all, sources at the left: a tier is a column. Several roots stand below each other. */
export const layout = (roots: Item[]): Placed[] => (roots.some(hasField) ? layoutFields(roots) : layoutTree(roots));

function layoutTree(roots: Item[]): Placed[] {
  const root = hierarchy<Datum>({ item: null, children: roots.map(datum) });
  const placed = tree<Datum>().nodeSize([rowHeight, columnWidth]).separation(() => 1)(root);
  return placed.descendants().flatMap((n) => {
    const { item } = n.data;
    return item ? [{ item, x: (n.depth - 1) * columnWidth, y: n.x, parent: n.parent?.data.item?.id ?? null }] : [];
  });
}

/** Hundreds of replicas of one source in a column would be a line that nobody can read: they are a field beside it, below what has replicas of its own. */
function layoutFields(roots: Item[]): Placed[] {
  const placed: Placed[] = [];
  const put = (item: Item, depth: number, top: number, parent: string | null): number => {
    const children = childrenOf(item);
    const leaves = children.filter(isLeaf);
    const isField = leaves.length > manyLeaves;
    let bottom = top;
    const middles: number[] = [];
    for (const child of isField ? children.filter((c) => !isLeaf(c)) : children) {
      const end = put(child, depth + 1, bottom, item.id);
      middles.push((bottom + end) / 2);
      bottom = end;
    }
    if (isField) {
      const columns = Math.min(mostColumns, Math.ceil(leaves.length / fieldRows));
      const rows = Math.ceil(leaves.length / columns);
      leaves.forEach((leaf, i) => placed.push({ item: leaf, x: (depth + 1) * columnWidth + Math.floor(i / rows) * cellWidth, y: bottom + (i % rows) * rowHeight, parent: item.id, isBehind: i >= rows }));
      middles.push(bottom + (rows * rowHeight) / 2);
      bottom += rows * rowHeight;
    }
    bottom = Math.max(bottom, top + rowHeight);
    const y = middles.length === 0 ? top : (middles[0]! + middles.at(-1)!) / 2 - rowHeight / 2;
    placed.push({ item, x: depth * columnWidth, y, parent });
    return bottom;
  };
  let top = 0;
  for (const root of roots) top = put(root, 0, top, null);
  return placed;
}

/** About the scale at which all can be seen: to begin with it, so that nothing is drawn large only to be drawn small at once. */
export function zoomFor(placed: Placed[], width: number, height: number): number {
  const of = (values: number[], room: number, box: number) => room / (Math.max(...values) - Math.min(...values) + box);
  if (placed.length === 0) return 1;
  return Math.max(0.05, Math.min(1, of(placed.map((p) => p.x), width, nodeWidth), of(placed.map((p) => p.y), height, nodeHeight)));
}
