import { keyText } from '../api/key';
import type { ClusterSummary, InstanceView } from '../api/types';

export interface Hit {
  kind: 'cluster' | 'instance' | 'page';
  text: string;
  detail: string;
  href: string;
}

const most = 30;

/** What matches every word, clusters before instances; those that begin with what was typed come first. */
export function find(text: string, clusters: ClusterSummary[], instances: InstanceView[], pages: Hit[]): Hit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all: Hit[] = [
    ...pages,
    ...clusters.map((c): Hit => ({ kind: 'cluster', text: c.alias, detail: c.name === c.alias ? c.clusterId : c.name, href: `/clusters/${encodeURIComponent(c.clusterId)}` })),
    ...instances.map((i): Hit => ({ kind: 'instance', text: keyText(i.key), detail: [i.snapshot.instanceAlias, i.role, i.snapshot.version, i.snapshot.dataCenter].filter(Boolean).join(' · '), href: `/clusters/${encodeURIComponent(i.clusterId)}?instance=${encodeURIComponent(keyText(i.key))}` })),
  ];
  if (words.length === 0) return all.slice(0, most);
  const hits = all.filter((h) => words.every((w) => `${h.text} ${h.detail}`.toLowerCase().includes(w)));
  const starts = (h: Hit) => (h.text.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  return hits.sort((a, b) => starts(a) - starts(b)).slice(0, most);
}
