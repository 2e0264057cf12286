import { keyText } from '../api/key';
import type { ClusterSummary, InstanceView } from '../api/types';

export interface Hit {
  kind: 'cluster' | 'instance' | 'page' | 'action';
  text: string;
  detail: string;
  href: string;
}

const most = 30;

/** Names of what can be begun from here; each leads to a page that shows what would be done, and asks. */
export interface ActionNames {
  whatIf: string;
  takeOver: string;
  makePrimary: string;
  past: string;
}

/** What can be begun with clusters and instances. */
export function actionsOf(clusters: ClusterSummary[], instances: InstanceView[], names: ActionNames): Hit[] {
  const at = (id: string) => `/clusters/${encodeURIComponent(id)}`;
  return [
    ...clusters.flatMap((c): Hit[] => [
      { kind: 'action', text: names.takeOver, detail: c.alias, href: `${at(c.clusterId)}/plan?takeover=auto` },
      { kind: 'action', text: names.past, detail: c.alias, href: `${at(c.clusterId)}/history` },
    ]),
    ...instances.flatMap((i): Hit[] => {
      const [key, plan] = [keyText(i.key), `${at(i.clusterId)}/plan`];
      return [
        { kind: 'action', text: names.whatIf, detail: key, href: `${plan}?failed=${encodeURIComponent(key)}` },
        ...(i.role === 'primary' ? [] : [{ kind: 'action', text: names.makePrimary, detail: key, href: `${plan}?takeover=${encodeURIComponent(key)}` } as const]),
      ];
    }),
  ];
}

/** What matches every word: clusters before instances, and what can be done with them after those; those that begin with what was typed come first. */
export function find(text: string, clusters: ClusterSummary[], instances: InstanceView[], pages: Hit[], actions: Hit[] = []): Hit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all: Hit[] = [
    ...pages,
    ...clusters.map((c): Hit => ({ kind: 'cluster', text: c.alias, detail: c.name === c.alias ? c.clusterId : c.name, href: `/clusters/${encodeURIComponent(c.clusterId)}` })),
    ...instances.map((i): Hit => ({ kind: 'instance', text: keyText(i.key), detail: [i.snapshot.instanceAlias, i.role, i.snapshot.version, i.snapshot.dataCenter].filter(Boolean).join(' · '), href: `/clusters/${encodeURIComponent(i.clusterId)}?instance=${encodeURIComponent(keyText(i.key))}` })),
  ];
  if (words.length === 0) return all.slice(0, most);
  const hits = [...all, ...actions].filter((h) => words.every((w) => `${h.text} ${h.detail}`.toLowerCase().includes(w)));
  const starts = (h: Hit) => (h.text.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  return hits.sort((a, b) => starts(a) - starts(b)).slice(0, most);
}
