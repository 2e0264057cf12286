import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { ClustersPage } from '../clusters/ClustersPage';
import { useT } from '../i18n/I18n';
import { Boundary } from './Boundary';
import { Shell } from './Shell';

const ClusterPage = lazy(async () => ({ default: (await import('../cluster/ClusterPage')).ClusterPage }));
const PlanPage = lazy(async () => ({ default: (await import('../plan/PlanPage')).PlanPage }));
const PastPage = lazy(async () => ({ default: (await import('../history/PastPage')).PastPage }));
const RecoveriesPage = lazy(async () => ({ default: (await import('../recovery/RecoveriesPage')).RecoveriesPage }));
const RecoveryPage = lazy(async () => ({ default: (await import('../recovery/RecoveryPage')).RecoveryPage }));
const ProblemsPage = lazy(async () => ({ default: (await import('../problems/ProblemsPage')).ProblemsPage }));
const HistoryPage = lazy(async () => ({ default: (await import('../history/HistoryPage')).HistoryPage }));
const StatusPage = lazy(async () => ({ default: (await import('../status/StatusPage')).StatusPage }));
const DiscoverPage = lazy(async () => ({ default: (await import('../discover/DiscoverPage')).DiscoverPage }));
const SearchPage = lazy(async () => ({ default: (await import('../search/SearchPage')).SearchPage }));

export function App() {
  const t = useT();
  const [location] = useLocation();
  return (
    <Shell>
      <Boundary key={location} message={t('error.crash')}>
        <Suspense fallback={<Loader aria-label={t('loading')} />}>
          <Switch>
            <Route path="/" component={ClustersPage} />
            <Route path="/clusters/:id">{({ id }) => <ClusterPage id={id} />}</Route>
            <Route path="/clusters/:id/plan">{({ id }) => <PlanPage id={id} />}</Route>
            <Route path="/clusters/:id/history">{({ id }) => <PastPage id={id} />}</Route>
            <Route path="/recoveries" component={RecoveriesPage} />
            <Route path="/recoveries/:uid">{({ uid }) => <RecoveryPage uid={uid} />}</Route>
            <Route path="/problems" component={ProblemsPage} />
            <Route path="/history/:kind">{({ kind }) => <HistoryPage kind={kind} />}</Route>
            <Route path="/status" component={StatusPage} />
            <Route path="/discover" component={DiscoverPage} />
            <Route path="/search" component={SearchPage} />
            <Route><Redirect to="/" /></Route>
          </Switch>
        </Suspense>
      </Boundary>
    </Shell>
  );
}
