import './search.css';
import { Badge, Text, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useClusters, useInstances } from '../api/queries';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import { actionsOf, find, type Hit } from './find';

/** A field and what it finds: arrow keys choose, Enter opens. */
export function SearchList({ text, onText, onDone }: { text: string; onText: (text: string) => void; onDone?: () => void }) {
  const t = useT();
  const [, navigate] = useLocation();
  const [index, setIndex] = useState(0);
  const words = useDeferredValue(text);
  const clusters = useClusters().data ?? [];
  const instances = useInstances(true).data ?? [];
  const pages = useMemo<Hit[]>(
    () => (['clusters:/', 'problems:/problems', 'recoveries:/recoveries', 'history:/history/audit', 'status:/status', 'discover:/discover'] as const).map((p) => {
      const [name, href] = p.split(':') as ['clusters', string];
      return { kind: 'page', text: t(`nav.${name}`), detail: '', href };
    }),
    [t],
  );
  const actions = useMemo(() => actionsOf(clusters, instances, { whatIf: t('action.whatIf'), takeOver: t('search.takeOver'), makePrimary: t('action.takeover'), past: t('search.past') }), [clusters, instances, t]);
  const hits = useMemo(() => find(words, clusters, instances, pages, actions), [words, clusters, instances, pages, actions]);
  const chosen = Math.min(index, hits.length - 1);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    onDone?.();
    navigate(hit.href);
  };
  return (
    <div>
      <TextInput
        type="search" role="combobox" aria-expanded aria-controls="hits" aria-activedescendant={hits[chosen] ? `hit-${chosen}` : undefined} aria-label={t('search.title')} data-autofocus
        placeholder={t('search.placeholder')} description={t('search.hint')} value={text}
        onChange={(e) => { setIndex(0); onText(e.currentTarget.value); }}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
            e.preventDefault();
            setIndex(Math.max(0, Math.min(hits.length - 1, chosen + (e.key === 'ArrowDown' ? 1 : -1))));
          } else if (e.key === 'Enter') open(hits[chosen]);
        }}
      />
      <div role="listbox" id="hits" aria-label={t('search.title')} className="hits">
        {hits.map((hit, i) => (
          <div key={hit.kind + hit.href} id={`hit-${i}`} role="option" aria-selected={i === chosen} className="hit" ref={i === chosen ? (e) => e?.scrollIntoView({ block: 'nearest' }) : null} onClick={() => open(hit)}>
            <Badge variant="default" size="sm" tt="none">{t(`search.kind.${hit.kind}`)}</Badge>
            <span className="hit-text"><Name text={hit.text} short /></span>
            <Text size="xs" c="dimmed" span><Name text={hit.detail} short /></Text>
          </div>
        ))}
      </div>
      {hits.length === 0 && <Text className="untrusted" mt="sm">{t('list.none', { filter: text })}</Text>}
    </div>
  );
}
