import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useT } from '../i18n/I18n';
import { ClusterRow } from './ClusterRow';
import type { RankedCluster } from './state';
import './clusters.css';

const rowHeight = 56;
const headHeight = 40;

/** Only the rows that can be seen exist, so that a thousand clusters cost what twenty do. */
export function ClusterList({ clusters }: { clusters: RankedCluster[] }) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: clusters.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8, scrollMargin: headHeight });
  return (
    <div ref={scroller} className="cluster-list" tabIndex={0} role="region" aria-label={t('clusters.title')}>
      <div role="table" aria-label={t('clusters.title')} aria-rowcount={clusters.length + 1} style={{ height: rows.getTotalSize() + headHeight, position: 'relative' }}>
        <div role="row" aria-rowindex={1} className="cluster-row cluster-head">
          <div role="columnheader">{t('clusters.state')}</div>
          <div role="columnheader">{t('clusters.cluster')}</div>
          <div role="columnheader" className="wide-only">{t('clusters.primary')}</div>
          <div role="columnheader"><span className="wide-only">{t('clusters.size')}</span><span className="narrow-only" aria-label={t('clusters.size')}>#</span></div>
          <div role="columnheader" className="wide-only">{t('field.lag')}</div>
          <div role="columnheader" className="wide-only">{t('clusters.durability')}</div>
          <div role="columnheader" className="wide-only">{t('clusters.ifPrimaryDied')}</div>
        </div>
        {rows.getVirtualItems().map((item) => {
          const ranked = clusters[item.index]!;
          return (
            <ClusterRow key={ranked.cluster.clusterId} ranked={ranked} index={item.index} style={{ position: 'absolute', top: 0, left: 0, right: 0, height: rowHeight, transform: `translateY(${item.start}px)` }} />
          );
        })}
      </div>
    </div>
  );
}
