import { hierarchy, tree } from 'd3-hierarchy';
import type { Item } from './compact';

export interface Placed {
  item: Item;
  x: number;
  y: number;
  parent: string | null;
}

export const nodeWidth = 250;
export const nodeHeight = 84;
const columnWidth = nodeWidth + 90;
const rowHeight = nodeHeight + 20;

interface Datum {
  item: Item | null;
  children: Datum[];
}

const datum = (item: Item): Datum => ({ item, children: item.kind === 'single' ? item.children.map(datum) : [] });

/** Places for all, sources at the left: a tier is a column. Several roots stand below each other. */
export function layout(roots: Item[]): Placed[] {
  const root = hierarchy<Datum>({ item: null, children: roots.map(datum) });
  const placed = tree<Datum>().nodeSize([rowHeight, columnWidth]).separation(() => 1)(root);
  return placed.descendants().flatMap((n) => {
    const { item } = n.data;
    return item ? [{ item, x: (n.depth - 1) * columnWidth, y: n.x, parent: n.parent?.data.item?.id ?? null }] : [];
  });
}
