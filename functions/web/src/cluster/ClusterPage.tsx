import { useEffect } from 'react';
import { Redirect } from 'wouter';
import { useCluster } from '../api/queries';
import { Loaded } from '../common/Loaded';
import { ClusterView } from './ClusterView';

export function ClusterPage({ id }: { id: string }) {
  const query = useCluster(id);
  const alias = query.data?.cluster.alias;
  useEffect(() => {
    if (alias) document.title = `${alias} · Ham4Db`;
    return () => void (document.title = 'Ham4Db');
  }, [alias]);
  return (
    <Loaded query={query}>
      {(detail) => {
        // Somebody came by a name, which may be another cluster's tomorrow; what is shared is the id.
        if (detail.cluster.clusterId !== id) return query.isPlaceholderData ? null : <Redirect replace to={`/clusters/${encodeURIComponent(detail.cluster.clusterId)}${location.search}`} />;
        return <ClusterView detail={detail} />;
      }}
    </Loaded>
  );
}
